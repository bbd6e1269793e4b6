package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Produksi padi, 2019–2024", "produksi padi 2019 2024"},
		{"Muara Ja'an dan Muara Ja’an", "muara jaan dan muara jaan"},
		{"Jum'at", "jumat"},
		{"62.06 dan 6209", "62.06 dan 6209"},
		{"Rp1.234,5.", "rp1.234,5"},
		{"selesai. 62.", "selesai 62"},
		{"undang-undang, laki-laki; sayur-sayuran", "undang laki sayur"},
		{"anak2 PM2.5 CO2", "anak pm2.5 co2"},
		{"kabupaten/kota (contoh)", "kabupaten kota contoh"},
		{"sayur-mayur", "sayur mayur"},
		{"e-KTP", "e ktp"},
		{"ﬁle ＰＡＤＩ Café", "file padi cafe"},
		{"pa\u00addi pa\u200bdi", "padi padi"},
		{"a\x00b\tc\r\n", "a b c"},
		{"' '' -- . , % _ \\ \xff", ""},
		{"<script>alert('x')</script>", "script alert x script"},
		{"数据 データ بيانات", "数据 データ بيانات"},
		{"", ""},
	} {
		var words []string
		for _, token := range Tokens(test.in) {
			words = append(words, token.Word)
		}
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("Tokens(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTokensOfManyLetters(t *testing.T) {
	for _, in := range []string{strings.Repeat("a", 10_000), strings.Repeat("數", 10_000), strings.Repeat("a1.", 5_000)} {
		for _, token := range Tokens(in) {
			if len(token.Word) > maxToken || token.End > len(in) {
				t.Errorf("a word of %d bytes, to %d of %d", len(token.Word), token.End, len(in))
			}
		}
	}
}

func TestStem(t *testing.T) {
	for root, words := range map[string]string{
		"tani":       "pertanian petani bertani petaninya",
		"ikan":       "perikanan ikan",
		"didik":      "pendidikan mendidik pendidik",
		"penduduk":   "penduduk kependudukan penduduknya",
		"miskin":     "kemiskinan miskin",
		"anggur":     "pengangguran menganggur penganggur",
		"sehat":      "kesehatan sehat penyehatan",
		"layan":      "pelayanan layanan melayani",
		"terima":     "penerimaan menerima diterima",
		"tanam":      "penanaman tanaman menanam pertanaman",
		"panen":      "panen memanen pemanenan",
		"kunjung":    "kunjungan pengunjung mengunjungi berkunjung",
		"buka":       "keterbukaan terbuka membuka",
		"timbang":    "mempertimbangkan pertimbangan menimbang",
		"usaha":      "perusahaan pengusaha usaha",
		"uang":       "keuangan",
		"air":        "pengairan air",
		"sekolah":    "sekolah bersekolah persekolahan",
		"ajar":       "belajar pelajaran mengajar pengajar pembelajaran",
		"makanan":    "makanan",
		"makan":      "makan dimakan",
		"katingan":   "katingan",
		"kalimantan": "kalimantan",
		"seruyan":    "seruyan",
		"bukit":      "bukit",
		"data":       "data datanya",
		"serap":      "penyerapan serapan terserap",
		"bakar":      "kebakaran terbakar pembakaran",
		"sah":        "pengesahan mengesahkan",
		"nilai":      "nilai penilaian menilai",
		"pantai":     "pantai",
		"ktp":        "ktp",
		"62.06":      "62.06",
	} {
		for word := range strings.FieldsSeq(words) {
			if got := Stem(word); got != root {
				t.Errorf("Stem(%q) = %q, want %q", word, got, root)
			}
		}
	}
}

// TestDictionary holds each root fast: a root that lost an ending would never
// be found by its own name.
func TestDictionary(t *testing.T) {
	if n := len(dictionary()); n < 1200 {
		t.Errorf("%d roots, want at least 1,200", n)
	}
	for root := range dictionary() {
		if got := Stem(root); got != root || !lowerLetters(root) || isStop(root) && len(root) < 3 {
			t.Errorf("Stem(%q) = %q", root, got)
		}
	}
}

// TestTables reads every word of the tables as a text: what a line leads to
// must be what documents are found by.
func TestTables(t *testing.T) {
	term := func(word string) string { return single(Token{Word: word}).Text }
	for line := range strings.Lines(strings.TrimSpace(sameList)) {
		for words := range strings.SplitSeq(strings.TrimSpace(line), ",") {
			first, _, _ := strings.Cut(line, ",")
			if got := Terms(words); len(got) != 1 || got[0].Text != strings.TrimSpace(first) {
				t.Errorf("Terms(%q) = %v, want one: %q", words, got, first)
			}
		}
	}
	for from, list := range related() {
		if got := term(from); got != from {
			t.Errorf("related %q is never asked for: its term is %q", from, got)
		}
		for _, r := range list {
			if got := term(r.Term); got != r.Term || r.Weight <= 0 || r.Weight > 1 {
				t.Errorf("%q leads to %q with weight %v, but its term is %q", from, r.Term, r.Weight, got)
			}
		}
	}
}

func TestRelatedTo(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"prices", "harga"}, {"cities", "kota"}, {"buses", ""}, {"rice", "padi"}, {"padi", "gabah"}, {"jiwa", "penduduk"},
	} {
		got := ""
		if list := RelatedTo(test.in); len(list) > 0 {
			got = list[0].Term
		}
		if got != test.want {
			t.Errorf("RelatedTo(%q) begins with %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"penduduk katingan 2024", "penduduk place:62.06 year:2024"},
		{"Penduduk Kab. Kotawaringin Barat", "penduduk place:62.01"},
		{"kota waringin barat", "place:62.01"},
		{"KOBAR, Kotim & Palangkaraya", "place:62.01 place:62.02 place:62.71"},
		{"Kota Palangka Raya", "place:62.71"},
		{"Kota Katingan", "kota place:62.06"},
		{"West Kotawaringin Regency", "place:62.01"},
		{"Central Kalimantan province", "place:62"},
		{"kalteng", "place:62"},
		{"62.06", "place:62.06"},
		{"barito", "barito"},
		{"raya", "raya"},
		{"belanja SKPD dan perangkat daerah", "belanja opd stop:dan opd"},
		{"murid SD, pelajar sekolah dasar", "siswa sd siswa sd"},
		{"serapan anggaran", "realisasi anggar"},
		{"Anggaran Pendapatan dan Belanja Daerah", "apbd"},
		{"berapa jumlah data", "stop:berapa filler:jumlah filler:data"},
		{"tahun 1899 2101 20245", "filler:tahun 1899 2101 20245"},
		{"rumah sakit jiwa", "rs jiwa"},
		{"e-KTP", "ktp"},
		{"harga beras per kg", "harga beras stop:per kg"},
	} {
		var words []string
		for _, term := range Terms(test.in) {
			kind := []string{"", "place:", "year:", "filler:", "stop:"}[term.Kind]
			words = append(words, kind+term.Text)
		}
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("Terms(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestMark(t *testing.T) {
	for _, test := range []struct {
		in    string
		terms []string
		want  string
	}{
		{"Produksi padi <sawah> di Katingan", []string{"padi", "62.06"}, "Produksi [padi] <sawah> di [Katingan]"},
		{"Pertanian, petani", []string{"tani"}, "[Pertanian], [petani]"},
		{"Kabupaten Barito Utara", []string{"barito"}, "Kabupaten [Barito] Utara"},
		{"dan di", []string{"dan", "di"}, "dan di"},
		{"", []string{"padi"}, ""},
		{"Belanja perangkat daerah", []string{"opd"}, "Belanja [perangkat daerah]"},
	} {
		got := ""
		for _, p := range Mark(test.in, test.terms) {
			if p.Hit {
				got += fmt.Sprintf("[%s]", p.Text)
			} else {
				got += p.Text
			}
		}
		if got != test.want {
			t.Errorf("Mark(%q, %v) = %q, want %q", test.in, test.terms, got, test.want)
		}
	}
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"penduduk katingan 2024", "Ja’an 62.06", "a\x00\xff", "수도 数据", "undang-undang-undang"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		whole, last := "", 0
		for _, p := range Mark(s, []string{"penduduk", "62.06"}) {
			whole += p.Text
		}
		if whole != s {
			t.Errorf("the pieces of %q are %q", s, whole)
		}
		for _, term := range Terms(s) {
			if term.Start < last || term.End <= term.Start || term.End > len(s) || term.Text == "" {
				t.Errorf("%q: term %+v behind %d", s, term, last)
			}
			last = term.End
		}
	})
}
