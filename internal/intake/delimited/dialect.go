package delimited

import (
	"bytes"
	"context"
	"io"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
)

// A Dialect is how a file is written.
type Dialect struct {
	Charset string // "utf-8", "utf-16le", "utf-16be", "cp1252"
	Comma   byte   // between cells: , ; tab |
	Header  bool   // the first row holds the names of the columns

	skip   int   // bytes of the byte order mark
	cells  int   // cells of most records
	tied   byte  // another mark that fits as well
	oddRow int64 // of cp1252: the row that is not UTF-8
}

// commas are the marks that may stand between cells, the likeliest first.
var commas = []byte{',', ';', '\t', '|'}

// Detect finds the dialect by the first bytes of a file of size bytes. An
// empty file, and one that is no delimited text, are errors of kind Invalid.
func Detect(head []byte, size int64) (Dialect, error) {
	return detect(head, size, nil)
}

func detect(head []byte, size int64, answers map[string]string) (d Dialect, err error) {
	if len(head) == 0 {
		return d, errs.Say(errs.Invalid, "csv.empty")
	}
	if err := foreign(head); err != nil {
		return d, err
	}
	d.Charset, d.skip = charset(head)
	if d.Charset == utf8Text && !isUTF8(head[d.skip:]) {
		d.Charset = cp1252
	}
	switch chosen := answers["charset"]; chosen {
	case utf8Text, utf16LE, utf16BE, cp1252:
		d.Charset = chosen
	}
	text := sample(head, d.Charset, d.skip)
	switch {
	case isBinary(text):
		return d, errs.Say(errs.Invalid, "csv.binary")
	case len(bytes.Trim(text, " \t\r\n,;|\"")) == 0 && int64(len(head)) >= size:
		return d, errs.Say(errs.Invalid, "csv.empty")
	}
	d.findComma(text, int64(len(head)) >= size)
	switch chosen := answers["comma"]; chosen {
	case ",", ";", "|":
		d.Comma, d.tied = chosen[0], 0
	case "tab":
		d.Comma, d.tied = '\t', 0
	}
	if d.cells == 1 && isFixedWidth(text) {
		return d, errs.Say(errs.Invalid, "csv.fixed-width")
	}
	d.Header = layout.HeadingOf(firstRows(text, d.Comma, int64(len(head)) >= size), answers["header"]).Yes
	return d, nil
}

// A trial is how well a file falls into cells by one mark.
type trial struct {
	comma  byte
	cells  int  // of most records
	share  int  // per cent of the records that have so many
	header bool // the first record is one of them
}

// better prefers records that are much more alike, then a first record that is
// like the others, then more cells.
func (a trial) better(b trial) bool {
	switch {
	case (a.cells > 1) != (b.cells > 1):
		return a.cells > 1
	case a.share > b.share+20 || b.share > a.share+20:
		return a.share > b.share
	case a.header != b.header:
		return a.header
	case a.share != b.share:
		return a.share > b.share
	}
	return a.cells > b.cells
}

// findComma tries every mark on the records of a head.
func (d *Dialect) findComma(text []byte, complete bool) {
	best := trial{comma: ',', cells: 1}
	tied := byte(0)
	for _, comma := range commas {
		t := try(text, comma, complete)
		switch {
		case t.better(best):
			if tied = 0; t.perfect() && best.perfect() {
				tied = best.comma
			}
			best = t
		case t.perfect() && best.perfect():
			tied = comma
		}
	}
	d.Comma, d.cells, d.tied = best.comma, best.cells, tied
}

func (a trial) perfect() bool { return a.cells > 1 && a.header && a.share == 100 }

func try(text []byte, comma byte, complete bool) trial {
	counts := map[int]int{}
	t := trial{comma: comma, cells: 1}
	total, first := 0, 0
	list, err := cut(text, comma, complete, 0)
	if m, ok := errs.Public(err); ok && m.Key == "csv.columns" {
		return trial{comma: comma, cells: MaxColumns, share: 100, header: true}
	}
	for _, rec := range list {
		if rec.Blank() {
			continue
		}
		if total == 0 {
			first = len(rec.Cells)
		}
		total++
		counts[len(rec.Cells)]++
	}
	most := 0
	for n, c := range counts {
		if n > 1 && (c > most || c == most && n > t.cells) {
			most, t.cells = c, n
		}
	}
	if most*2 < counts[1] && first < 2 { // a mark in a few lines of prose
		t.cells, most = 1, counts[1]
	}
	if total > 0 {
		t.share = most * 100 / total
	}
	t.header = first == t.cells
	return t
}

// cut reads records of a head, at most limit if that is not 0. An unfinished
// last one is left out, unless it is the only one.
func cut(text []byte, comma byte, complete bool, limit int) (list []layout.Record, err error) {
	r := NewReader(bytes.NewReader(text), comma)
	for limit == 0 || len(list) < limit {
		cells, err := r.Next()
		if err != nil {
			return list, err
		}
		if r.open && !complete && len(list) > 0 {
			break
		}
		list = append(list, copied(r.row, cells))
	}
	return list, nil
}

func copied(row int64, cells [][]byte) layout.Record {
	rec := layout.Record{Row: row, Cells: make([]string, len(cells))}
	for i, c := range cells {
		rec.Cells[i] = string(c)
	}
	return rec
}

// firstRows are the first rows with something in them.
func firstRows(text []byte, comma byte, complete bool) (list []layout.Record) {
	rows, _ := cut(text, comma, complete, layout.Judged) // what is wrong with it, the reading says
	for _, rec := range rows {
		if !rec.Blank() {
			list = append(list, rec)
		}
	}
	return list
}

// isFixedWidth knows a report whose columns are kept apart by blanks.
func isFixedWidth(text []byte) bool {
	lines, wide := 0, 0
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		lines++
		if i := bytes.Index(line, []byte("  ")); i > 0 {
			wide++
		}
	}
	return lines >= 3 && wide*3 >= lines*2
}

// source opens the text of a file from behind its byte order mark, as UTF-8.
func (d Dialect) source(ctx context.Context, in io.Reader, tick func(int64)) (io.Reader, *decoder, error) {
	counted := &counter{ctx: ctx, src: in, tick: tick}
	if _, err := io.CopyN(io.Discard, counted, int64(d.skip)); err != nil && err != io.EOF {
		return nil, nil, err
	}
	if d.Charset == utf8Text {
		return counted, nil, nil
	}
	dec := newDecoder(counted, d.Charset)
	return dec, dec, nil
}

// A counter tells progress and gives up when nobody waits any more.
type counter struct {
	ctx  context.Context
	src  io.Reader
	tick func(int64)
	done int64
}

func (c *counter) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.src.Read(p)
	c.done += int64(n)
	if c.tick != nil && n > 0 {
		c.tick(c.done)
	}
	return n, err
}
