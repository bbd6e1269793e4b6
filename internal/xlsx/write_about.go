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
	sheet = []byte(xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, width := range aboutWidths() {
		sheet = fmt.Appendf(sheet, `<col min="%[1]d" max="%[1]d" width="%[2]d" customWidth="1"/>`, i+1, width)
	}
	sheet = append(sheet, "</cols><sheetData>"...)
	var marks []byte // the hyperlinks element
	for i, line := range lines {
		sheet = fmt.Appendf(sheet, `<row r="%d"%s>`, i+1, rowHeight(line))
		for j, words := range line {
			ref := letters(j) + strconv.Itoa(i+1)
			sheet = appendWords(sheet, ref, words)
			if words.Link == "" {
				continue
			}
			id := len(links) // any number that comes once
			links = append(appendAttribute(fmt.Appendf(links, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="`, id, relationSpace), words.Link), `" TargetMode="External"/>`...)
			marks = fmt.Appendf(marks, `<hyperlink ref="%s" r:id="rId%d"/>`, ref, id)
		}
		sheet = append(sheet, "</row>"...)
	}
	sheet = append(sheet, "</sheetData>"...)
	if marks != nil {
		sheet = append(append(append(sheet, "<hyperlinks>"...), marks...), "</hyperlinks>"...)
		links = append(append([]byte(xmlHead+`<Relationships xmlns="`+packageSpace+`/relationships">`), links...), "</Relationships>"...)
	}
	sheet = append(sheet, `<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`...)
	return append(appendMark(sheet, o), "</worksheet>"...), links
}

// rowHeight is the height of a row that large letters stand in, in points;
// others find theirs.
func rowHeight(line Line) string {
	for _, words := range line {
		switch words.Look {
		case Sample:
			return ` ht="48" customHeight="1"`
		case Title:
			return ` ht="26" customHeight="1"`
		}
	}
	return ""
}

// appendWords appends a cell of the sheet in front; an empty one still has its
// ground.
func appendWords(b []byte, ref string, words Words) []byte {
	text, _ := cutText(words.Text)
	look := words.Look
	if words.Link != "" {
		look = Address
	}
	b = fmt.Appendf(b, `<c r="%s" s="%d"`, ref, int(look))
	if text == "" {
		return append(b, "/>"...)
	}
	b = append(b, ` t="inlineStr"><is>`...)
	return append(appendT(b, text), "</is></c>"...)
}
