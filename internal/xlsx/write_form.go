package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Form is a workbook for people to fill in: sheets of words that explain, and
// sheets of headed columns that are empty but for a few rows. The same Form gives
// the same bytes.
type Form struct {
	Title  string // of the file, in its properties
	Author string
	Sheets []FormSheet
}

// A FormSheet is one sheet of a Form: Lines, or Columns with Rows.
type FormSheet struct {
	Name    string
	Lines   []Line
	Columns []FormColumn
	Rows    [][]FormCell
}

// A FormColumn is a column to fill in. Its empty cells have the format of its
// kind already: what is typed into a column of codes stays text.
type FormColumn struct {
	Head  string
	Kind  lewu.Kind // Text, Code or Date
	Width int       // in characters; 0: as wide as its head
	Offer string    // what its cells offer to choose from: `"ya,tidak"`, or a range; another word may be typed
}

// A FormCell is a cell of a row that is there from the beginning.
type FormCell struct {
	Text  string
	Quiet bool // on a ground of its own: an example, a name that is not to be changed
}

// WriteForm writes a form.
func WriteForm(w io.Writer, f Form) (err error) {
	defer errs.Wrap(&err, "xlsx.WriteForm(%q)", f.Title)

	p := newPack(w)
	o := Output{Title: f.Title, Author: f.Author}
	if err := p.part("_rels/.rels", packageLinks()); err != nil {
		return err
	}
	parts := []formPart{{"docProps/core.xml", properties(o)}, {"xl/styles.xml", newStyles(nil).xml()}}
	for i, sheet := range f.Sheets {
		name := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
		if sheet.Columns != nil {
			parts = append(parts, formPart{name, sheet.xml(firstTab(i))})
			continue
		}
		text, links := wordsSheet(sheet.Lines, firstTab(i), o)
		parts = append(parts, formPart{name, text}, formPart{"xl/worksheets/_rels/sheet" + strconv.Itoa(i+1) + ".xml.rels", links})
	}
	more := len(f.Sheets) - 1
	parts = append(parts, formPart{"xl/sharedStrings.xml", newShared().xml()}, formPart{"xl/workbook.xml", f.workbook()},
		formPart{"xl/_rels/workbook.xml.rels", workbookLinks(more)}, formPart{"[Content_Types].xml", contentTypes(more)})
	for _, part := range parts {
		if err := p.part(part.name, part.text); err != nil {
			return err
		}
	}
	return p.close()
}

type formPart struct {
	name string
	text []byte
}

// workbook lists the sheets, and the row that every printed page repeats.
func (f Form) workbook() []byte {
	b := []byte(xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i, sheet := range f.Sheets {
		b = append(appendAttribute(append(b, `<sheet name="`...), sheet.Name), fmt.Sprintf(`" sheetId="%[1]d" r:id="rId%[1]d"/>`, i+1)...)
	}
	b = append(b, "</sheets><definedNames>"...)
	for i, sheet := range f.Sheets {
		if sheet.Columns != nil {
			b = fmt.Appendf(b, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">`, i)
			b = append(appendXML(b, quotedSheet(sheet.Name)+"!$1:$1"), "</definedName>"...)
		}
	}
	return append(b, "</definedNames></workbook>"...)
}

// firstTab is the attribute of the sheet that is seen first.
func firstTab(sheet int) string {
	if sheet == 0 {
		return ` tabSelected="1"`
	}
	return ""
}

// xml is a sheet of columns.
func (s FormSheet) xml(tab string) []byte {
	b := []byte(xmlHead + `<worksheet xmlns="` + mainSpace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView` + tab + ` workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>` +
		`<sheetFormatPr defaultRowHeight="15"/><cols>`)
	height := lineHeight
	for i, c := range s.Columns {
		width := c.width()
		height = max(height, lineHeight*lineCount(c.Head, width))
		b = fmt.Appendf(b, `<col min="%[1]d" max="%[1]d" width="%[2]d" style="%[3]d" customWidth="1"/>`, i+1, width+2, c.style())
	}
	b = fmt.Appendf(b, `</cols><sheetData><row r="1" ht="%d" customHeight="1">`, height+5)
	for i, c := range s.Columns {
		b = fmt.Appendf(b, `<c r="%s1" s="%d" t="inlineStr"><is>`, letters(i), styleHead)
		b = append(appendT(b, c.Head), "</is></c>"...)
	}
	b = append(b, "</row>"...)
	for i, row := range s.Rows {
		b = fmt.Appendf(b, `<row r="%d">`, i+2)
		for j, c := range row {
			b = s.Columns[j].cell(b, letters(j)+strconv.Itoa(i+2), c)
		}
		b = append(b, "</row>"...)
	}
	b = s.offers(append(b, "</sheetData>"...))
	b = append(b, pageForm...)
	b = fmt.Appendf(b, `<ignoredErrors><ignoredError sqref="A1:%s%d" numberStoredAsText="1"/></ignoredErrors>`, letters(len(s.Columns)-1), sheetRows)
	return append(b, "</worksheet>"...)
}

// offers are the lists that cells offer to choose from.
func (s FormSheet) offers(b []byte) []byte {
	n := 0
	var list []byte
	for i, c := range s.Columns {
		if c.Offer == "" {
			continue
		}
		n++
		list = fmt.Appendf(list, `<dataValidation type="list" allowBlank="1" sqref="%[1]s2:%[1]s%[2]d"><formula1>`, letters(i), sheetRows)
		list = append(appendXML(list, c.Offer), "</formula1></dataValidation>"...)
	}
	if n == 0 {
		return b
	}
	return append(append(fmt.Appendf(b, `<dataValidations count="%d">`, n), list...), "</dataValidations>"...)
}

func (c FormColumn) width() int {
	if c.Width > 0 {
		return c.Width
	}
	return max(utf8.RuneCountInString(c.Head), minWidth)
}

// style is the format of the column's empty cells.
func (c FormColumn) style() int {
	if c.Kind == lewu.Date {
		return styleDate
	}
	return styleText
}

// cell appends one cell of a row that is there from the beginning.
func (c FormColumn) cell(b []byte, ref string, cell FormCell) []byte {
	if cell.Text == "" && !cell.Quiet {
		return b
	}
	style := c.style()
	day, isDay := serial(cell.Text)
	switch {
	case c.Kind == lewu.Date && isDay:
		return fmt.Appendf(b, `<c r="%s" s="%d"><v>%d</v></c>`, ref, style, day)
	case cell.Quiet:
		style = int(Note)
	case runs(cell.Text):
		style = styleGuard
	}
	b = fmt.Appendf(b, `<c r="%s" s="%d"`, ref, style)
	if cell.Text == "" {
		return append(b, "/>"...)
	}
	text, _ := cutText(cell.Text)
	return append(appendT(append(b, ` t="inlineStr"><is>`...), text), "</is></c>"...)
}
