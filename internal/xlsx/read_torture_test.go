package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lewu-id/lewu/internal/errs"
)

// TestNoWorkbooks has other kinds of files, under whatever name they come.
func TestNoWorkbooks(t *testing.T) {
	pack := func(parts ...string) []byte {
		m := map[string]string{}
		for _, p := range parts {
			m[p] = "<a/>"
		}
		return zipped(t, m)
	}
	for _, test := range []struct {
		name string
		data []byte
		key  string
	}{
		{"nothing", nil, "xlsx.empty"},
		{"text", []byte("a,b\n1,2\n"), "xlsx.zip"},
		{"encrypted", encryptedBook(t), "xlsx.encrypted"},
		{"old Excel", oleFile("Root Entry", "Workbook"), "xlsx.xls"},
		{"older Excel", oleFile("Root Entry", "Book"), "xlsx.xls"},
		{"old Word", oleFile("Root Entry", "WordDocument"), "xlsx.ole"},
		{"OpenDocument", pack("mimetype", "content.xml", "META-INF/manifest.xml"), "xlsx.ods"},
		{"Word", pack("[Content_Types].xml", "word/document.xml"), "xlsx.document"},
		{"PowerPoint", pack("[Content_Types].xml", "ppt/presentation.xml"), "xlsx.document"},
		{"pictures", pack("a.png", "b.png"), "xlsx.zip"},
		{"binary workbook", zipped(t, hand("", "", map[string]string{
			"xl/workbook.xml": "", "xl/workbook.bin": "x", "_rels/.rels": strings.Replace(handRoot, "workbook.xml", "workbook.bin", 1)})), "xlsx.xlsb"},
		{"no sheets", zipped(t, hand("", "", map[string]string{"xl/workbook.xml": "<workbook/>"})), "xlsx.no-sheets"},
		{"an empty archive", []byte("PK\x05\x06" + strings.Repeat("\x00", 18)), "xlsx.zip"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(bytes.NewReader(test.data), int64(len(test.data)))
			refused(t, err, test.key)
		})
	}
}

// encryptedBook is what Excel makes of a workbook with a password.
func encryptedBook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "rahasia"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// oleFile is a compound file with streams of given names, far into the file.
func oleFile(streams ...string) []byte {
	out := append([]byte(oleMagic), make([]byte, 40_000)...)
	for _, name := range streams {
		entry := make([]byte, 128)
		copy(entry, utf16LE(name))
		out = append(out, entry...)
	}
	return out
}

