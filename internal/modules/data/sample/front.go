package sample

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// fronts are the figures that sample agencies put on the front page, by dataset:
// one that is new every day, one whose instrument stands still, and one whose
// successor is late. The last two belong to Dinas Contoh B and C.
func fronts() map[string]catalog.Highlight {
	newest := func(columns ...string) lewu.Query {
		return lewu.Query{Columns: columns, Limit: 1, Sort: []lewu.Sort{{Column: columns[0], Desc: true}}}
	}
	rice := newest("tanggal", "harga_per_kg")
	rice.Filter = []lewu.Filter{equal("bahan", "Beras medium"), equal("kode_kemendagri", "62.71")}
	level := newest("tanggal", "tinggi")
	level.Filter = []lewu.Filter{equal("pos", "Kasongan")}
	level.Sort = append(level.Sort, lewu.Sort{Column: "jam", Desc: true})
	teachers := newest("tahun", "guru")
	teachers.Filter = []lewu.Filter{equal("jenjang", "SD"), equal("kode_kemendagri", "62.71")}
	return map[string]catalog.Highlight{
		"harga-bahan-pokok": {Label: "Beras medium per kg di Palangka Raya", LabelEN: "Medium rice per kg in Palangka Raya", Query: rice, AsOf: "tanggal", Order: 60},
		"tinggi-muka-air":   {Label: "Tinggi Sungai Katingan di Kasongan", LabelEN: "Level of the Katingan at Kasongan", Query: level, AsOf: "tanggal", Unit: "meter", Order: 70},
		"jumlah-guru":       {Label: "Guru SD di Palangka Raya", LabelEN: "Primary teachers in Palangka Raya", Query: teachers, AsOf: "tahun", Unit: "orang", Order: 80},
	}
}
