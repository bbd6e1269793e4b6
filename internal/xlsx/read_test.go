package xlsx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestCells has small sheets with every way to write a cell.
func TestCells(t *testing.T) {
	for _, test := range []struct{ name, rows, want string }{
		{"numbers", `<row r="1"><c r="A1"><v>12</v></c><c r="B1" t="n"><v>-0.50</v></c><c r="C1"><v>1.5E3</v></c></row>`, "1: A=12# B=-0.5# C=1500#"},
		{"shared strings", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>3</v></c><c r="D1" t="s"><v>4</v></c></row>`,
			"1: A=Kapuas B=Barito Utara C=  tepi   D=rapat"},
		{"strings without anything", `<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>5</v></c><c r="C1" t="s"/><c r="D1" t="s"><v></v></c><c r="E1"><v>1</v></c></row>`, "1: E=1#"},
		{"inline text", `<row r="1"><c r="A1" t="inlineStr"><is><t>a &amp; b</t></is></c><c r="B1" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c></row>`, "1: A=a & b B=xy"},
		{"results of formulas", `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c><c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f t="shared" si="0"/><v>3</v></c></row>`,
			"1: A=2#ƒ B=aƒ D=3#ƒ"},
		{"formulas without a result", `<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>1</f><v/></c><c r="C1" t="str"><f>1</f></c><c r="D1" t="str"><f>""</f><v/></c></row>`, "1: A=∅ƒ B=∅ƒ C=∅ƒ"},
		{"booleans", `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>`, "1: A=TRUE? B=FALSE?"},
		{"errors", `<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1" t="e"><v>?</v></c><c r="D1" t="inlineStr"><is><t>#REF!</t></is></c><c r="E1" t="inlineStr"><is><t>#OKE!</t></is></c></row>`,
			"1: A=#N/A! B=#DIV/0!!ƒ C=#N/A! D=#REF!! E=#OKE!"},
		{"ISO dates", `<row r="1"><c r="A1" t="d"><v>2025-10-31T00:00:00.000</v></c><c r="B1" t="d"><v>2025-10-31T14:05:00</v></c><c r="C1" t="d"><v>2025-10-31</v></c></row>`, "1: A=2025-10-31 B=2025-10-31 14:05:00 C=2025-10-31"},
		{"no places", `<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "1: A=1# B=2# / 2: A=3#"},
		{"gaps", `<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>`, "3: B=1# AA=2# / 1048576: XFD=3#"},
		{"styles without content", `<row r="1" s="3" customFormat="1"/><row r="2"><c r="A2" s="5"/><c r="B2" s="5"></c></row><row r="3"><c r="A3"><v>1</v></c></row>`, "3: A=1#"},
		{"hidden rows", `<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" ht="0"><c r="A2"><v>2</v></c></row><row r="3" ht="15"><c r="A3"><v>3</v></c></row>`, "(1): A=1# / (2): A=2# / 3: A=3#"},
		{"prefixes", `<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>`, "1: A=a B=2#"},
		{"comments and CDATA", `<!-- <row r="9"> --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a & <b>]]>c</t></is></c><?x y?><c r="B1"><!-- - -- --><v>2</v></c></row>`, "1: A=a & <b>c B=2#"},
		{"a sign inside quotes", `<row r="1" x="a>b" y='"'><c r="A1"><v>1</v></c></row>`, "1: A=1#"},
		{"entities", `<row r="1"><c r="A1" t="str"><v>&lt;&#65;&#x42;&quot;&apos;&gt;</v></c></row>`, `1: A=<AB"'>`},
		{"ends of lines", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\r\nb\rc_x000D_d_x005F_x000D__xD83D__xDE00__x0000__xZZZZ_</v></c></row>", "1: A=a\nb\nc\rd_x000D_😀_x0000__xZZZZ_"},
		{"NaN", `<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1,5</v></c></row>`, "1: A=NaN B=1,5"},
		{"dates", `<row r="1"><c r="A1" s="1"><v>45961</v></c><c r="B1" s="1"><v>45961.5</v></c><c r="C1" s="6"><v>45931</v></c><c r="D1" s="8"><v>0.5868055555555556</v></c><c r="E1" s="9"><v>1.25</v></c><c r="F1" s="10"><v>45961</v></c></row>`,
			"1: A=2025-10-31@ B=2025-10-31 12:00 C=2025-10-01@ D=14:05 E=30:00:00 F=2025#"},
		{"days that are none", `<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>60</v></c><c r="C1" s="1"><v>1</v></c><c r="D1" s="1"><v>61</v></c><c r="E1" s="1"><v>-3</v></c><c r="F1" s="1"><v>2958466</v></c><c r="G1" s="1"><v>2958465</v></c></row>`,
			"1: A=0# B=60# C=1900-01-01@ D=1900-03-01@ E=-3# F=2958466# G=9999-12-31@"},
		{"dress", `<row r="1"><c r="A1" s="2"><v>62.1</v></c><c r="B1" s="2"><v>62</v></c><c r="C1" s="3"><v>0.125</v></c><c r="D1" s="4"><v>-1500000</v></c><c r="E1" s="5"><v>123</v></c><c r="F1" s="7"><v>6201</v></c><c r="G1" s="3"><v>7.0000000000000007E-2</v></c></row>`,
			"1: A=62.10# B=62# C=12.5%# D=-Rp1500000# E=00123# F=6201# G=7%#~"},
	} {
		got, err := read(t, zipped(t, hand(test.rows, "", nil)))
		if err != nil || got != test.want {
			t.Errorf("%s: %s, %v, want %s", test.name, got, err, test.want)
		}
	}
}

// TestDecimal has numbers as workbooks store them.
func TestDecimal(t *testing.T) {
	for _, test := range []struct {
		in, want string
		repaired bool
	}{
		{"0", "0", false}, {"-0", "0", false}, {"0.0", "0", false}, {"007", "7", false}, {"+5", "5", false}, {".5", "0.5", false}, {"5.", "5", false},
		{"3201.0", "3201", false}, {"410988", "410988", false}, {"1234.50", "1234.5", false}, {"100", "100", false}, {"1E2", "100", false},
		{"0.1", "0.1", false},
		{"12.300000000000001", "12.3", true}, // what Excel stores for 12.3
		{"1.1000000000000001", "1.1", true},
		{"5.8799999999999999", "5.88", true},
		{"0.30000000000000004", "0.30000000000000004", false}, // 0.1+0.2 is another number than 0.3
		{"33.333333333333336", "33.333333333333336", false},
		{"8350310078958.5596", "8350310078958.56", true},
		{"8.3503100789585605E12", "8350310078958.5605", false},
		{"6271014101900001", "6271014101900001", false}, // 16 digits that are no noise
		{"12345678901234567.89", "12345678901234567.89", false},
		{"1.2345678901234567E-2", "0.012345678901234567", false},
		{"4.9999999999999998E-8", "0.00000005", true},
		{"1E+20", "100000000000000000000", false},
		{"-2.5e-3", "-0.0025", false},
	} {
		d, repaired, ok := readDecimal([]byte(test.in), nil)
		if got := string(d.append(nil, 0)); !ok || got != test.want || repaired != test.repaired {
			t.Errorf("%s: %s, repaired %v, %v, want %s, %v", test.in, got, repaired, ok, test.want, test.repaired)
		}
	}
	for _, in := range []string{"", "-", ".", "1.2.3", "1,5", "NaN", "Infinity", "0x10", "1E", "1E999", "1_000", strings.Repeat("9", 500), "1E400"} {
		if d, _, ok := readDecimal([]byte(in), nil); ok {
			t.Errorf("%q is read as %s", in, d.append(nil, 0))
		}
	}
}

func TestFormats(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{"General", "-"}, {"", "-"}, {"@", "-"}, {"0", "-"}, {"#,##0", "-"}, {"# ?/?", "-"}, {"0.00E+00", "plain .2"}, {"##0.0E+0", "plain .1"},
		{"#,##0.00", "plain .2"}, {"0.0##", "plain .1"}, {"0.00;[Red]-0.00", "plain .2"},
		{"0%", "plain %"}, {"0.00%", "plain % .2"}, {`0"%"`, "-"},
		{`"Rp"#,##0`, "plain Rp"}, {`_("Rp"* #,##0.00_);_("Rp"* \(#,##0.00\)`, "plain Rp .2"}, {`[$Rp-421]#,##0`, "plain Rp"}, {`[$Rp-3809] #,##0.00`, "plain Rp .2"}, {`\R\p#,##0`, "plain Rp"},
		{"00000", "plain 0×5"}, {"00", "plain 0×2"}, {"0000000000", "plain 0×10"}, {"00.00", "plain .2"},
		{"#,##0,", "plain ÷1"}, {"0.0,,", "plain .1 ÷2"}, {`#,##0,," juta"`, "plain ÷2"},
		{"dd/mm/yyyy", "date"}, {"m/d/yy", "date"}, {"[$-421]dd mmmm yyyy;@", "date"}, {`d\-mmm`, "date"}, {"yyyy-mm-dd hh:mm:ss", "date s"}, {"m/d/yy h:mm", "date"},
		{"mmm-yy", "month"}, {"mmmm", "month"}, {"yyyy", "year"}, {"h:mm", "clock"}, {"h:mm:ss AM/PM", "clock s"}, {"mm:ss.0", "clock s"},
		{"[h]:mm:ss", "duration s"}, {"[mm]:ss", "duration s"}, {"[ss]", "duration s"}, {"[Red]0", "-"}, {`0 "desa"`, "-"}, {"0 desa", "-"}, {`"hari"`, "-"}, {`"x`, "-"}, {"[", "-"}, {`\`, "-"}, {"_", "-"},
	} {
		got := "-"
		if f := parseFormat(test.code); f != nil {
			got = []string{"plain", "date", "month", "year", "clock", "duration"}[f.Kind]
			for _, part := range []struct {
				on   bool
				word string
			}{
				{f.Percent, "%"}, {f.Rupiah, "Rp"}, {f.Zeros > 0, fmt.Sprintf("0×%d", f.Zeros)}, {f.Decimals > 0, fmt.Sprintf(".%d", f.Decimals)},
				{f.Divided > 0, fmt.Sprintf("÷%d", f.Divided)}, {f.Seconds, "s"},
			} {
				if part.on {
					got += " " + part.word
				}
			}
		}
		if got != test.want {
			t.Errorf("%q is %s, want %s", test.code, got, test.want)
		}
	}
}

// TestDate1904 reads the serial numbers of old Macintosh workbooks.
func TestDate1904(t *testing.T) {
	book := strings.Replace(handBook, "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)
	book = strings.Replace(book, "</workbook>", `<extLst><x14:workbookPr date1904="0"/><sheet name="x"/></extLst></workbook>`, 1)
	got, err := read(t, zipped(t, hand(`<row r="1"><c r="A1" s="1"><v>44499</v></c><c r="B1" s="1"><v>0</v></c></row>`, "", map[string]string{"xl/workbook.xml": book})))
	if want := "1: A=2025-10-31@ B=1904-01-01@"; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

// TestStrict reads the edition that only differs in its namespaces, with parts
// in other places.
func TestStrict(t *testing.T) {
	parts := hand("", "", map[string]string{
		"_rels/.rels":                `<r:Relationships xmlns:r="x"><r:Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/buku/kerja.xml"/></r:Relationships>`,
		"xl/workbook.xml":            "",
		"xl/_rels/workbook.xml.rels": "",
		"buku/kerja.xml":             `<w:workbook xmlns:w="http://purl.oclc.org/ooxml/spreadsheetml/main" conformance="strict"><w:sheets><w:sheet name="A &amp; B" sheetId="4" d3p1:id="k" xmlns:d3p1="y"/></w:sheets></w:workbook>`,
		"buku/_rels/kerja.xml.rels":  `<Relationships><Relationship Id="k" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="../Lembar/Satu.xml"/></Relationships>`,
		"lembar/satu.xml":            "\xef\xbb\xbf" + `<w:worksheet xmlns:w="x"><w:sheetData><w:row r="2"><w:c r="B2" t="d"><w:v>2025-01-02T00:00:00</w:v></w:c></w:row></w:sheetData></w:worksheet>`,
	})
	data := zipped(t, parts)
	got, err := read(t, data)
	if want := "2: B=2025-01-02"; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	if name := bookOf(t, data).Sheets()[0].Name; name != "A & B" {
		t.Errorf("the sheet is called %q", name)
	}
}

// TestLayout reads what is merged and hidden, and which sheets there are.
func TestLayout(t *testing.T) {
	sheet := `<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/><col min="1" max="4" hidden="1"/><col min="7" max="16384" width="9"/><col min="7" max="9" hidden="1"/></cols><sheetData>` +
		`<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells count="3"><mergeCell ref="A1:C2"/><mergeCell ref="D4"/><mergeCell ref="$D$5:D6"/></mergeCells></worksheet>`
	book := `<workbook><calcPr fullCalcOnLoad="1"/><sheets><sheet name="Tampak" r:id="rId1"/><sheet name="Grafik" r:id="rId9"/><sheet name="Simpan" state="hidden" r:id="rId4"/><sheet name="Rahasia" state="veryHidden" r:id="rId9"/></sheets></workbook>`
	links := strings.Replace(handLinks, "</Relationships>", `<Relationship Id="rId4" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`, 1)
	b := bookOf(t, zipped(t, hand("", "", map[string]string{
		"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": sheet, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links})))
	if got, want := fmt.Sprint(b.Sheets(), b.Stale()),
		"[{Tampak 0 true xl/worksheets/sheet1.xml} {Grafik 0 false } {Simpan 1 true xl/worksheets/sheet2.xml} {Rahasia 2 false }] true"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	_, r, err := told(b, 0)
	if err != nil {
		t.Fatal(err)
	}
	hidden := ""
	for column := range 10 {
		if r.ColumnHidden(column) {
			hidden += letters(column)
		}
	}
	if got, want := fmt.Sprint(hidden, " ", r.Merges, r.Merged), "BCE [A1:C2 D5:D6] 2"; got != want {
		t.Errorf("hidden and merged: %s, want %s", got, want)
	}
	if more, err := r.Next(); more || err != nil || r.Merged != 2 {
		t.Errorf("behind the end: %v, %v, %d merges", more, err, r.Merged)
	}
}

// TestExtras tells what else lies in a workbook, by name or by content type.
func TestExtras(t *testing.T) {
	types := strings.Replace(handTypes, "</Types>", `<Override PartName="/xl/lain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>`, 1)
	for _, test := range []struct {
		part, text, want string
	}{
		{"xl/theme/theme1.xml", "<a/>", "[]"},
		{"xl/media/image1.png", "x", "[]"},
		{"xl/vbaProject.bin", "x", "[macros]"},
		{"xl/macrosheets/sheet1.xml", "x", "[macros]"},
		{"xl/comments1.xml", "x", "[comments]"},
		{"xl/threadedComments/threadedComment1.xml", "x", "[comments]"},
		{"[Content_Types].xml", types, "[comments]"},
		{"xl/embeddings/oleObject1.bin", "x", "[embedded]"},
		{"xl/embeddings/isi.zip", "PK\x03\x04", "[embedded]"},
		{"xl/externalLinks/externalLink1.xml", "x", "[external]"},
		{"xl/connections.xml", "x", "[connections]"},
		{"xl/pivotCache/pivotCacheRecords1.xml", "x", "[pivots]"},
	} {
		b := bookOf(t, zipped(t, hand("", "", map[string]string{test.part: test.text})))
		if got := fmt.Sprint(b.Extras()); got != test.want {
			t.Errorf("%s: %s, want %s", test.part, got, test.want)
		}
	}
}

// TestWith reads one workbook from two openings of its file.
func TestWith(t *testing.T) {
	data := zipped(t, hand(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, "", nil))
	first := bookOf(t, data)
	if _, _, err := told(first, 0); err != nil {
		t.Fatal(err)
	}
	again := first.With(bytes.NewReader(data))
	first.zip.src = bytes.NewReader(nil) // closed meanwhile
	if lines, _, err := told(again, 0); err != nil || lines[0] != "1: A=Kapuas" {
		t.Errorf("%v, %v", lines, err)
	}
}
