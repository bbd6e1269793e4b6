package finding

import (
	"context"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/booktest"
)

// A voice is a speaker without a page.
type voice struct {
	all  *i18n.Catalogue
	lang i18n.Lang
}

func (v voice) Lang() i18n.Lang                        { return v.lang }
func (v voice) Say(m lewu.Message) string              { return v.all.Say(v.lang, m) }
func (v voice) Has(key string) bool                    { return v.all.Has(key) }
func (v voice) Cell(c lewu.Column, x lewu.Cell) string { return v.lang.Cell(c, x) }

func voices(t *testing.T) (id, en voice) {
	t.Helper()
	all, err := i18n.Load(os.DirFS(".."), published.Messages, web.Messages)
	if err != nil {
		t.Fatal(err)
	}
	return voice{all, i18n.ID}, voice{all, i18n.EN}
}

// told is a finding in a sentence after another.
func told(v voice, b *book.Book, f Finding) string {
	var list []string
	for _, p := range (Writer{v, b}).Sentences(f) {
		list = append(list, p.String())
	}
	return strings.Join(list, " ")
}

// TestFindings: what the demo says, shape by shape.
func TestFindings(t *testing.T) {
	s := booktest.New(t)
	id, en := voices(t)
	for _, test := range []struct {
		shape, slug, id, en string
		base                []lewu.Filter
	}{
		{"time, place and kind, adding up, one place missing", "produksi-padi",
			"Produksi pada 2025 mencapai 331.987 ton, naik 0,7 persen dari 2024 (keduanya tanpa Palangka Raya, yang belum melapor). Dari tiap 100 ton, 60 ada di Kapuas dan Pulang Pisau.",
			"Production in 2025 came to 331,987 tonnes, up 0.7 percent from 2024 (both without Palangka Raya, not reported yet). Of every 100 tonnes, 60 are in Kapuas and Pulang Pisau.", nil},
		{"months against the same month a year before", "izin-usaha-terbit",
			"Izin terbit pada Februari 2026 mencapai 3.784 izin, naik 17,7 persen dari Februari 2025. Dari tiap 100 izin, 51 ada di Kotawaringin Timur, Palangka Raya, dan Kapuas.",
			"Licences in February 2026 came to 3,784 licences, up 17.7 percent from February 2025. Of every 100 licences, 51 are in Kotawaringin Timur, Palangka Raya and Kapuas.", nil},
		{"places without time", "wilayah-kalimantan-tengah",
			"Penduduk 2024 semester II seluruhnya 2.825.290 jiwa. Terbanyak di Kotawaringin Timur, 454.515 jiwa; paling sedikit di Sukamara, 67.234 jiwa.",
			"People, second half of 2024 came to 2,825,290 people in all. Most in Kotawaringin Timur, 454,515 people; fewest in Sukamara, 67,234 people.", nil},
		{"rates by place", "prevalensi-stunting",
			"Balita stunting pada 2024 tertinggi di Murung Raya, 27,6 persen; terendah di Palangka Raya, 14,5 persen.",
			"Stunted under-fives in 2024: highest in Murung Raya, 27.6 percent; lowest in Palangka Raya, 14.5 percent.", nil},
		{"rates by place and kind", "angka-putus-sekolah",
			"Angka putus sekolah pada 2025 tertinggi di Gunung Mas (SMK), 2,06 persen; terendah di Palangka Raya (SD), 0,20 persen.",
			"Dropout rate in 2025: highest in Gunung Mas (SMK), 2.06 percent; lowest in Palangka Raya (SD), 0.20 percent.", nil},
		{"one dimension", "indeks-spbe", "Indeks (1-5) pada 2025: 3,41, naik 0,54 dari 2024.", "Indeks (1-5) in 2025: 3.41, up 0.54 from 2024.", nil},
		{"indicators of different months", "kemiskinan-pengangguran",
			"Tingkat pengangguran terbuka 3,97 persen pada Agustus 2025 (4,01 persen pada Agustus 2024) dan Persentase penduduk miskin 5,19 persen pada Maret 2025 (5,17 persen pada Maret 2024).",
			"Tingkat pengangguran terbuka 3.97 percent in August 2025 (4.01 percent in August 2024) and Persentase penduduk miskin 5.19 percent in March 2025 (5.17 percent in March 2024).", nil},
		{"money that is not final is not held against what is", "apbd-kalimantan-tengah-djpk",
			"Realisasi pada 2025: Belanja daerah Rp2,3 triliun (sementara) dan Pendapatan daerah Rp2,89 triliun (sementara).",
			"Realisasi in 2025: Belanja daerah Rp2.3 trillion (sementara) and Pendapatan daerah Rp2.89 trillion (sementara).", nil},
		{"figures of one day side by side", "tepra-kalimantan-tengah",
			"Pada 31 Oktober 2025: realisasi fisik 67,64 persen, realisasi keuangan 61,28 persen, dan target keuangan 90 persen.",
			"On 31 October 2025: realisasi fisik 67.64 percent, realisasi keuangan 61.28 percent and target keuangan 90 percent.", nil},
		{"prices", "harga-bahan-pokok",
			"Cabai rawit: harga per kg rata-rata Rp58.971 pada 30 Maret 2026, naik 4,4 persen dari 30 Maret 2025, perubahan terbesar di antara semua bahan. Tertinggi di Murung Raya, Rp62.800; terendah di Palangka Raya, Rp54.850.",
			"Cabai rawit: mean price per kg Rp58,971 on 30 March 2026, up 4.4 percent from 30 March 2025, the largest change by good. Highest in Murung Raya, Rp62,800; lowest in Palangka Raya, Rp54,850.", nil},
		{"two halves of a whole", "jumlah-siswa",
			"Laki-laki pada 2025 mencapai 284.435 orang, naik 1,1 persen dari 2024. Dengan perempuan 269.486 orang, seluruhnya 553.921 orang. Terbanyak di Kotawaringin Timur, 46.363 orang; paling sedikit di Sukamara, 6.723 orang.",
			"Laki-laki in 2025 came to 284,435 people, up 1.1 percent from 2024. With perempuan 269,486 people, 553,921 people in all. Most in Kotawaringin Timur, 46,363 people; fewest in Sukamara, 6,723 people.", nil},
		{"a list of things", "daftar-pasar-rakyat",
			"Daftar ini berisi 61 baris. Kios seluruhnya 13.428 unit. Terbanyak di Katingan, 1.425 unit; paling sedikit di Kabupaten Barito Kuala, 36 unit.",
			"The list has 61 rows. Kios came to 13,428 units in all. Most in Katingan, 1,425 units; fewest in Kabupaten Barito Kuala, 36 units.", nil},
		{"under a filter", "produksi-padi",
			"Hanya Kabupaten Kapuas, tahun 2024. Produksi pada 2024 mencapai 130.425 ton. Dari tiap 100 ton, 89 adalah sawah.",
			"Only Kabupaten Kapuas, year 2024. Production in 2024 came to 130,425 tonnes. Of every 100 tonnes, 89 are sawah.",
			[]lewu.Filter{book.Is("kabupaten_kota", "Kabupaten Kapuas"), book.Is("tahun", "2024")}},
		{"one period, in which a place has not reported", "produksi-padi",
			"Hanya tahun 2025. Produksi pada 2025 mencapai 331.987 ton (tanpa Palangka Raya, yang belum melapor). Dari tiap 100 ton, 60 ada di Kapuas dan Pulang Pisau.",
			"Only year 2025. Production in 2025 came to 331,987 tonnes (without Palangka Raya, not reported yet). Of every 100 tonnes, 60 are in Kapuas and Pulang Pisau.",
			[]lewu.Filter{book.Is("tahun", "2025")}},
		{"rows without a figure", "produksi-padi", "Hanya produksi kosong. Daftar ini berisi 2 baris.", "Only production is empty. The list has 2 rows.",
			[]lewu.Filter{{Column: "produksi", Op: lewu.OpMissing}}},
		{"under a filter that leaves nothing", "rasio-gini", "Hanya tahun 1999. Tidak ada baris yang cocok. Hapus sebagian saringan.",
			"Only tahun 1999. No row fits. Remove some of the filters.", []lewu.Filter{book.Is("tahun", "1999")}},
	} {
		b := s.Sample(test.slug, test.base...)
		f, err := Of(context.Background(), b, "")
		if err != nil {
			t.Errorf("%s: %v", test.slug, err)
			continue
		}
		if got := told(id, b, f); got != test.id {
			t.Errorf("%s (%s):\n got %s\nwant %s", test.shape, test.slug, got, test.id)
		}
		if got := told(en, b, f); got != test.en {
			t.Errorf("%s (%s):\n got %s\nwant %s", test.shape, test.slug, got, test.en)
		}
	}
}

