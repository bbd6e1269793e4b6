package app_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
)

// The columns of files that share their shape.
const (
	villageCodes = "bps_kode_kabupaten_kota:bps bps_nama_kabupaten_kota:text bps_kode_kecamatan:bps bps_nama_kecamatan:text " +
		"bps_kode_desa_kelurahan:bps bps_nama_desa_kelurahan:text kemendagri_kode_kecamatan:kemendagri kemendagri_nama_kecamatan:text " +
		"kemendagri_kode_desa_kelurahan:kemendagri kemendagri_nama_desa_kelurahan:text"
	djpkColumns = "namapemda:text provinsi:text tahun:year level1coa90:text level2coa90:text level3coa90:text jenis:text nilai:decimal"
)

// TestRealFiles sends real files down the whole road and reads them back from
// the public API: every cell, every count and the sum of every numeric column
// must be what encoding/csv and big.Rat make of the file. villages.csv has
// 80,534 lines and no header, so as many rows.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, test := range []struct {
		path    string
		rows    int64
		headers int
		shape   string
	}{
		{"opendata/jabar-gizi/giziburuk.csv", 15_936, 1,
			"id:integer kode_provinsi:code nama_provinsi:text " + villageCodes + " jumlah_kejadian_balita_gizi_buruk:integer satuan:text tahun:year"},
		{"opendata/jabar-official/2022-09_pencemaran-di-desa/data_raw/dpmdes-idm_sts_kejadian_pencemaran_air__des_kel_data.csv", 15_936, 1,
			"kode_provinsi:code nama_provinsi:text " + villageCodes + " status_pencemaran_air:text tahun:year id:integer"},
		{"opendata/jabar-official/2021-10_garis-kemiskinan-jabar/data_raw/jumlah_penduduk_miskin_berdasarkan_kabupatenkota_data.csv", 513, 1,
			"id:integer kode_provinsi:code nama_provinsi:text kode_kabupaten_kota:code nama_kabupaten_kota:text jumlah_penduduk_miskin:decimal satuan:text tahun:year"},
		{"opendata/harga-pangan/backend/komoditas_beras_2022_2026.csv", 47_211, 1,
			"date_scraped:date date_param:date commodity_id:code commodity_name:text province_id:code province_name:text price:decimal price_type:integer"},
		{"opendata/ekspor-impor/data_ekspor.csv", 9, 1,
			"tahun:text total:decimal migas:decimal non_migas:decimal agriculture:decimal industry:decimal mining:decimal others:decimal"},
		{"opendata/kode-wilayah-bps2016/csv/villages.csv", 80_534, 0, "kolom_1:code kolom_2:code kolom_3:text"},
		{"geo/wilayah_62.csv", 1_722, 1, "kode:kemendagri level:text nama:text induk:kemendagri kode_bps:bps lat:decimal lng:decimal"},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2018.csv", 1_208, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2019.csv", 2_040, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2020.csv", 2_108, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2021.csv", 1_744, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2022.csv", 1_280, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2023.csv", 1_286, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2024.csv", 1_216, 1, djpkColumns},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2025.csv", 1_188, 1, djpkColumns},
		{"budget/djpk-provinces/kode_kabkota.csv", 508, 1,
			"kodepemda:code kodesatker:code namapemda:text kodeprovinsi:code kodekabkota:code provinsi:text kodewilayah:code"},
		{"budget/djpk-provinces/kode_provinsi.csv", 34, 1,
			"kodepemda:code kodesatker:code namapemda:text kodeprovinsi:code kodekabkota:text provinsi:text"},
	} {
		t.Run(filepath.Base(test.path), func(t *testing.T) {
			body := realFile(t, test.path)
			slug := h.publishFile(t, filepath.Base(test.path), body)
			d := h.dataset(t, slug)
			if d.Rows != test.rows || d.shape() != test.shape {
				t.Errorf("%d rows, %s, want %d rows, %s", d.Rows, d.shape(), test.rows, test.shape)
			}
			h.hold(t, slug, file{records(t, body, ','), test.headers, '.'})
		})
	}
}

