package listing

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func TestAnAddressHasOneForm(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"halaman=1&urut=terbaru", ""},
		{"urut=terbaru&q=padi", "q=padi&urut=terbaru"},
		{"urut=relevansi&q=padi", "q=padi"},
		{"urut=relevansi", ""},
		{"halaman=2&tahun=2024&q=padi&topik=Pertanian&tahun=2023", "q=padi&topik=pertanian&tahun=2023&tahun=2024&halaman=2"},
		{"topik=Keuangan+Daerah&topik=keuangan-daerah&topik=", "topik=keuangan-daerah"},
		{"wilayah=62.06&wilayah=katingan", "wilayah=katingan"},
		{"klasifikasi=setiap+saat", "klasifikasi=setiap-saat"},
		{"instansi=Dinas+TPHP+%28contoh%29", "instansi=dinas-tphp-contoh"},
		{"utm_source=wa&versi=3", ""},
		{"q=%00pa%0Adi%E2%80%8B%1F++padi", "q=pa+di+padi"},
		{"q=%ff%fe", ""},
		{"q=%22%3E%3Cscript%3E", "q=%22%3E%3Cscript%3E"},
		{"topik=%22%3E%3Cscript%3E", "topik=script"},
		{"topik=%E6%97%A5%E6%9C%AC", "topik=%E6%97%A5%E6%9C%AC"},
		{"q='%3B+DROP+TABLE+dataset%3B--", "q=%27%3B+DROP+TABLE+dataset%3B--"},
		{"tahun=abad+ini", "tahun=abad+ini"},
		{"halaman=dua", ""},
	} {
		v, err := url.ParseQuery(test.in)
		if err != nil {
			t.Fatal(err)
		}
		got := Parse(v).Encode()
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
		v, err = url.ParseQuery(got)
		if err != nil {
			t.Fatal(err)
		}
		if again := Parse(v).Encode(); again != got {
			t.Errorf("%q: its own address %q reads as %q", test.in, got, again)
		}
	}
}

// TestAnAddressIsBounded: whatever is asked, the links of a page stay short.
func TestAnAddressIsBounded(t *testing.T) {
	v := url.Values{"q": {strings.Repeat("padi ", 2000)}}
	for _, key := range Keys()[1:] {
		for i := range 1000 {
			v.Add(key, strconv.Itoa(i)+strings.Repeat("日", 5000))
		}
	}
	q := Parse(v)
	if !q.Cut {
		t.Error("10,000 characters were not cut")
	}
	if got := len(q.Encode()); got > 9_000 {
		t.Errorf("the address has %d bytes, want at most 9,000", got)
	}
}

func TestSteps(t *testing.T) {
	v, err := url.ParseQuery("q=padi&topik=pertanian&tahun=2023&tahun=2024&urut=judul&halaman=3")
	if err != nil {
		t.Fatal(err)
	}
	q := Parse(v)
	for _, test := range []struct{ got, want string }{
		{q.Path("/data"), "/data?q=padi&topik=pertanian&tahun=2023&tahun=2024&urut=judul&halaman=3"},
		{q.Without(Year, "2023").Path("/data"), "/data?q=padi&topik=pertanian&tahun=2024&urut=judul"},
		{q.Without(Year, "").Path("/data"), "/data?q=padi&topik=pertanian&urut=judul"},
		{q.With(Year, "2019").Path("/data"), "/data?q=padi&topik=pertanian&tahun=2019&tahun=2023&tahun=2024&urut=judul"},
		{q.Without(Topic, "").With(Topic, "ekonomi").Path("/data"), "/data?q=padi&topik=ekonomi&tahun=2023&tahun=2024&urut=judul"},
		{q.Only().Path("/data"), "/data?q=padi"},
		{q.Sorted(ByAge).Path("/data"), "/data?q=padi&topik=pertanian&tahun=2023&tahun=2024&urut=terbaru"},
		{q.Sorted(ByRank).Path("/data"), "/data?q=padi&topik=pertanian&tahun=2023&tahun=2024"},
		{q.At(1).Path("/data"), "/data?q=padi&topik=pertanian&tahun=2023&tahun=2024&urut=judul"},
		{q.Asking("").Path("/data"), "/data?topik=pertanian&tahun=2023&tahun=2024&urut=judul"},
		{Question{Page: 1}.Path("/data"), "/data"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	if q.Picked() != 3 {
		t.Errorf("%d picked, want 3", q.Picked())
	}
}
