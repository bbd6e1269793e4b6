package xlsx

import (
	"fmt"
	"strconv"
)

// aboutWidths are the widths of the columns of the sheet in front, which holds
// facts in two of them and a dictionary in five.
func aboutWidths() []int { return []int{30, 30, 22, 14, 80} }

// aboutSheet is the sheet in front and the links out of it; links is nil where
// there are none.
func aboutSheet(o Output, t Told) (sheet, links []byte) {
	var lines []Line
	if o.About != nil {
		lines = o.About(t)
	}
	return wordsSheet(lines, selected(o, 0), o)
}

// wordsSheet is a sheet of words and the links out of it; tab is an attribute
// where the sheet is the one that is seen first.
func wordsSheet(lines []Line, tab string, o Output) (sheet, links []byte) {
	sheet = []byte(xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView showGridLines="0"` + tab + ` workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, width := range aboutWidths() {
		sheet = fmt.Appendf(sheet, `<col min="%[1]d" max="%[1]d" width="%[2]d" customWidth="1"/>`, i+1, width)
	}
	sheet = append(sheet, "</cols><sheetData>"...)
	var merged, marked []byte
	merges := 0
	for i, line := range lines {
		sheet = fmt.Appendf(sheet, `<row r="%d"%s>`, i+1, rowHeight(line))
		for j, words := range line {
			ref := letters(j) + strconv.Itoa(i+1)
			sheet = appendWords(sheet, ref, words)
			if words.Look == Spread {
				merged = fmt.Appendf(merged, `<mergeCell ref="%s:%s%d"/>`, ref, letters(len(aboutWidths())-1), i+1)
				merges++
			}
			if words.Link != "" {
				id := len(links) // any number that comes once
				links = append(appendAttribute(fmt.Appendf(links, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="`, id, relationSpace), words.Link), `" TargetMode="External"/>`...)
				marked = fmt.Appendf(marked, `<hyperlink ref="%s" r:id="rId%d"/>`, ref, id)
			}
		}
		sheet = append(sheet, "</row>"...)
	}
	sheet = append(sheet, "</sheetData>"...)
	if merges > 0 {
		sheet = append(append(fmt.Appendf(sheet, `<mergeCells count="%d">`, merges), merged...), "</mergeCells>"...)
	}
	if links != nil {
		sheet = append(append(append(sheet, "<hyperlinks>"...), marked...), "</hyperlinks>"...)
		links = append(append([]byte(xmlHead+`<Relationships xmlns="`+packageSpace+`/relationships">`), links...), "</Relationships>"...)
	}
	sheet = append(sheet, pageForm...)
	return append(appendMark(sheet, o), "</worksheet>"...), links
}

// rowHeight is the height of a row with large letters or long texts: programs
// that do not set it by themselves would show the first line alone.
func rowHeight(line Line) string {
	height := 0
	for j, words := range line {
		switch words.Look {
		case Sample:
			height = max(height, 48)
		case Title:
			height = max(height, 26)
		case Wrapped, Spread:
			width := aboutWidths()[j]
			if words.Look == Spread {
				for _, more := range aboutWidths()[j+1:] {
					width += more
				}
			}
			if n := lineCount(words.Text, width); n > 1 {
				height = max(height, n*lineHeight)
			}
		}
	}
	if height == 0 {
		return ""
	}
	return fmt.Sprintf(` ht="%d" customHeight="1"`, height)
}

// appendWords appends a cell of the sheet in front; an empty one still has its
// ground.
func appendWords(b []byte, ref string, words Words) []byte {
	text, _ := cutText(words.Text)
	look := words.Look
	if words.Link != "" && look == Usual {
		look = Address
	}
	b = fmt.Appendf(b, `<c r="%s" s="%d"`, ref, int(look))
	if text == "" {
		return append(b, "/>"...)
	}
	b = append(b, ` t="inlineStr"><is>`...)
	return append(appendT(b, text), "</is></c>"...)
}
