package xlsx

import (
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
)

// widthRows is how many rows a column's width is taken from: the widths stand
// before the rows, so these are held back until they are known.
const widthRows = 200

// Widths of columns, in characters of the standard font.
const (
	minWidth = 6
	maxWidth = 60

	arrowWidth = 3 // of the filter, beside the heading
)

// longText is from where older programs show a text of the format "@" as ####.
const longText = 255

// blockSize is how many bytes of rows go into the ZIP file at a time.
const blockSize = 64 << 10

// A tableWriter writes a table into as many sheets as its rows take.
type tableWriter struct {
	pack    *pack
	out     Output
	styles  []int // of each column
	letters []string
	shared  *sharedTexts
	told    Told
	rows    []int64 // of each sheet, the heading among them

	held [][]lewu.Cell // until the widths are known
	cols []byte
	head int       // height of the heading, in points
	part io.Writer // the sheet being written; nil before the first
	at   int64     // number of the row written last
	buf  []byte
	num  []byte
}

func newTableWriter(p *pack, o Output, s *styles) *tableWriter {
	t := &tableWriter{pack: p, out: o, shared: newShared(), told: Told{Long: make([]int64, len(o.Columns))}}
	for i, c := range o.Columns {
		t.styles = append(t.styles, s.of(c))
		t.letters = append(t.letters, letters(i))
	}
	return t
}

// row takes one row of the table.
func (t *tableWriter) row(cells []lewu.Cell) error {
	if t.part != nil {
		return t.write(cells)
	}
	t.held = append(t.held, append([]lewu.Cell(nil), cells...))
	if len(t.held) < widthRows {
		return nil
	}
	return t.release()
}