// TestDamaged has workbooks that are wrong somewhere inside.
func TestDamaged(t *testing.T) {
	one := `<row r="1"><c r="A1"><v>1</v></c></row>`
	cell := func(inner string) map[string]string { return hand(`<row r="1">`+inner+`</row>`, "", nil) }
	part := func(name, text string) map[string]string { return hand(one, "", map[string]string{name: text}) }
	for _, test := range []struct {
		name  string
		parts map[string]string
		key   string
	}{
		{"billion laughs", part("xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>`), "xlsx.damaged"},
		{"an entity of its own", cell(`<c r="A1" t="str"><v>&b;</v></c>`), "xlsx.damaged"},
		{"an entity without end", cell(`<c r="A1" t="str"><v>a & b</v></c>`), "xlsx.damaged"},
		{"a zero", cell(`<c r="A1" t="str"><v>&#0;</v></c>`), "xlsx.damaged"},
		{"UTF-16", part("xl/worksheets/sheet1.xml", "\xff\xfe<\x00a\x00"), "xlsx.damaged"},
		{"no UTF-8", cell("<c r=\"A1\" t=\"str\"><v>caf\xe9</v></c>"), "xlsx.damaged"},
		{"a tag without end", part("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"`), "xlsx.damaged"},
		{"a cell without end", part("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>`), "xlsx.damaged"},
		{"rows without end", part("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+one), "xlsx.damaged"},
		{"no rows at all", part("xl/worksheets/sheet1.xml", `<worksheet/>`), "xlsx.damaged"},
		{"quotes without end", cell(`<c r="A1><v>1</v></c>`), "xlsx.damaged"},
		{"a comment without end", cell(`<!-- `), "xlsx.damaged"},
		{"a tag without a name", cell(`<>`), "xlsx.damaged"},
		{"rows out of order", hand(`<row r="2"><c r="A2"><v>1</v></c></row>`+one, "", nil), "xlsx.damaged"},
		{"the same row twice", hand(one+one, "", nil), "xlsx.damaged"},
		{"a row that is no number", hand(`<row r="x"/>`, "", nil), "xlsx.damaged"},
		{"cells out of order", cell(`<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>`), "xlsx.damaged"},
		{"the same cell twice", cell(`<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>`), "xlsx.damaged"},
		{"a cell of another row", cell(`<c r="A2"><v>1</v></c>`), "xlsx.damaged"},
		{"a cell without a column", cell(`<c r="1"><v>1</v></c>`), "xlsx.damaged"},
		{"a shared string that is not there", cell(`<c r="A1" t="s"><v>6</v></c>`), "xlsx.damaged"},
		{"a shared string below zero", cell(`<c r="A1" t="s"><v>-1</v></c>`), "xlsx.damaged"},
		{"shared strings without end", part("xl/sharedStrings.xml", `<sst><si><t>a</t>`), "xlsx.damaged"},
		{"the same sheet twice", part("xl/workbook.xml", strings.Replace(handBook, "</sheets>", `<sheet name="B" r:id="rId1"/></sheets>`, 1)), "xlsx.damaged"},
		{"a name without end", part("xl/workbook.xml", strings.Replace(handBook, "Data", strings.Repeat("x", longestName+1), 1)), "xlsx.damaged"},
		{"thousands of sheets", part("xl/workbook.xml", strings.Replace(handBook, "</sheets>", strings.Repeat(`<sheet name="B"/>`, MaxParts)+"</sheets>", 1)), "xlsx.parts"},
		{"a sheet beyond XFD", cell(`<c r="XFE1"><v>1</v></c>`), "xlsx.columns"},
		{"a sheet beyond the last row", hand(`<row r="1048577"><c r="A1048577"><v>1</v></c></row>`, "", nil), "xlsx.rows"},
		{"a long cell", cell(`<c r="B1" t="str"><v>` + strings.Repeat("x", MaxCell+1) + `</v></c>`), "xlsx.cell-long"},
		{"a longer cell", cell(`<c r="B1" t="str"><v>` + strings.Repeat("x", maxToken+1) + `</v></c>`), "xlsx.damaged"},
		{"a long inline text", cell(`<c r="B1" t="inlineStr"><is>` + strings.Repeat("<t>"+strings.Repeat("x", 1<<18)+"</t>", 5) + `</is></c>`), "xlsx.cell-long"},
		{"a long row", cell(strings.Repeat(`<c t="str"><v>`+strings.Repeat("x", MaxCell)+`</v></c>`, 17)), "xlsx.row-long"},
		{"a long shared string", part("xl/sharedStrings.xml", `<sst><si><t>`+strings.Repeat("x", MaxCell+1)+`</t></si></sst>`), "xlsx.string-long"},
		{"a large list of styles", part("xl/styles.xml", "<a>"+strings.Repeat(" ", maxSmall)+"</a>"), "xlsx.part-large"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := read(t, zipped(t, test.parts))
			refused(t, err, test.key)
		})
	}
}

// TestCutOff cuts a workbook everywhere: no piece of it is taken for a whole.
func TestCutOff(t *testing.T) {
	whole := zipped(t, hand(strings.Repeat(`<row><c><v>1</v></c></row>`, 50), "", nil))
	if _, err := read(t, whole); err != nil {
		t.Fatal(err)
	}
	for n := 4; n < len(whole); n += 7 {
		_, err := read(t, whole[:n])
		refused(t, err, "xlsx.cut-off")
	}
}

// TestFlippedBytes changes single bytes: the workbook is refused in words, or
// says what it said before.
func TestFlippedBytes(t *testing.T) {
	whole := zipped(t, hand(strings.Repeat(`<row><c><v>1</v></c><c t="s"><v>1</v></c></row>`, 20), "", nil))
	want, err := read(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 3 {
		odd := bytes.Clone(whole)
		odd[i] ^= 0x10
		got, err := read(t, odd)
		if _, ok := errs.Public(err); err != nil && !ok {
			t.Errorf("byte %d: %v is no refusal in words", i, err)
		}
		if err == nil && got != want {
			t.Errorf("byte %d: read as %.100s", i, got)
		}
	}
}

// lying is an archive in which the sheet says it is of another size than it is.
func lying(t *testing.T, sheet []byte, size uint64) []byte {
	t.Helper()
	var out, packed bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range hand("", "", nil) {
		if name == "xl/worksheets/sheet1.xml" {
			continue
		}
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, text); err != nil {
			t.Fatal(err)
		}
	}
	z, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(sheet); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(sheet),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: size,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestBombs has archives that would fill the memory or the disk.
func TestBombs(t *testing.T) {
	before := heap()
	sheet := []byte("<worksheet><sheetData>" + strings.Repeat("<row/>", 1<<20) + "</sheetData></worksheet>")
	if _, err := read(t, lying(t, sheet, uint64(len(sheet)))); err != nil {
		t.Errorf("the honest one: %v", err)
	}
	_, err := read(t, lying(t, sheet, 100_000))
	refused(t, err, "xlsx.lies")
	_, err = read(t, lying(t, sheet, uint64(len(sheet))+1))
	refused(t, err, "xlsx.damaged")
	_, err = read(t, lying(t, sheet, 512<<20))
	refused(t, err, "xlsx.inflated")
	_, err = read(t, lying(t, sheet, 1<<62))
	refused(t, err, "xlsx.inflated")
	_, err = read(t, lying(t, sheet, 1<<63+5))
	refused(t, err, "xlsx.damaged")

	parts := hand("", "", nil)
	for i := range 65_000 {
		parts[fmt.Sprintf("xl/worksheets/%d.xml", i)] = "x"
	}
	data := zipped(t, parts)
	_, err = Open(bytes.NewReader(data), int64(len(data)))
	refused(t, err, "xlsx.parts")
	if m, _ := errs.Public(err); m.Args["count"] != "65007" {
		t.Errorf("%s parts, want 65007", m.Args["count"])
	}
	// A directory that says it has only a few.
	binary.LittleEndian.PutUint16(data[len(data)-12:], 9)
	_, err = Open(bytes.NewReader(data), int64(len(data)))
	refused(t, err, "xlsx.parts")
	parts, data = nil, nil
	if grown := heap() - before; grown > 64<<20 {
		t.Errorf("%d MB are still in use", grown>>20)
	}
}

// TestTwice has the same name twice: which of them counts, nobody can say.
func TestTwice(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range []string{"xl/workbook.xml", "XL/Workbook.xml"} {
		if _, err := w.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(bytes.NewReader(out.Bytes()), int64(out.Len()))
	refused(t, err, "xlsx.damaged")
}

// TestMillionStyledRows reads rows that hold nothing but their dress.
func TestMillionStyledRows(t *testing.T) {
	var sheet bytes.Buffer
	sheet.WriteString(`<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row>`)
	for n := int64(2); n <= 1_000_000; n++ {
		row := strconv.AppendInt(nil, n, 10)
		sheet.WriteString(`<row r="`)
		sheet.Write(row)
		sheet.WriteString(`" s="3" customFormat="1"><c r="A`)
		sheet.Write(row)
		sheet.WriteString(`" s="3"/></row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	data := lying(t, sheet.Bytes(), uint64(sheet.Len()))
	sheet = bytes.Buffer{}
	before := heap()
	b := bookOf(t, data)
	r, err := b.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for {
		more, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		rows++
	}
	if after := heap(); rows != 1 || after > before+16<<20 {
		t.Errorf("%d rows, %d kB more in use, want 1 row in less than 16 MB", rows, (after-before)>>10)
	}
	runtime.KeepAlive(data)
}

// TestWideSheet reads all columns that a sheet can have.
func TestWideSheet(t *testing.T) {
	row := `<row r="1">` + strings.Repeat(`<c><v>7</v></c>`, MaxColumns) + `</row>`
	b := bookOf(t, zipped(t, hand(row, "", nil)))
	lines, r, err := told(b, 0)
	if err != nil || len(lines) != 1 || strings.Count(lines[0], "=7#") != MaxColumns || r.Number != 1 {
		t.Errorf("%d rows, %v", len(lines), err)
	}
	_, err = read(t, zipped(t, hand(strings.Replace(row, "</row>", "<c><v>8</v></c></row>", 1), "", nil)))
	refused(t, err, "xlsx.columns")
}

// TestStringsAreBounded fills the table of shared strings.
func TestStringsAreBounded(t *testing.T) {
	table := &stringTable{}
	text := bytes.Repeat([]byte("x"), 700_000) // one to a chunk
	var err error
	n := 0
	for ; err == nil && n < 1000; n++ {
		err = table.add(text)
	}
	refused(t, err, "xlsx.strings")
	if got, ok := table.at(0); !ok || len(got) != len(text) || n-1 != maxStrings/chunkSize {
		t.Errorf("%d strings, the first of %d bytes", n-1, len(got))
	}
	small := &stringTable{}
	for i := range 400_000 {
		if err := small.add(fmt.Appendf(nil, "%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range []int{0, 9, 10, 199_999, 399_999} {
		if got, ok := small.at(i); !ok || string(got) != fmt.Sprint(i) {
			t.Errorf("string %d is %q", i, got)
		}
	}
	if _, ok := small.at(400_000); ok {
		t.Error("one string too many")
	}
}

// heap is how much memory is in use, in bytes.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
