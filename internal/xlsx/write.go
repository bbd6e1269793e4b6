package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/flate"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Edition counts the changes of what Write makes of the same Output. Within one
// edition the same Output gives the same bytes.
const Edition = 1

// What a sheet can hold, by Excel's own limits.
const (
	sheetRows   = 1 << 20 // the heading among them
	cellUnits   = 32_767  // UTF-16 units of a text
	exactDigits = 15      // significant digits of a number
)

// An Output is a workbook to write: one table, and in front of it a sheet that
// says what the table is.
type Output struct {
	Title  string    // of the file, in its properties
	Author string    // whose figures they are
	Made   time.Time // when they were published, not when the file is made
	Mark   string    // stands on every printed page ("CONTOH"); empty: nothing does

	Name    string        // of the table's sheet: "Data"; more of them are "Data 2" …
	Columns []lewu.Column // Label is the heading
	Rows    func(put func(cells []lewu.Cell) error) error

	AboutName string
	About     func(t Told) []Line // asked when the table is written
}

// Told is what became of a table in a workbook.
type Told struct {
	Rows   int64
	Sheets int
	Long   []int64 // by column: numbers of over 15 digits, written as text
	Early  int64   // dates before 1 March 1900, which Excel has wrong, as text
	Cut    int64   // texts of over 32,767 characters, which a cell does not hold
}

// A Line is one row of the sheet in front; a Words without text is left empty.
type Line []Words

// Words are one cell of it, always text. Link is an address of the web.
type Words struct {
	Text string
	Look Look
	Link string
}

// Write writes a workbook in one pass; memory does not grow with the table. An
// error leaves half a file in w.
func Write(w io.Writer, o Output) (err error) {
	defer errs.Wrap(&err, "xlsx.Write(%q)", o.Title)

	p := newPack(w)
	styles := newStyles(o.Columns)
	for _, part := range []struct {
		name string
		text []byte
	}{{"_rels/.rels", packageLinks()}, {"docProps/core.xml", properties(o)}, {"xl/styles.xml", styles.xml()}} {
		if err := p.part(part.name, part.text); err != nil {
			return err
		}
	}
	t := newTableWriter(p, o, styles)
	if err := o.Rows(t.row); err != nil {
		return err
	}
	if err := t.close(); err != nil {
		return err
	}
	about, links := aboutSheet(o, t.told)
	for _, part := range []struct {
		name string
		text []byte
	}{
		{"xl/worksheets/sheet1.xml", about},
		{"xl/worksheets/_rels/sheet1.xml.rels", links},
		{"xl/sharedStrings.xml", t.shared.xml()},
		{"xl/workbook.xml", workbook(o, t)},
		{"xl/_rels/workbook.xml.rels", workbookLinks(t.told.Sheets)},
		{"[Content_Types].xml", contentTypes(t.told.Sheets)},
	} {
		if err := p.part(part.name, part.text); err != nil {
			return err
		}
	}
	return p.close()
}

// level of compression. Of 100,000 rows of 30 columns (119 MB of XML) level 1
// made 26.0 MB in 0.39 s of processor, 3 made 24.9 in 0.46, 5 made 22.4 in 0.66,
// 6 made 21.9 in 0.69 and 7 made 20.4 in 1.24. On a link of 400 kbit/s 1 MB is 20 s.
const level = 6

// dosEpoch is 1 January 1980, the first day a ZIP file can name: every part
// carries it, so that bytes repeat.
const dosEpoch = 1<<5 | 1

// A pack is the ZIP file around the parts.
type pack struct {
	zip *zip.Writer
	buf *bufio.Writer
}

func newPack(w io.Writer) *pack {
	p := &pack{buf: bufio.NewWriterSize(w, 32<<10)}
	p.zip = zip.NewWriter(p.buf)
	p.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, level) })
	return p
}

// begin starts a part, which ends where the next one begins.
func (p *pack) begin(name string) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: dosEpoch}) //nolint:staticcheck // Modified would add a field with the zone
}

// part writes a whole part; one without text is left out.
func (p *pack) part(name string, text []byte) error {
	if text == nil {
		return nil
	}
	w, err := p.begin(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = w.Write(text)
	return err
}

func (p *pack) close() error {
	if err := p.zip.Close(); err != nil {
		return err
	}
	return p.buf.Flush()
}
