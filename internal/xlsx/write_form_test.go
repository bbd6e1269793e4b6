package xlsx

import (
	"bytes"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// people is a form as the roster writes them.
func people() Form {
	return Form{Title: "Templat awal", Author: "Lewu", Sheets: []FormSheet{
		{Name: "Petunjuk", Lines: []Line{{{Text: "Cara mengisi", Look: Title}}, {{Text: "Satu baris satu orang.", Look: Spread}}}},
		{Name: "Orang", Columns: []FormColumn{
			{Head: "Tanda"}, {Head: "Surel", Kind: lewu.Text, Width: 30}, {Head: "Peran", Offer: `"operator,walidata"`},
			{Head: "Kode", Kind: lewu.Code}, {Head: "Sejak", Kind: lewu.Date},
		}, Rows: [][]FormCell{{{Text: "contoh", Quiet: true}, {Text: "=ani@contoh.id"}, {}, {Text: "0100"}, {Text: "2019-01-01"}}}},
		{Name: "Ja'an & <kota>", Columns: []FormColumn{{Head: "Nama"}}},
	}}
}

func TestAFormIsOneThatExcelReads(t *testing.T) {
	var file, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&file, &again} {
		if err := WriteForm(w, people()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("the same form gave other bytes")
	}
	f := opened(t, file.Bytes())
	if got := strings.Join(f.GetSheetList(), "|"); got != "Petunjuk|Orang|Ja'an & <kota>" {
		t.Errorf("sheets %q", got)
	}
	for cell, want := range map[string]string{"A1": "Tanda", "A2": "contoh", "B2": "=ani@contoh.id", "D2": "0100", "E2": "2019-01-01"} {
		if got, err := f.GetCellValue("Orang", cell); got != want || err != nil {
			t.Errorf("%s = %q, %v, want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]int{"D9": styleText, "E9": styleDate} {
		if got, err := f.GetCellStyle("Orang", cell); got != want || err != nil {
			t.Errorf("an empty %s has style %d, %v, want %d", cell, got, err, want)
		}
	}
	list, err := f.GetDataValidations("Orang")
	if err != nil || len(list) != 1 || list[0].Formula1 != `"operator,walidata"` || !strings.HasPrefix(list[0].Sqref, "C2:") {
		t.Errorf("offers %+v, %v", list, err)
	}
	wellFormed(t, file.Bytes())
}

func TestAFormIsReadBack(t *testing.T) {
	var file bytes.Buffer
	if err := WriteForm(&file, people()); err != nil {
		t.Fatal(err)
	}
	b, err := Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Rows(1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		ok, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		for _, c := range rows.Cells {
			words, _, _ := b.Words(nil, c)
			got = append(got, string(words))
		}
	}
	want := "Tanda|Surel|Peran|Kode|Sejak|contoh|=ani@contoh.id|0100|2019-01-01"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("read %q, want %q", text, want)
	}
}
