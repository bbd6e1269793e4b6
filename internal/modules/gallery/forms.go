package gallery

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// A formsPage shows search boxes and fields.
type formsPage struct {
	page
	Searches []web.Search
	Problems web.Problems
	Fields   []web.Field
	Filter   []web.Field
}

// toForms is where the forms of the gallery are sent: to their own page, which
// does nothing with them.
const toForms = root + "/formulir"

func forms(p page) any {
	b := p.Base
	f := formsPage{
		page: p,
		Searches: []web.Search{
			{Page: b, ID: "q-besar", Action: toForms, Label: lewu.Msg("gallery.search-label"), Hero: true},
			{Page: b, ID: "q-isi", Action: toForms, Label: lewu.Msg("gallery.search-label"), Value: `padi "ladang" <Ba'amang>`, Keep: []web.Hidden{{Name: "tahun", Value: "2024"}}},
		},
		Problems: web.Problems{Page: b, Items: []web.Problem{{Field: "tanggal", Text: lewu.Msg("gallery.field-date-error")}, {Field: "setuju", Text: lewu.Msg("gallery.field-check-error")}}},
		Filter: []web.Field{
			{Page: b, ID: "s-tahun", Name: "tahun", Type: "select", Label: lewu.Msg("gallery.field-year"), Choices: []web.Choice{{Value: "2024", Label: "2024", Chosen: true}, {Value: "2023", Label: "2023"}}},
			{Page: b, ID: "s-min", Name: "min", Label: lewu.Msg("gallery.field-min"), Num: true},
		},
	}
	f.Fields = []web.Field{
		{Page: b, ID: "judul", Name: "judul", Label: lewu.Msg("gallery.field-title"), Hint: lewu.Msg("gallery.field-title-hint"), Value: "Realisasi Oktober", Required: true},
		{Page: b, ID: "tanggal", Name: "tanggal", Label: lewu.Msg("gallery.field-date"), Hint: lewu.Msg("gallery.field-date-hint"), Error: lewu.Msg("gallery.field-date-error"), Value: "31-13-2025"},
		{Page: b, ID: "nilai", Name: "nilai", Label: lewu.Msg("gallery.field-value"), Num: true, Value: "1.234.567,89"},
		{Page: b, ID: "instansi", Name: "instansi", Type: "select", Label: lewu.Msg("gallery.fact-sender"), Choices: []web.Choice{{Value: "a", Label: "Dinas Contoh A"}, {Value: "b", Label: "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman (contoh)", Chosen: true}}},
		{Page: b, ID: "berkas", Name: "berkas", Type: "file", Label: lewu.Msg("gallery.fact-file"), Accept: ".csv,.xlsx"},
		{Page: b, ID: "sandi", Name: "sandi", Type: "password", Label: lewu.Msg("gallery.field-password"), Auto: "current-password"},
		{Page: b, ID: "catatan", Name: "catatan", Type: "area", Label: lewu.Msg("gallery.field-note")},
		{Page: b, ID: "bersih", Name: "bersih", Type: "check", Label: lewu.Msg("gallery.field-clean"), Checked: true},
		{Page: b, ID: "setuju", Name: "setuju", Type: "check", Label: lewu.Msg("gallery.field-check"), Error: lewu.Msg("gallery.field-check-error")},
		{Page: b, Type: "hidden", Name: "kiriman", Value: "7"},
	}
	return f
}