// publishFile publishes a file as a dataset of its own and gives its slug.
func (h *house) publishFile(t *testing.T, name string, body []byte) (slug string) {
	t.Helper()
	b := h.publish(t, intake.Order{New: newSet(name), Data: parcel(name, body)})
	set, err := h.Catalog.DatasetByID(t.Context(), b.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	return set.Slug
}

// TestEveryProvincialBudgetFile makes sure that the table above names them all.
func TestEveryProvincialBudgetFile(t *testing.T) {
	t.Parallel()
	list, err := filepath.Glob(filepath.Join(shared(t, "budget/djpk-provinces"), "*.csv"))
	if err != nil || len(list) != 10 {
		t.Errorf("%d files of DJPK, %v, want the 10 that TestRealFiles names", len(list), err)
	}
}

// TestFloatCodesAreReported follows one code that Excel made a fraction of:
// repaired in the API, said as a finding and as a step of the recipe, on the
// page and by the receipt, which has the word as it was written.
func TestFloatCodesAreReported(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	path := "opendata/jabar-official/2022-09_pencemaran-di-desa/data_raw/dpmdes-idm_sts_kejadian_pencemaran_air__des_kel_data.csv"
	b := h.publish(t, intake.Order{New: newSet("Pencemaran air"), Data: parcel("pencemaran.csv", realFile(t, path))})

	p := h.rows(t, "/api/v1/datasets/pencemaran-air/rows?bps_kode_desa_kelurahan=3201190006&kolom=bps_kode_desa_kelurahan,tahun&urut=tahun")
	if p.Total == 0 || word(p.Rows[0][0]) != "3201190006" || word(p.Rows[0][1]) != "2019" {
		t.Fatalf("%d rows, first %s, want 3201190006 in 2019", p.Total, p.Rows)
	}
	found := strings.Join(h.sentences(t, i18n.ID, b), "\n")
	recipe := strings.Join(h.dataset(t, "pencemaran-air").Recipe, "\n")
	page := h.get(t, "/data/pencemaran-air").text()
	for _, code := range []string{"32.0", "3201.0", "3201190.0", "3201190006.0", "2019.0"} {
		for where, text := range map[string]string{"finding": found, "recipe": recipe, "page": page} {
			if !strings.Contains(text, "mis. "+code) {
				t.Errorf("no %s tells of %s", where, code)
			}
		}
	}
	var proof origin
	h.decode(t, cellOrigin("/api/v1/datasets/pencemaran-air/origin", 1, p.Origin[0].Asal, p.Origin[0].Row, "bps_kode_desa_kelurahan"), &proof)
	if proof.Verdict != "cocok" || proof.Rows[0].Words != "3201190006.0" {
		t.Errorf("receipt: %+v, want cocok with the word 3201190006.0", proof)
	}
}

// TestWildFiles sends tables of offices that are no plain tables: each is
// refused with a sentence that names the row, and nothing is to be seen.
func TestWildFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	list, err := filepath.Glob(filepath.Join(shared(t, "opendata/bps-raw-and-tidy/raw"), "*.csv"))
	if err != nil || len(list) != 8 {
		t.Fatalf("%d raw tables of BPS, %v, want 8", len(list), err)
	}
	keys := map[string]string{}
	for _, path := range list {
		keys["opendata/bps-raw-and-tidy/raw/"+filepath.Base(path)] = "csv.header-rows"
	}
	keys["opendata/jabar-pendapatan-semicolon/Pend_JawaBarat.xlsx.csv"] = "csv.title-row"
	keys["opendata/bps-nasional/Data/Pengangguran Terbuka Menurut Pendidikan Tertinggi yang Ditamatkan 1986 - 2024.csv"] = "csv.title-row"
	for path, key := range keys {
		t.Run(filepath.Base(path), func(t *testing.T) {
			b := h.send(t, intake.Order{New: newSet(filepath.Base(path)), Data: parcel(filepath.Base(path), realFile(t, path)), Solo: "uji"})
			if b.State != catalog.Failed || b.Failure.Key != key || b.Failure.Args["row"] == "" {
				t.Errorf("state %s, %v, want gagal with %s and a row", b.State, b.Failure, key)
			}
			h.saysClearly(t, b)
		})
	}
	if got := string(h.get(t, "/api/v1/datasets").body); !strings.Contains(got, `"total":0`) {
		t.Errorf("something was published: %.300s", got)
	}
}

// saysClearly wants a sentence in both languages for all that was found in a
// batch: no key left over, no placeholder unfilled, another text in each.
func (h *house) saysClearly(t *testing.T, b catalog.Batch) {
	t.Helper()
	in, en := h.sentences(t, i18n.ID, b), h.sentences(t, i18n.EN, b)
	if len(in) == 0 || len(in) != len(en) {
		t.Errorf("%d sentences in Indonesian, %d in English", len(in), len(en))
		return
	}
	for i := range in {
		for _, s := range []string{in[i], en[i]} {
			if !strings.Contains(s, " ") || strings.Contains(s, "{") {
				t.Errorf("%q is no sentence", s)
			}
			if word := innards(s); word != "" {
				t.Errorf("%q shows %q", s, word)
			}
		}
		if in[i] == en[i] {
			t.Errorf("%q in both languages", in[i])
		}
	}
}

// innards finds what no reader should meet: paths, SQL, Go.
func innards(s string) string {
	for _, word := range []string{"/tmp/", "/home/", ".go:", "goroutine", "panic", "SELECT ", "sql:", "duckdb", "sqlite", "parquet:", "0x", "%!", "<nil>", "internal/", "intake.Walk", "table.Query", "published.Query", "strconv"} {
		if strings.Contains(s, word) {
			return word
		}
	}
	return ""
}

// An origin is GET …/origin as a program sees it.
type origin struct {
	Verdict string `json:"verdict"`
	Table   string `json:"table"`
	Checked int64  `json:"checked"`
	Files   []struct {
		SHA256  string `json:"sha256"`
		Verdict string `json:"verdict"`
	} `json:"files"`
	Rows []struct {
		Asal  int    `json:"asal"`
		Row   int64  `json:"row"`
		Words string `json:"words"`
		Same  bool   `json:"same"`
	} `json:"rows"`
}
