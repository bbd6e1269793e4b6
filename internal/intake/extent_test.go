package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/text"
)

// TestWhatAFileCovers reads files as agencies write them.
func TestWhatAFileCovers(t *testing.T) {
	b := newBench(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, test := range []struct {
		name     string
		key      string
		period   string
		body     string
		from, to string
		regions  []string
	}{
		{"satu data jabar, tetapi Kalteng", "", "",
			"id,bps_kode_provinsi,nama_provinsi,bps_kode_kabupaten_kota,nama_kabupaten_kota,jumlah,satuan,tahun\n" +
				"1,62,KALIMANTAN TENGAH,6209,KABUPATEN KATINGAN,120,TON,2019\n" +
				"2,62,KALIMANTAN TENGAH,6206,KABUPATEN SUKAMARA,80,TON,2021\n",
			"2019", "2021", []string{"62", "62.06", "62.08"}},
		{"bulan sebagai teks", "bulan,pasar", "bulan",
			"bulan,pasar,harga\n2025-10,Pasar Besar,13000\n2024-12,Pasar Kahayan,12500\n", "2024-12", "2025-10", nil},
		{"bulan dengan nama", "bulan,pasar", "bulan",
			"bulan,pasar,harga\nNopember 2024,Pasar Besar,13000\nMaret 2025,Pasar Kahayan,12500\n", "2024-11", "2025-03", nil},
		{"triwulan", "triwulan,uraian", "triwulan",
			"triwulan,uraian,persen\nTriwulan II 2025,Belanja,41\nTriwulan IV 2024,Belanja,93\n", "2024-Q4", "2025-Q2", nil},
		{"tanggal", "tanggal,pasar", "",
			"tanggal,pasar,harga\n31/12/2024,Pasar Besar,13000\n29/02/2024,Pasar Besar,12800\n", "2024-02-29", "2024-12-31", nil},
		{"desa dihitung untuk kabupatennya", "kode", "",
			"kode,desa,penduduk\n62.06.01.2001,Tumbang A,812\n62.06.02.1002,Kasongan,5120\n62.71.01.1001,Pahandut,9000\n", "", "", []string{"62.06", "62.71"}},
		{"nama saja", "", "",
			"Kabupaten/Kota,Produksi (ton)\nKAB. KATINGAN,120\nKota Palangkaraya,4\nJumlah,124\n", "", "", []string{"62.06", "62.71"}},
		{"waktu unduh bukan masa data", "", "",
			"Date_Scraped,Date_Param,Commodity_Name,Price\n2026-02-01,2022-01-03,Beras,12000\n2026-02-01,2022-01-04,Beras,12050\n", "2022-01-03", "2022-01-04", nil},
		{"provinsi lain bukan wilayah kita", "kode_bps", "",
			"kode_bps,nama,penduduk\n3201,Bogor,5000000\n6271,Palangka Raya,315153\n", "", "", []string{"62.71"}},
		{"tahun berdiri bukan masa data", "npsn", "",
			"npsn,sekolah,tahun_berdiri\n30200001,SDN 1,1951\n30200002,SDN 2,1987\n", "", "", nil},
		{"masa yang tidak terbaca", "bulan,pasar", "bulan",
			"bulan,pasar,harga\nOktober,Pasar Besar,13000\nDesember,Pasar Besar,13500\n", "", "", nil},
	} {
		set := &catalog.Dataset{Title: test.name, Agency: "Dinas Contoh A", Topic: "Uji", Period: test.period, Mode: catalog.Replace}
		if test.key != "" {
			set.Key = strings.Split(test.key, ",")
		}
		got := b.send(t, intake.Order{New: set, Data: file("data.csv", test.body), Solo: "uji"})
		if got.State != catalog.Published {
			t.Errorf("%s: state %s, %v", test.name, got.State, got.Failure)
			continue
		}
		e := b.current(t, text.Slug(test.name)).Extent
		if e.From != test.from || e.To != test.to || !slices.Equal(e.Regions, test.regions) {
			t.Errorf("%s: from %q to %q, %q, want %q to %q, %q", test.name, e.From, e.To, e.Regions, test.from, test.to, test.regions)
		}
	}
}

// TestAVersionCoversWhatItKeeps: rows taken over from the base count, and the
// list of datasets says so, on both databases. The promise moves on with it.
func TestAVersionCoversWhatItKeeps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		set := monthly()
		set.Frequency, set.Due = catalog.Monthly, "2025-01-31"
		b.now = time.Date(2025, 1, 31, 23, 0, 0, 0, clock.WIB)
		for i, m := range []int{1, 2} {
			o := intake.Order{Data: file("bulan.csv", month(2025, m, 0)), Solo: "uji"}
			if o.New = set; i > 0 {
				o.New, o.Slug = nil, "harga-beras"
			}
			if got := b.send(t, o); got.State != catalog.Published {
				t.Fatalf("month %d: state %s, %v", m, got.State, got.Failure)
			}
		}
		list, err := b.Catalog.Published(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatalf("Published = %d, %v, want 1", len(list), err)
		}
		if e := list[0].Extent; e.From != "2025-01" || e.To != "2025-02" {
			t.Errorf("covers %q to %q, want 2025-01 to 2025-02", e.From, e.To)
		}
		if got := list[0].Due; got != "2025-02-28" {
			t.Errorf("next release %q, want 2025-02-28", got)
		}
	})
}
