package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// The wide table of the workbooks: what an office keeps by the hundred
// thousand rows.
const (
	wideRows    = 100_000
	wideColumns = 30
)

// wideTable are its columns: names and codes, a date, then numbers.
func wideTable() []lewu.Column {
	list := []lewu.Column{
		{Name: "kode_desa", Label: "Kode desa", Kind: lewu.Kemendagri}, {Name: "desa", Label: "Desa", Kind: lewu.Text},
		{Name: "kecamatan", Label: "Kecamatan", Kind: lewu.Text}, {Name: "kabupaten", Label: "Kabupaten", Kind: lewu.Text},
		{Name: "komoditas", Label: "Komoditas", Kind: lewu.Text}, {Name: "tanggal", Label: "Tanggal lapor", Kind: lewu.Date},
		{Name: "tahun", Label: "Tahun", Kind: lewu.Year}, {Name: "catatan", Label: "Catatan", Kind: lewu.Text},
	}
	for n := len(list); n < wideColumns; n++ {
		c := lewu.Column{Name: "ukuran_" + strconv.Itoa(n), Label: "Ukuran " + strconv.Itoa(n), Kind: lewu.Decimal, Digits: 12, Scale: 2}
		if n%3 == 0 {
			c.Kind, c.Digits, c.Scale = lewu.Integer, 0, 0
		}
		list = append(list, c)
	}
	return list
}

// wideCells calls yield for every row, whose cells are reused. The same rows
// come each time; one cell in fifty is missing.
func wideCells(columns []lewu.Column, yield func([]lewu.Cell) error) error {
	random := rand.New(rand.NewPCG(62, 30))
	places, goods := gazetteer(), commodities()
	row := make([]lewu.Cell, len(columns))
	for i := range wideRows {
		p := places[i%len(places)]
		day := time.Date(2021, 1, 1+random.IntN(1800), 0, 0, 0, 0, time.UTC)
		for j, text := range []string{
			p.code, p.name, p.districtName, p.regencyName, goods[i%len(goods)], day.Format(time.DateOnly), strconv.Itoa(day.Year()),
			fmt.Sprintf("laporan %d", random.IntN(1_000_000)),
		} {
			row[j] = lewu.Cell{Text: text, Valid: true}
		}
		for j := 8; j < len(columns); j++ {
			text := strconv.Itoa(random.IntN(90_000) + 1)
			if columns[j].Kind == lewu.Decimal {
				text = string(appendFixed(nil, random.IntN(4_000_000)+100, 2))
			}
			row[j] = lewu.Cell{Text: text, Valid: random.IntN(50) > 0}
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}