// release begins the first sheet with the rows that were held back.
func (t *tableWriter) release() error {
	t.cols, t.head = columnWidths(t.out.Columns, t.held)
	if err := t.begin(); err != nil {
		return err
	}
	for _, cells := range t.held {
		if err := t.write(cells); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

// close ends the last sheet.
func (t *tableWriter) close() error {
	if t.part == nil {
		if err := t.release(); err != nil {
			return err
		}
	}
	return t.end()
}

// begin starts a sheet with its heading.
func (t *tableWriter) begin() (err error) {
	t.told.Sheets++
	t.part, err = t.pack.begin("xl/worksheets/sheet" + strconv.Itoa(t.told.Sheets+1) + ".xml")
	if err != nil {
		return err
	}
	b := append(t.buf[:0], xmlHead+`<worksheet xmlns="`+mainSpace+`"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView`+selected(t.out, t.told.Sheets)+` workbookViewId="0">`+
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>`+
		`<sheetFormatPr defaultRowHeight="15"/>`...)
	b = append(append(b, t.cols...), `<sheetData><row r="1" ht="`+strconv.Itoa(t.head)+`" customHeight="1">`...)
	for i, c := range t.out.Columns {
		style := styleHead
		if c.Kind.Numeric() {
			style = styleHeadNum
		}
		text, _ := cutText(heading(c))
		b = append(b, `<c r="`+t.letters[i]+`1" s="`+strconv.Itoa(style)+`" t="inlineStr"><is>`...)
		b = append(appendT(b, text), "</is></c>"...)
	}
	t.buf, t.at = append(b, "</row>"...), 1
	return nil
}

// end closes a sheet.
func (t *tableWriter) end() error {
	t.rows = append(t.rows, t.at)
	b := append(t.buf, "</sheetData>"...)
	if len(t.letters) > 0 {
		b = append(b, `<autoFilter ref="A1:`+t.letters[len(t.letters)-1]+strconv.FormatInt(t.at, 10)+`"/>`...)
	}
	b = appendMark(append(b, pageForm...), t.out)
	if len(t.letters) > 0 { // codes are text for a reason: no warning beside each
		b = append(b, `<ignoredErrors><ignoredError sqref="A1:`+t.letters[len(t.letters)-1]+strconv.FormatInt(t.at, 10)+`" numberStoredAsText="1"/></ignoredErrors>`...)
	}
	b = append(b, "</worksheet>"...)
	_, err := t.part.Write(b)
	t.buf = b[:0]
	return err
}

// write writes one row, on a new sheet where this one is full.
func (t *tableWriter) write(cells []lewu.Cell) error {
	if t.at == sheetRows {
		if err := t.end(); err != nil {
			return err
		}
		if err := t.begin(); err != nil {
			return err
		}
	}
	t.at++
	t.told.Rows++
	t.num = strconv.AppendInt(t.num[:0], t.at, 10)
	b := append(append(append(t.buf, `<row r="`...), t.num...), `">`...)
	for i, c := range cells {
		if c.Valid && c.Text != "" {
			b = t.cell(b, i, c.Text)
		}
	}
	t.buf = append(b, "</row>"...)
	if len(t.buf) < blockSize {
		return nil
	}
	_, err := t.part.Write(t.buf)
	t.buf = t.buf[:0]
	return err
}

// cell appends one cell that holds something.
func (t *tableWriter) cell(b []byte, i int, text string) []byte {
	b = append(append(append(b, `<c r="`...), t.letters[i]...), t.num...)
	switch kind := t.out.Columns[i].Kind; {
	case kind == lewu.Date:
		day, ok := serial(text)
		if !ok {
			t.told.Early++
			return t.text(b, styleLong, text)
		}
		b = appendStyle(b, t.styles[i])
		return append(strconv.AppendInt(append(b, "><v>"...), day, 10), "</v></c>"...)
	case kind == lewu.Boolean && (text == "true" || text == "false"):
		b = append(appendStyle(b, t.styles[i]), ` t="b"><v>`...)
		if text == "true" {
			return append(b, "1</v></c>"...)
		}
		return append(b, "0</v></c>"...)
	case kind.Numeric() || kind == lewu.Year:
		if digits, ok := significant(text); !ok || digits > exactDigits {
			t.told.Long[i]++
			return t.text(b, styleLong, text)
		}
		b = append(appendStyle(b, t.styles[i]), "><v>"...)
		return append(append(b, text...), "</v></c>"...)
	}
	style := t.styles[i]
	switch {
	case runs(text):
		style = styleGuard
	case len(text) > longText:
		style = int(Usual)
	}
	return t.text(b, style, text)
}

// text appends a cell of words: never a formula, whatever they are.
func (t *tableWriter) text(b []byte, style int, text string) []byte {
	text, cut := cutText(text)
	if cut {
		t.told.Cut++
	}
	b = appendStyle(b, style)
	if n, ok := t.shared.find(text); ok {
		return append(strconv.AppendInt(append(b, ` t="s"><v>`...), int64(n), 10), "</v></c>"...)
	}
	b = append(b, ` t="inlineStr"><is>`...)
	return append(appendT(b, text), "</is></c>"...)
}

// appendStyle ends the reference of a cell and names its format.
func appendStyle(b []byte, style int) []byte {
	return append(strconv.AppendInt(append(b, `" s="`...), int64(style), 10), '"')
}

// serial is a day as spreadsheets count it: days since 30 December 1899. Before
// 1 March 1900 they disagree, because Excel's 1900 has a 29 February.
func serial(text string) (n int64, ok bool) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, false
	}
	const begin, march = -2_209_161_600, 61 // 30 December 1899 in Unix time
	n = (day.Unix() - begin) / (24 * 60 * 60)
	return n, n >= march
}

// heading is what stands above a column.
func heading(c lewu.Column) string {
	if c.Label != "" {
		return c.Label
	}
	return c.Name
}

// lineHeight is the height of a line, in points.
const lineHeight = 15

// columnWidths is the cols element, as wide as what stands in the first rows,
// and the height of a heading that may take more lines.
func columnWidths(columns []lewu.Column, rows [][]lewu.Cell) (cols []byte, head int) {
	head = lineHeight + 5
	if len(columns) == 0 {
		return nil, head
	}
	cols = []byte("<cols>")
	for i, c := range columns {
		width := headingWidth(heading(c)) + arrowWidth
		for _, cells := range rows {
			if i < len(cells) && cells[i].Valid {
				width = max(width, shownLength(c, cells[i].Text))
			}
		}
		width = min(max(width, minWidth), maxWidth)
		head = max(head, lineHeight*lineCount(heading(c), width-arrowWidth)+5)
		n := strconv.Itoa(i + 1)
		cols = append(cols, `<col min="`+n+`" max="`+n+`" width="`+strconv.Itoa(width+2)+`" customWidth="1"/>`...)
	}
	return append(cols, "</cols>"...), head
}

// headingWidth lets a heading stand on two lines, without breaking a word.
func headingWidth(text string) int {
	width := (utf8.RuneCountInString(text) + 1) / 2
	for word := range strings.FieldsSeq(text) {
		width = max(width, utf8.RuneCountInString(word))
	}
	return width
}

// lineCount is how many lines a text takes in a column, broken between words.
func lineCount(text string, width int) int {
	lines, left := 0, 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if n > left {
			lines++
			left = width
		}
		for ; n > left; n -= width {
			lines++
			left = width
		}
		left -= n + 1
	}
	return max(lines, 1)
}

// shownLength is how many characters a cell takes on the screen.
func shownLength(c lewu.Column, text string) int {
	n := utf8.RuneCountInString(text)
	if c.Kind.Numeric() {
		n += (n - c.Scale) / 3 // marks of thousands
	}
	if c.Kind == lewu.Money {
		n += 2 // Rp
	}
	return n
}
