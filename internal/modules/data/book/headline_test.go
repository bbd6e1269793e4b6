package book_test

import (
	"context"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/booktest"
)

func TestHeadline(t *testing.T) {
	s := booktest.New(t)
	for _, test := range []struct {
		slug string
		ask  book.Ask
		want string // value unit asof state
	}{
		{"produksi-padi", book.Ask{}, "ton 2025 data.figure-without Palangka Raya"},
		{"produksi-padi", book.Ask{Region: "62.03"}, "ton 2025 "},
		{"produksi-padi", book.Ask{Region: "62.71"}, "ton 2024 "},
		{"produksi-padi", book.Ask{Region: "62.03", Year: "2023", Measure: "luas_panen"}, "ha 2023 "},
		{"produksi-padi", book.Ask{Year: "1999"}, "none"},
		{"produksi-padi", book.Ask{Measure: "hasil"}, "none"},
		{"wilayah-kalimantan-tengah", book.Ask{Region: "62.06"}, "181963 jiwa  "},
		{"wilayah-kalimantan-tengah", book.Ask{Region: "62", Measure: "penduduk_2024_semester_ii"}, "2825290 jiwa  "},
		{"kemiskinan-pengangguran", book.Ask{Year: "2025"}, "5.19 persen 2025-03 "},
		{"kemiskinan-pengangguran", book.Ask{Filter: []lewu.Filter{book.Is("indikator", "Tingkat pengangguran terbuka")}}, "3.97 persen 2025-08 "},
		{"apbd-kalimantan-tengah-djpk", book.Ask{Measure: "realisasi"}, "2304757931577.86  2025 web.raw sementara"},
		{"angka-putus-sekolah", book.Ask{Region: "62.12"}, "persen 2025 data.figure-highest"},
		{"angka-putus-sekolah", book.Ask{Region: "62.12", Filter: []lewu.Filter{book.Is("jenjang", "SD")}}, "persen 2025 "},
		{"rasio-gini", book.Ask{}, "0.292  2025-03 "},
		{"daftar-pasar-rakyat", book.Ask{Region: "62.02"}, "unit  "},
		{"pengunjung-perpustakaan", book.Ask{Region: "62.71", Year: "2025"}, "kunjungan 2025-12 "},
	} {
		k, err := s.Sample(test.slug, test.ask.Filter...).Headline(context.Background(), test.ask)
		got := k.Figure.Value + " " + k.Figure.Unit + " " + k.Figure.AsOf + " " + k.Figure.State.Key + " " + k.Figure.State.Args["place"] + k.Figure.State.Args["text"]
		if errs.Is(err, errs.NotFound) {
			got = "none"
		} else if err != nil {
			t.Fatal(test.slug, err)
		}
		if !strings.Contains(got+" ", test.want) {
			t.Errorf("%s %+v = %q, want %q", test.slug, test.ask, got, test.want)
		}
		if got != "none" && (!strings.HasPrefix(k.Origin, "/data/"+test.slug+"/asal?") || k.Figure.Receipt.Rows == 0 || k.Label == "" || k.LabelEN == "") {
			t.Errorf("%s %+v is proved at %q by %+v, labels %q, %q", test.slug, test.ask, k.Origin, k.Figure.Receipt, k.Label, k.LabelEN)
		}
		t.Logf("%s %+v: %s (%s) %s", test.slug, test.ask, k.Label, got, k.Origin)
	}
}
