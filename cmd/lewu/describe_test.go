package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

const wholeDescription = `
judul = "Produksi padi menurut kabupaten/kota"
judul_en = "Rice production by regency and city"
ringkasan = "Luas panen dan produksi gabah kering giling."
instansi = "Dinas TPHP"
topik = "Pertanian"
sumber = "Dinas TPHP"
lisensi = "CC BY 4.0"
kontak = "data@kalteng.example"
berkas_terbuka = true
frekuensi = "tahunan"
jadwal = 2026-10-31
statistik = "sektoral"
klasifikasi = "berkala"
kata_kunci = ["gabah", "beras"]
metode = "Laporan penyuluh kecamatan."
catatan = "Angka 2025 sementara."
alamat = "produksi-padi"
kunci = ["tahun", "kode"]
periode = "tahun"
cara = "ganti-periode"
contoh = true

[kolom.produksi]
label = "Produksi"
label_en = "Production"
satuan = "ton"
konsep = "Produksi padi"
definisi = "Gabah kering giling yang dihasilkan setahun."
klasifikasi = "tanpa klasifikasi"
ukuran = "jumlah"
agregat = "jumlah"
`

func written(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "padi.toml")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADescriptionSaysEverything(t *testing.T) {
	d, err := readDescription(written(t, wholeDescription))
	if err != nil {
		t.Fatal(err)
	}
	var got catalog.Dataset
	d.found(&got)
	want := catalog.Dataset{
		Slug: "produksi-padi", Title: "Produksi padi menurut kabupaten/kota", TitleEN: "Rice production by regency and city",
		Summary: "Luas panen dan produksi gabah kering giling.", Agency: "Dinas TPHP", Topic: "Pertanian", Source: "Dinas TPHP",
		Licence: "CC BY 4.0", Contact: "data@kalteng.example", OpenFiles: true, Contoh: true,
		Key: []string{"tahun", "kode"}, Period: "tahun", Mode: catalog.ReplacePeriod,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: "2026-10-31", Statistic: catalog.Sectoral, Access: catalog.Regular,
			Keywords: []string{"gabah", "beras"}, Method: "Laporan penyuluh kecamatan.", Notes: "Angka 2025 sementara.",
			Meanings: map[string]catalog.Meaning{"produksi": {
				Label: "Produksi", LabelEN: "Production", Unit: "ton", Concept: "Produksi padi",
				Definition: "Gabah kering giling yang dihasilkan setahun.", Classification: "tanpa klasifikasi", Measure: "jumlah", Aggregate: catalog.Sum,
			}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("described %+v, want %+v", got, want)
	}
	if err := got.Check(); err != nil {
		t.Errorf("Check: %v", err)
	}
	if err := d.fits(want); err != nil {
		t.Errorf("the same file again: %v", err)
	}
	want.Period = "bulan"
	if err := d.fits(want); err == nil || errs.KindOf(err) != errs.Invalid {
		t.Errorf("a file with another period: %v, want Invalid", err)
	}
}

func TestADescriptionLeavesTheRest(t *testing.T) {
	d, err := readDescription(written(t, "jadwal = \"2026-12-10\"\n[kolom.harga]\nsatuan = \"rupiah/kg\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	have := catalog.Dataset{Title: "Harga beras", Metadata: catalog.Metadata{
		Due: "2026-11-10", Notes: "Tiga pasar.", Meanings: map[string]catalog.Meaning{"harga": {Label: "Harga"}, "pasar": {Label: "Pasar"}},
	}}
	got := have
	d.apply(&got)
	if got.Title != "Harga beras" || got.Notes != "Tiga pasar." || got.Due != "2026-12-10" {
		t.Errorf("described %+v, want only another day", got)
	}
	if got.Meanings["harga"] != (catalog.Meaning{Unit: "rupiah/kg"}) || got.Meanings["pasar"].Label != "Pasar" {
		t.Errorf("meanings %+v, want harga anew and pasar as it was", got.Meanings)
	}
	if have.Meanings["harga"].Label != "Harga" {
		t.Error("apply changed the map of the dataset it started from")
	}
}

func TestADescriptionIsReadStrictly(t *testing.T) {
	for _, test := range []struct{ body, key, word string }{
		{"frekwensi = \"tahunan\"", "cli.description-key", "frekuensi"},
		{"[kolom.harga]\nsatuhan = \"kg\"", "cli.description-key", "satuan"},
		{"xyzzy = 1", "cli.description-key", "judul, judul_en"},
		{"judul = \"Harga\nfrekuensi", "cli.description-bad", "1"},
		{"kunci = \"tahun\"", "cli.description-unread", ""},
		{"jadwal = 20261210", "cli.description-bad", "1"},
	} {
		_, err := readDescription(written(t, test.body))
		m, ok := errs.Public(err)
		if !ok || m.Key != test.key || !strings.Contains(m.Args["known"]+m.Args["line"], test.word) {
			t.Errorf("%q: %v %v, want %s with %q", test.body, m, err, test.key, test.word)
		}
	}
	if _, err := readDescription(filepath.Join(t.TempDir(), "tidak-ada.toml")); errs.KindOf(err) != errs.Invalid {
		t.Errorf("a missing file: %v, want Invalid", err)
	}
	fields := reflect.TypeFor[description]()
	for i := range fields.NumField() {
		if tag := fields.Field(i).Tag.Get("toml"); tag != "" && !strings.Contains(strings.Join(descriptionKeys(), " "), tag) {
			t.Errorf("descriptionKeys lacks %q", tag)
		}
	}
}