// TestFindingsOfOddTables: what a machine must not say.
func TestFindingsOfOddTables(t *testing.T) {
	s := booktest.New(t)
	id, _ := voices(t)
	yearly := catalog.Dataset{Slug: "uji", Title: "Produksi", Key: []string{"tahun", "kode_kemendagri"}}
	for _, test := range []struct {
		Name string
		set  catalog.Dataset
		csv  string
		want string
	}{
		{"no figures at all", catalog.Dataset{Slug: "uji", Key: []string{"kode"}},
			"kode,nama_desa,jenis\nA1,Sei Gohong,desa\nA2,Tangkiling,kelurahan\nA3,Banturung,desa\nA4,Habaring,desa\n",
			"Daftar ini berisi 4 baris. Menurut jenis: desa 3 dan kelurahan 1."},
		{"a year that has hardly begun", yearly,
			"Tahun,Kode Kemendagri,Produksi (ton)\n" + rowsOf("2024", 14) + rowsOf("2025", 14) + "2026,62.01,1\n2026,62.02,1\n",
			"Produksi pada 2025 mencapai 105 ton, sama dengan 2024. Terbanyak di Palangka Raya, 14 ton; paling sedikit di Kotawaringin Barat, 1 ton. Untuk 2026 baru 2 dari 14 wilayah yang melapor."},
		{"the province has a row of its own", yearly,
			"Tahun,Kode Kemendagri,Produksi (ton)\n2024,62,100\n" + rowsOf("2024", 14) + "2025,62,110\n" + rowsOf("2025", 14),
			"Produksi pada 2025 mencapai 110 ton, naik 10,0 persen dari 2024. Terbanyak di Palangka Raya, 14 ton; paling sedikit di Kotawaringin Barat, 1 ton."},
		{"a rate of the province", catalog.Dataset{Slug: "uji", Key: []string{"tahun", "kode_kemendagri"}},
			"Tahun,Kode Kemendagri,Kemiskinan (persen)\n2024,62,5.17\n2024,62.01,4.1\n2024,62.02,5.3\n2024,62.03,6\n2024,62.04,4\n2025,62,5.19\n2025,62.01,4\n2025,62.02,5.2\n2025,62.03,6.1\n2025,62.04,4\n",
			"Provinsi Kalimantan Tengah, kemiskinan pada 2025: 5,19 persen, naik 0,02 poin persen dari 2024. Tertinggi di Kapuas, 6,10 persen; terendah di Kotawaringin Barat dan 1 lain, 4 persen."},
		{"a row that is the sum of the others, a column that says one thing", catalog.Dataset{Slug: "uji", Title: "Penduduk"},
			"tahun,nama_kabupaten_kota,jenis_kelamin,jumlah,satuan\n2024,KABUPATEN BOGOR,LAKI-LAKI,10,JIWA\n2024,KABUPATEN BOGOR,PEREMPUAN,9,JIWA\n2024,KABUPATEN BOGOR,TOTAL,19,JIWA\n" +
				"2025,KABUPATEN BOGOR,LAKI-LAKI,12,JIWA\n2025,KABUPATEN BOGOR,PEREMPUAN,10,JIWA\n2025,KABUPATEN BOGOR,TOTAL,22,JIWA\n",
			"Jumlah pada 2025 mencapai 22 jiwa, naik 15,8 persen dari 2024. Dari tiap 100 jiwa, 55 adalah LAKI-LAKI."},
		{"the codes of districts beside the names of regencies", catalog.Dataset{Slug: "uji", Title: "Kasus"},
			"tahun,bps_kode_kabupaten_kota,bps_nama_kabupaten_kota,kemendagri_kode_kecamatan,kasus,satuan\n2025,3201,KABUPATEN BOGOR,32.01.02,5,KASUS\n2025,3201,KABUPATEN BOGOR,32.01.03,6,KASUS\n" +
				"2025,3202,KABUPATEN SUKABUMI,32.02.02,4,KASUS\n2025,3203,KABUPATEN CIANJUR,32.03.01,1,KASUS\n2025,3204,KABUPATEN BANDUNG,32.04.01,1,KASUS\n",
			"Kasus pada 2025 mencapai 17 kasus. Dari tiap 100 kasus, 65 ada di Kabupaten Bogor."},
		{"months without their year are no time", catalog.Dataset{Slug: "uji", Title: "Ekspor", Key: []string{"bulan"}},
			"bulan,total\nMei,21511\nJuni,26500\nJuli,25560\nAgustus,27900\nSeptember,24777\n", "Daftar ini berisi 5 baris."},
		{"from nothing", yearly, "Tahun,Kode Kemendagri,Kejadian (kasus)\n2024,62.01,0\n2024,62.02,0\n2025,62.01,3\n2025,62.02,4\n",
			"Kejadian pada 2025 mencapai 7 kasus, dari 0 kasus pada 2024."},
		{"several times more", yearly, "Tahun,Kode Kemendagri,Kejadian (kasus)\n2024,62.01,2\n2025,62.01,7\n",
			"Kejadian pada 2025 mencapai 7 kasus, 3,5 kali lipat 2024."},
		{"most places are new: nothing is compared", yearly,
			"Tahun,Kode Kemendagri,Produksi (ton)\n2024,62.01,9\n2024,62.02,-\n2024,62.03,-\n2024,62.04,-\n" + rowsOf("2025", 4),
			"Produksi pada 2025 mencapai 10 ton. Dari tiap 100 ton, 70 ada di Barito Selatan dan Kapuas."},
		{"parts of a place are missing", catalog.Dataset{Slug: "uji", Key: []string{"tahun", "kode_kemendagri", "jenis"}},
			"Tahun,Kode Kemendagri,Jenis,Produksi (ton)\n2024,62.01,a,5\n2024,62.01,b,5\n2024,62.02,a,5\n2024,62.02,b,5\n2024,62.03,a,5\n2024,62.03,b,5\n" +
				"2025,62.01,a,6\n2025,62.01,b,-\n2025,62.02,a,6\n2025,62.02,b,6\n2025,62.03,a,6\n2025,62.03,b,6\n",
			"Produksi pada 2025 mencapai 24 ton, naik 20,0 persen dari 2024 (keduanya tanpa Kotawaringin Barat, yang angkanya belum lengkap). Dari tiap 100 ton, 50 adalah a."},
	} {
		b := s.Book(test.set, nil, []string{test.csv})
		f, err := Of(context.Background(), b, "")
		if err != nil {
			t.Errorf("%s: %v", test.Name, err)
			continue
		}
		if got := told(id, b, f); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.Name, got, test.want)
		}
	}
}

