package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestReadMessages(t *testing.T) { messagetest.Check(t, Messages, "xlsx") }

// Parts of a workbook that is written by hand.
const (
	handTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`
	handRoot  = `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	handBook  = `<workbook xmlns:r="x"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`
	handLinks = `<Relationships>` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>` +
		`</Relationships>`
	// General, 14, #,##0.00, 0%, Rp, 00000, mmmm yyyy, @, h:mm, [h]:mm
	handStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;Rp&quot;#,##0"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="[$-421]mmmm\ yyyy;@"/><numFmt numFmtId="167" formatCode="yyyy"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="49"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="167"/></cellXfs></styleSheet>`
	handShared = `<sst><si><t>Kapuas</t></si><si><r><t>Ba</t></r><r><rPr><b/></rPr><t xml:space="preserve">rito </t></r><r><t>Utara</t></r><rPh sb="0" eb="1"><t>バリト</t></rPh></si><si><t/></si><si><t xml:space="preserve">  tepi  </t></si><si><t>  rapat  </t></si><si/></sst>`
)

// hand are the parts of a workbook with one sheet of the given rows and what
// stands behind them; others replace parts, an empty one takes it out.
func hand(rows, behind string, others map[string]string) map[string]string {
	parts := map[string]string{
		"[Content_Types].xml": handTypes, "_rels/.rels": handRoot, "xl/workbook.xml": handBook, "xl/_rels/workbook.xml.rels": handLinks,
		"xl/styles.xml": handStyles, "xl/sharedStrings.xml": handShared,
		"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1"/><sheetData>` + rows + `</sheetData>` + behind + `</worksheet>`,
	}
	maps.Copy(parts, others)
	return parts
}

// zipped packs parts as they are, in the order of their names.
func zipped(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if parts[name] == "" {
			continue
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[name])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// bookOf is a workbook in memory.
func bookOf(tb testing.TB, data []byte) *Book {
	tb.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// told reads a sheet: a line a row, "3: A=Kapuas B=12!" with ! for a formula
// and ~ for digits that were taken off.
func told(b *Book, sheet int) (lines []string, r *Rows, err error) {
	r, err = b.Rows(sheet)
	if err != nil {
		return nil, nil, err
	}
	for {
		more, err := r.Next()
		if err != nil || !more {
			return lines, r, err
		}
		line := fmt.Sprintf("%d:", r.Number)
		if r.Hidden {
			line = fmt.Sprintf("(%d):", r.Number)
		}
		for _, c := range r.Cells {
			words, as, repaired := b.Words(nil, c)
			line += fmt.Sprintf(" %s=%s%s", letters(c.Column), words, []string{"", "#", "@", "?", "!", "∅"}[as])
			if c.Formula {
				line += "ƒ"
			}
			if repaired {
				line += "~"
			}
		}
		lines = append(lines, line)
	}
}

// read is told for a whole file, with its first error.
func read(tb testing.TB, data []byte) (string, error) {
	tb.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", err
	}
	lines, _, err := told(b, 0)
	return strings.Join(lines, " / "), err
}

// refused wants a refusal in words.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	m, ok := errs.Public(err)
	if !ok || m.Key != key || !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.TooLarge) {
		t.Errorf("got %v, want %s", err, key)
	}
}
