package table

import (
	"net/url"
	"reflect"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestParseQuery(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"tahun=2024&tahun=2023&tahun=2024", "tahun=2023&tahun=2024"},
		{"produksi.min=007.50&produksi.maks=-0", "produksi.maks=0&produksi.min=7.5"},
		{"kabupaten.isi=kota&kabupaten=&q=&kabupaten.bukan=Kapuas", "kabupaten.bukan=Kapuas&kabupaten.isi=kota"},
		{"tanggal.kosong=1&kode.kosong=0", "kode.kosong=0&tanggal.kosong=1"},
		{"sah=ya", "sah=true"},
		{"urut=-produksi, tahun,-tahun&kolom=tahun,produksi", "kolom=tahun%2Cproduksi&urut=-produksi%2Ctahun"},
		{"kelompok=kabupaten&hitung=sum:nilai,count&urut=-sum_nilai&batas=100", "hitung=sum%3Anilai%2Ccount&kelompok=kabupaten&urut=-sum_nilai"},
		{"kelompok=tahun", "hitung=count&kelompok=tahun"},
		{"batas=25&setelah=AbC_-&versi=3&pada=2025-01-01&halaman=2&lang=en&batch=x&q=padi", "batas=25&setelah=AbC_-"},
	} {
		v, err := url.ParseQuery(test.in)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ParseQuery(v, harvest)
		if got := Values(q).Encode(); got != test.want || err != nil {
			t.Errorf("%s: %q, %v, want %q", test.in, got, err, test.want)
		}
	}
}

func TestParseQueryRefuses(t *testing.T) {
	for _, test := range []struct{ in, key, arg, want string }{
		{"tahunn=2024", "table.unknown-parameter", "nearest", "tahun"},
		{"nilay.min=1", "table.unknown-parameter", "nearest", "nilai"},
		{"nilai.atas=1", "table.unknown-parameter", "name", "nilai.atas"},
		{"batas=0", "table.limit", "limit", "0"},
		{"batas=banyak", "table.limit", "limit", "banyak"},
		{"batas=10001", "table.limit", "most", "10000"},
		{"kode.kosong=ya", "table.missing-value", "column", "kode"},
		{"petani.min=1&petani.min=2", "table.value-count", "count", "2"},
		{"urut=-tahunn", "table.unknown-column", "nearest", "tahun"},
		{"hitung=sum:kode", "table.bad-measure", "column", "kode"},
		{"setelah=a&setelah=b", "table.page-token", "", ""},
	} {
		v, err := url.ParseQuery(test.in)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseQuery(v, harvest)
		if m, _ := errs.Public(err); m.Key != test.key || m.Args[test.arg] != test.want || !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v, want %s %s=%s", test.in, err, test.key, test.arg, test.want)
		}
	}
}

func TestReserved(t *testing.T) {
	for name, want := range map[string]bool{"urut": true, "versi": true, "q": true, "file_row_number": true, "tahun": false, "URUT": false} {
		if got := Reserved(name); got != want {
			t.Errorf("Reserved(%q) = %v", name, got)
		}
	}
}

// FuzzParseQuery holds that a parsed query has one form: reading its address
// again gives the same query and the same address, and it can be compiled.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{
		"tahun=2024&urut=-produksi", "kelompok=kode&hitung=avg:produksi,count", "nilai.min=1.005&nilai.maks=9e9", "kabupaten.isi=%25&kabupaten.kosong=0",
		"kolom=kode,,kode&batas=7", "hitung=count:kode,count_kode&kelompok=sah", "petani.bukan=-0&petani.bukan=0",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		v, err := url.ParseQuery(address)
		if err != nil {
			return
		}
		q, err := ParseQuery(v, harvest)
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Fatalf("%q: %v is not of kind Invalid", address, err)
			}
			return
		}
		again, err := ParseQuery(Values(q), harvest)
		if err != nil || !reflect.DeepEqual(again, q) {
			t.Fatalf("%q: %+v became %+v, %v", address, q, again, err)
		}
		if a, b := Values(q).Encode(), Values(again).Encode(); a != b {
			t.Fatalf("%q: %q became %q", address, a, b)
		}
		var c compiler
		if _, err := c.where(harvest, q.Filter); err != nil {
			t.Fatalf("%q: %v", address, err)
		}
	})
}
