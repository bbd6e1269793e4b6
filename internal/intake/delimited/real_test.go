package delimited

import (
	"bytes"
	"context"
	"encoding/csv"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/gridtest"
)

// TestRealFiles compares whole files with what encoding/csv and big.Rat make
// of them: rows, columns, kinds, the sum of every numeric column, the words of
// every other.
func TestRealFiles(t *testing.T) {
	for _, test := range []struct {
		path          string
		rows, columns int
		header        bool
		kinds         string // of some columns
		repaired      int    // columns of float codes
	}{
		{"opendata/jabar-gizi/giziburuk.csv", 15_936, 16, true,
			"id:integer kode_provinsi:code bps_kode_kabupaten_kota:bps bps_kode_kecamatan:bps bps_kode_desa_kelurahan:bps kemendagri_kode_kecamatan:kemendagri kemendagri_kode_desa_kelurahan:kemendagri tahun:year", 0},
		{"opendata/jabar-official/2022-09_pencemaran-di-desa/data_raw/*.csv", 15_936, 15, true,
			"id:integer kode_provinsi:code bps_kode_kabupaten_kota:bps bps_kode_kecamatan:bps bps_kode_desa_kelurahan:bps kemendagri_kode_kecamatan:kemendagri kemendagri_kode_desa_kelurahan:kemendagri tahun:year status_pencemaran_air:text", 5},
		{"opendata/jabar-official/2021-10_garis-kemiskinan-jabar/data_raw/jumlah_penduduk_miskin_berdasarkan_kabupatenkota_data.csv", 513, 8, true,
			"jumlah_penduduk_miskin:decimal kode_kabupaten_kota:code tahun:year", 0},
		{"opendata/harga-pangan/backend/komoditas_beras_2022_2026.csv", 47_211, 8, true,
			"date_scraped:date date_param:date price:decimal province_id:code commodity_id:code", 0},
		{"opendata/ekspor-impor/data_ekspor.csv", 9, 8, true, "tahun:text total:decimal migas:decimal others:decimal", 0},
		{"opendata/kode-wilayah-bps2016/csv/villages.csv", 80_534, 3, false, "kolom_1:code kolom_2:code kolom_3:text", 0},
		{"geo/wilayah_62.csv", 1_722, 7, true, "kode:kemendagri induk:kemendagri kode_bps:bps lat:decimal lng:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2018.csv", 1_208, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2019.csv", 2_040, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2020.csv", 2_108, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2021.csv", 1_744, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2022.csv", 1_280, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2023.csv", 1_286, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2024.csv", 1_216, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/data_apbd_provinsi_level3-2025.csv", 1_188, 8, true, "tahun:year nilai:decimal", 0},
		{"budget/djpk-provinces/kode_kabkota.csv", 508, 7, true, "kodepemda:code kodekabkota:code", 0},
		{"budget/nomenclature/kode_rekening.csv", 16_793, 5, true, "kode:code level:integer nama:text", 0},
		{"opendata/pdrb-quarcs/economic-data-until-2017/GRDP_PerCapita_Indonesia_Provinces_until_2017.csv", 34, 36, true, "province:text tahun_1983:integer tahun_2017:integer", 0},
	} {
		t.Run(filepath.Base(test.path), func(t *testing.T) {
			path := test.path
			if dir, ok := strings.CutSuffix(path, "/*.csv"); ok {
				list, _ := filepath.Glob(filepath.Join(shared(t, dir), "*.csv"))
				path = filepath.Join(dir, filepath.Base(list[0]))
			}
			full := shared(t, path)
			g, err := read(context.Background(), file(t, full))
			if err != nil {
				t.Fatal(err)
			}
			if got := len(g.Columns); int(g.Count) != test.rows || got != test.columns || (g.Header == 1) != test.header {
				t.Fatalf("%d × %d, header in row %d, want %d × %d", g.Count, got, g.Header, test.rows, test.columns)
			}
			all := " " + gridtest.Kinds(g) + " "
			for _, want := range strings.Fields(test.kinds) {
				if !strings.Contains(all, " "+want+" ") {
					t.Errorf("columns are %s, want %s", all, want)
				}
			}
			if got := strings.Count(found(g), "float-code"); got != test.repaired {
				t.Errorf("%d columns of float codes reported, want %d", got, test.repaired)
			}
			compare(t, g, full)
		})
	}
}

// compare holds a grid against an independent reading.
func compare(t *testing.T, g *lewu.Grid, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, bom8)))
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if g.Header > 0 {
		records = records[1:]
	}
	want, got := make([]*big.Rat, len(g.Columns)), make([]*big.Rat, len(g.Columns))
	for i := range want {
		want[i], got[i] = new(big.Rat), new(big.Rat)
	}
	var missing = make([]int64, len(g.Columns))
	n := 0
	err = g.Rows(context.Background(), func(row int64, cells []lewu.Cell) error {
		for i, c := range g.Columns {
			raw := records[n][c.Index]
			switch {
			case !cells[i].Valid:
				missing[i]++
				if strings.Trim(raw, " -") != "" {
					t.Errorf("row %d %s: %q became nothing", row, c.Name, raw)
				}
			case c.Kind.Numeric():
				add(t, got[i], cells[i].Text)
				add(t, want[i], strings.ReplaceAll(raw, ",", ""))
			case cells[i].Text != raw && cells[i].Text+".0" != raw:
				t.Errorf("row %d %s: %q became %q", row, c.Name, raw, cells[i].Text)
			}
		}
		n++
		return nil
	})
	if err != nil || n != len(records) {
		t.Fatalf("%d rows of %d: %v", n, len(records), err)
	}
	for i, c := range g.Columns {
		if got[i].Cmp(want[i]) != 0 {
			t.Errorf("sum of %s = %s, want %s", c.Name, got[i].FloatString(4), want[i].FloatString(4))
		}
		if missing[i] != c.Missing {
			t.Errorf("%s: %d cells without a value, counted %d", c.Name, missing[i], c.Missing)
		}
	}
}

func add(t *testing.T, sum *big.Rat, text string) {
	t.Helper()
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	sum.Add(sum, value)
}

// TestWildFiles has real tables of offices that are no plain tables: each must
// be refused with the row that shows it.
func TestWildFiles(t *testing.T) {
	for _, test := range []struct{ path, key, row string }{
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_buah-buahan-15-17.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_daging_ternak-18-20.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_kayu_hutan.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_padi.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_palawija.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_sayuran-15-17.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_tanaman_perkebunan-15-17.csv", "header-rows", "2"},
		{"opendata/bps-raw-and-tidy/raw/csv_produksi_telur_unggas_menurut_kabupaten_kota_dan_jenis_unggas-17.csv", "header-rows", "2"},
		{"opendata/jabar-pendapatan-semicolon/Pend_JawaBarat.xlsx.csv", "title-row", "1"},
		{"opendata/bps-nasional/Data/Pengangguran Terbuka Menurut Pendidikan Tertinggi yang Ditamatkan 1986 - 2024.csv", "title-row", "1"},
		{"opendata/jabar-official/2021-10_garis-kemiskinan-jabar/data_raw/angka_garis_kemiskinan_per_kapita_per_bulan__provinsi.csv", "blank-before", "2"},
	} {
		t.Run(filepath.Base(test.path), func(t *testing.T) {
			_, err := read(context.Background(), file(t, shared(t, test.path)))
			if err == nil {
				t.Fatal("was read")
			}
			refused(t, err, test.key, test.row)
		})
	}
}