// rowsOf are rows of a year for the first n kab/kota: 1, 2, 3 …
func rowsOf(year string, n int) (text string) {
	for i, r := range region.Regencies()[:n] {
		text += year + "," + string(r.Kemendagri) + "," + strconv.Itoa(i+1) + "\n"
	}
	return text
}

// TestNumbersAreProved: each number of a sentence leads to a receipt whose query
// gives it again.
func TestNumbersAreProved(t *testing.T) {
	s := booktest.New(t)
	id, _ := voices(t)
	proved := 0
	for _, slug := range []string{"produksi-padi", "harga-bahan-pokok", "wilayah-kalimantan-tengah", "angka-putus-sekolah", "daftar-pasar-rakyat", "jumlah-siswa"} {
		b := s.Sample(slug)
		f, err := Of(context.Background(), b, "")
		if err != nil {
			t.Fatal(err)
		}
		w := Writer{id, b}
		for _, p := range append(w.Sentences(f), w.Workings(f)...) {
			for _, one := range p {
				if one.Href == "" {
					continue
				}
				address, err := url.Parse(one.Href)
				if err != nil {
					t.Fatal(err)
				}
				receipt, err := published.Asked(b.Set, b.Version, address.Query())
				if err != nil {
					t.Fatalf("%s: %s: %v", slug, one.Href, err)
				}
				if receipt.Row > 0 {
					continue // a cell: its page reads it
				}
				answer, err := b.Query(context.Background(), receipt.Query)
				if err != nil || answer.Rows[0][0].Text != receipt.Result {
					t.Errorf("%s: %q is said to be %q and is %v (%v)", slug, one.Href, receipt.Result, answer, err)
				}
				proved++
			}
		}
	}
	t.Logf("%d aggregates proved", proved)
	if proved < 15 {
		t.Errorf("%d aggregates proved, want 15 and more", proved)
	}
}
