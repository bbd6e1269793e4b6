package xlsx

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/errs"
)

// whole reads all sheets of a file as the road does.
func whole(t *testing.T, data []byte) {
	t.Helper()
	fail := func(err error) bool {
		if err == nil {
			return false
		}
		if _, ok := errs.Public(err); !ok || !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.TooLarge) {
			t.Fatalf("%q: %v is no refusal in words", data, err)
		}
		return true
	}
	b, err := Open(bytes.NewReader(data), int64(len(data)))
	if fail(err) {
		return
	}
	for i, sheet := range b.Sheets() {
		if !sheet.Cells {
			continue
		}
		r, err := b.Rows(i)
		if fail(err) {
			return
		}
		last := int64(0)
		for {
			more, err := r.Next()
			if fail(err) || !more {
				break
			}
			if r.Number <= last || len(r.Cells) == 0 {
				t.Fatalf("%q: row %d with %d cells behind row %d", data, r.Number, len(r.Cells), last)
			}
			last = r.Number
			column := -1
			for _, c := range r.Cells {
				words, as, _ := b.Words(nil, c)
				if c.Column <= column || c.Column >= MaxColumns {
					t.Fatalf("%q: column %d behind %d", data, c.Column, column)
				}
				column = c.Column
				if !utf8.Valid(words) || bytes.IndexByte(words, 0) >= 0 || (as == AsNothing) != (c.Kind == Nothing) {
					t.Fatalf("%q: %q in row %d", data, words, r.Number)
				}
			}
		}
	}
}

// FuzzReader proves that any bytes are read whole or refused in words.
func FuzzReader(f *testing.F) {
	f.Add(zipped(f, hand(`<row r="1"><c r="A1"><v>1</v></c></row>`, `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, nil)))
	f.Add([]byte("PK\x05\x06" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add(oleFile("Workbook")[:600])
	f.Fuzz(whole)
}

// FuzzSheet is FuzzReader for what stands inside a sheet, the shared strings
// and the styles: a ZIP file around them hides them from the fuzzer.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" s="1"><v>45961</v></c><c r="B1" t="s"><v>1</v></c><c t="b"><v>1</v></c></row>`, handShared, handStyles, `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(`<x:row><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> a_x000D_&#65; </x:t></x:is></x:c><c t="e"><f>1</f><v>#N/A</v></c></x:row>`, `<sst/>`, `<a/>`, `<!-- --><?x?>`)
	f.Add(`<row hidden="1" ht="0"><c t="d"><v>2025-10-31T00:00:00</v></c><c s="4"><v>-1.5E-3</v></c><c s="9"><v>1.5</v></c><c t="str"><f/><v><![CDATA[a]]></v></c></row>`,
		`<sst><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`, ``)
	f.Fuzz(func(t *testing.T, rows, shared, styles, behind string) {
		whole(t, zipped(t, hand(rows, behind, map[string]string{"xl/sharedStrings.xml": shared, "xl/styles.xml": styles})))
	})
}
