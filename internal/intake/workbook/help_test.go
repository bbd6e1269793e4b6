package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A sheet is one sheet of a workbook that a test writes. Rows has ¶ between
// rows and | between cells; a row in parentheses is hidden. A cell is text, or
//
//	#12.5 a number         @2025-10-31 a date      ^2025-10-01 a month
//	%0.125 a percentage    $1500 rupiah            0#7 five digits
//	!#N/A an error         =12 a formula           =? one without a result
//	?1 true                /1500000 shown in millions
type sheet struct {
	name, rows string
	hidden     bool
	columns    string // hidden ones: "B C"
	merges     string // "A1:B2 C3:C4"
}

const testStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;Rp&quot;#,##0"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="mmmm yyyy"/><numFmt numFmtId="167" formatCode="#,##0.0,,"/></numFmts>` +
	`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>`

// written makes a workbook of sheets; others are more parts of it.
func written(tb testing.TB, others map[string]string, sheets ...sheet) []byte {
	tb.Helper()
	parts := map[string]string{"xl/styles.xml": testStyles}
	var list, links strings.Builder
	links.WriteString(`<Relationship Id="s" Type="x/styles" Target="styles.xml"/>`)
	for i, s := range sheets {
		state := ""
		if s.hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="r%d"%s/>`, html.EscapeString(s.name), i+1, i+1, state)
		fmt.Fprintf(&links, `<Relationship Id="r%d" Type="x/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = s.xml()
	}
	parts["[Content_Types].xml"] = "<Types/>"
	parts["xl/workbook.xml"] = "<workbook><sheets>" + list.String() + "</sheets></workbook>"
	parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + links.String() + "</Relationships>"
	for name, text := range others {
		parts[name] = text
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		f, err := w.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(f, text); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func (s sheet) xml() string {
	var b strings.Builder
	b.WriteString("<worksheet><cols>")
	for _, c := range strings.Fields(s.columns) {
		fmt.Fprintf(&b, `<col min="%[1]d" max="%[1]d" hidden="1"/>`, int(c[0]-'A')+1)
	}
	b.WriteString("</cols><sheetData>")
	for i, line := range strings.Split(s.rows, "¶") {
		hidden := ""
		if strings.HasPrefix(line, "(") {
			hidden, line = ` hidden="1"`, strings.Trim(line, "()")
		}
		fmt.Fprintf(&b, `<row r="%d"%s>`, i+1, hidden)
		for j, cell := range strings.Split(line, "|") {
			if cell != "" {
				fmt.Fprintf(&b, `<c r="%s%d"%s</c>`, xlsx.ColumnName(j), i+1, cellXML(cell))
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData>")
	for _, m := range strings.Fields(s.merges) {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, m)
	}
	b.WriteString("</worksheet>")
	return b.String()
}

func cellXML(cell string) string {
	serial := func(day string) int {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return 0
		}
		return int(at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	}
	value := html.EscapeString(cell[1:])
	switch {
	case cell[0] == '#':
		return "><v>" + value + "</v>"
	case cell[0] == '@':
		return fmt.Sprintf(` s="1"><v>%d</v>`, serial(cell[1:]))
	case cell[0] == '^':
		return fmt.Sprintf(` s="5"><v>%d</v>`, serial(cell[1:]))
	case cell[0] == '%':
		return ` s="2"><v>` + value + "</v>"
	case cell[0] == '$':
		return ` s="3"><v>` + value + "</v>"
	case cell[0] == '/':
		return ` s="6"><v>` + value + "</v>"
	case strings.HasPrefix(cell, "0#"):
		return ` s="4"><v>` + value[1:] + "</v>"
	case cell[0] == '!':
		return ` t="e"><v>` + value + "</v>"
	case cell == "=?":
		return "><f>A1</f>"
	case cell[0] == '=':
		return "><f>A1</f><v>" + value + "</v>"
	case cell[0] == '?' && len(cell) > 1:
		return ` t="b"><v>` + value + "</v>"
	}
	return ` t="inlineStr"><is><t xml:space="preserve">` + html.EscapeString(cell) + "</t></is>"
}

// inMemory is a file that can be read at any place, as a blob can.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func input(data []byte, answers map[string]string) lewu.Input {
	return lewu.Input{
		Name: "uji.xlsx", Size: int64(len(data)), Answers: answers, Tick: func(int64) {},
		Open: func() (io.ReadCloser, error) { return inMemory{bytes.NewReader(data)}, nil },
	}
}

func found(g *lewu.Grid) string {
	var out []string
	for _, f := range g.Findings {
		key := strings.TrimPrefix(strings.TrimPrefix(f.Message.Key, "workbook."), "typing.")
		if key != "one-sheet" { // said of nearly every file here
			out = append(out, string(f.Severity)+":"+key)
		}
	}
	return strings.Join(out, " ")
}

func recipe(g *lewu.Grid) string {
	var out []string
	for _, s := range g.Recipe[1:] { // the first names the sheet
		out = append(out, s.Name)
	}
	return strings.Join(out, " ")
}

func refused(t *testing.T, err error, key string, args ...string) {
	t.Helper()
	m, ok := errs.Public(err)
	if !ok || m.Key != key || !errs.Is(err, errs.Invalid) {
		t.Errorf("got %v, want %s", err, key)
	}
	for i := 0; i+1 < len(args); i += 2 {
		if m.Args[args[i]] != args[i+1] {
			t.Errorf("%s: %s is %q, want %q", key, args[i], m.Args[args[i]], args[i+1])
		}
	}
}
