package delimited

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/gridtest"
)

// TestRefused has small files of every layout that is no table.
func TestRefused(t *testing.T) {
	for _, test := range []struct{ name, in, key, row string }{
		{"nothing", "", "empty", ""},
		{"blanks", " \r\n\r\n", "empty", ""},
		{"separators", ",,\n,,\n", "empty", ""},
		{"no rows", "kode,nama\n", "no-rows", ""},
		{"no rows but blank ones", "kode,nama\n\n,\n", "no-rows", ""},
		{"zip", "PK\x03\x04rest", "excel", ""},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "excel", ""},
		{"PDF", "%PDF-1.7\n", "pdf", ""},
		{"HTML as .xls", "\n<table><tr><td>1</td></tr></table>", "html", ""},
		{"JSON", `[{"a": 1}]`, "json", ""},
		{"bytes of a program", strings.Repeat("\x01\x02a", 40), "binary", ""},
		{"title", "Produksi Padi 2020,,\nKabupaten,Luas,Produksi\nKapuas,1,2\n", "title-row", "1"},
		{"title without separators", "Produksi Padi 2020\n\nKabupaten;Luas;Produksi\nKapuas;1;2\nKatingan;3;4\n", "title-row", "1"},
		{"blank row before", "\nKabupaten,Luas\nKapuas,1\n", "blank-before", "2"},
		{"merged names", "Kabupaten,Produksi,,\n,2018,2019,2020\nKapuas,1,2,3\nKatingan,4,5,6\n", "header-rows", "2"},
		{"full names in the second row", "Kabupaten,Luas,Produksi\nnama,ha,ton\nKapuas,1,2\nKatingan,3,4\n", "header-rows", "2"},
		{"units below the names", "Kabupaten,Luas,Produksi\n,ha,ton\nKapuas,1,2\nKatingan,3,4\n", "header-rows", "2"},
		{"years below the names", "Kabupaten,Luas,Produksi\n,2019,2020\nKapuas,1,2\nKatingan,3,4\n", "header-rows", "2"},
		{"counted columns", "Kabupaten,Luas,Produksi\n(1),(2),(3)\nKapuas,1,2\n", "header-rows", "2"},
		{"source below", "Kabupaten,Luas,Produksi\nKapuas,1,2\nSumber: BPS,,\n", "footnote", "3"},
		{"source below without separators", "Kabupaten,Luas,Produksi\nKapuas,1,2\nSumber: BPS\n", "footnote", "3"},
		{"note behind a blank row", "Kabupaten,Luas,Produksi\nKapuas,1,2\n,,\nAngka tahun 2020 adalah sementara,,\n", "footnote", "4"},
		{"names again", "Kabupaten,Luas\nKapuas,1\nKabupaten,Luas\nKatingan,2\n", "header-again", "3"},
		{"second table", "Kabupaten,Luas\nA,1\nB,2\nC,3\n\nKota,Penduduk\nD,5\n", "second-table", "6"},
		{"second table, narrower", "Kabupaten,Luas,x\nA,1,1\nB,2,1\nC,3,1\n\nKota,Penduduk\nD,5\n", "second-table", "6"},
		{"20,000 columns", strings.Repeat("a,", 20_000) + "\n", "columns", "1"},
		{"mixed charsets", "nama,n\ncafé,1\ncaf\xe9,2\n", "charset-mixed", "3"},
		{"mixed charsets, the odd one first", "nama,n\ncaf\xe9,2\ncafé,1\ncafé,1\n", "charset-mixed", "2"},
		{"a mark of UTF-8 that lies", "\xef\xbb\xbfnama,n\ncaf\xe9,2\n", "charset-mixed", "2"},
		{"undefined in Windows-1252", "nama,n\nx,1\ncaf\xe9 \x81,2\n", "charset-undefined", "3"},
		{"half of UTF-16", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x003", "charset-undefined", "3"},
		{"half of a pair", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\x3d\xd8\n\x00", "charset-undefined", "2"},
	} {
		_, err := read(context.Background(), input([]byte(test.in), nil))
		if err == nil {
			t.Errorf("%s: was read", test.name)
			continue
		}
		t.Run(test.name, func(t *testing.T) { refused(t, err, test.key, test.row) })
	}
}

// TestRead has small files that are read, with all that is said of them.
func TestRead(t *testing.T) {
	for _, test := range []struct{ name, in, kinds, rows, found string }{
		{"semicolons and decimal commas", "Kabupaten;Luas (Ha)\nKapuas;1.234,5\nKatingan;-\n", "kabupaten:text luas:decimal", "Kapuas|1234.5¶Katingan|∅", ""},
		{"tabs", "a\tb\n1\t2\n", "a:integer b:integer", "1|2", ""},
		{"bars", "a|b\n1|2\n", "a:integer b:integer", "1|2", ""},
		{"mark of UTF-8", "\xef\xbb\xbfa,b\n1,2\n", "a:integer b:integer", "1|2", ""},
		{"UTF-16 without a mark", "n\x00a\x00m\x00a\x00,\x00b\x00\n\x00x\x00,\x002\x00\n\x00", "nama:text b:integer", "x|2", ""},
		{"Windows-1252", "nama,harga\nKaf\xe9,\x80 5\n", "nama:text harga:text", "Kafé|€ 5", "catatan:charset-guessed catatan:header-assumed"},
		{"blank rows", "a,b\n1,2\n\n,\n3,4\n", "a:integer b:integer", "1|2¶3|4", "catatan:rows-empty"},
		{"columns without name and content", "a,b,c,,\n1,2,3,,\n4,5,6\n", "a:integer b:integer c:integer", "1|2|3¶4|5|6", "catatan:columns-dropped"},
		{"separators too many", "a,b\n1,2,\n3,4,\n5,6,\n", "a:integer b:integer", "1|2¶3|4¶5|6", "catatan:rows-wider"},
		{"a name missing over data", "a,,c\n1,x,3\n", "a:integer kolom_2:text c:integer", "1|x|3", "tolak:header-empty"},
		{"same name twice", "nama,Nama,n\nx,y,3\n", "nama:text nama_2:text n:integer", "x|y|3", "tolak:name-twice"},
		{"too long, too short", "a,b,c\n1,2,3,4\n1,2\n1,2,3\n", "a:integer b:integer c:integer", "1|2|3", "tolak:row-long tolak:row-short"},
		{"cut off", "a,b,c\n1,2,3\n4,5", "a:integer b:integer c:integer", "1|2|3", "tolak:cut-off"},
		{"sum row", "Kabupaten,Luas,n\nA,1,2\nB,2,3\nJumlah,3,5\n", "kabupaten:text luas:integer n:integer", "A|1|2¶B|2|3¶Jumlah|3|5", "perhatian:total-row"},
		{"years as names", "Provinsi,2019,2020\nKalteng,5,6\n", "provinsi:text tahun_2019:integer tahun_2020:integer", "Kalteng|5|6", "catatan:year-columns"},
		{"no names", "6201,KOBAR,5\n6202,KOTIM,7\n", "kolom_1:integer kolom_2:text kolom_3:integer", "6201|KOBAR|5¶6202|KOTIM|7", "catatan:no-header"},
		{"one column", "nama\nKapuas\nKatingan\n", "nama:text", "Kapuas¶Katingan", "catatan:header-assumed"},
		{"unit of another column", "kab,jumlah,satuan\nA,5,JIWA\nB,6,JIWA\n", "kab:text jumlah:integer satuan:text", "A|5|JIWA¶B|6|JIWA", ""},
		{"formula", "nama,n\n=cmd|' /C calc'!A0,1\n<script>x</script>,2\n", "nama:text n:integer", "=cmd|' /C calc'!A0|1¶<script>x</script>|2", "perhatian:formula"},
		{"identity", "nik,n\n6271014101900001,1\n", "nik:code n:integer", "6271014101900001|1", "tolak:identity"},
		{"two readings", "kab,harga\nA,1.234\nB,5.678\n", "kab:text harga:text", "A|1.234¶B|5.678", "tanya:decimal-ask"},
		{"two separators", "a,b;c\n1,2;3\n", "a:integer b_c:text", "1|2;3", "tanya:comma-ask"},
		{"words over and numbers over", "x,5\n1,6\n2,7\n", "x:integer k_5:integer", "1|6¶2|7", "tanya:header-ask"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, err := read(context.Background(), input([]byte(test.in), nil))
			if err != nil {
				t.Fatal(err)
			}
			if got := gridtest.Kinds(g); got != test.kinds {
				t.Errorf("columns %s, want %s", got, test.kinds)
			}
			if got := strings.Join(gridtest.Rows(t, g), "¶"); got != test.rows {
				t.Errorf("rows %s, want %s", got, test.rows)
			}
			if got := found(g); got != test.found {
				t.Errorf("found %s, want %s", got, test.found)
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct{ in, question, answer, kinds, rows string }{
		{"a,b;c\n1,2;3\n", "comma", ";", "a_b:decimal c:integer", "1.2|3"},
		{"x,5\n1,6\n2,7\n", "header", "tidak", "kolom_1:text kolom_2:integer", "x|5¶1|6¶2|7"},
		{"A,B\nC,D\n", "header", "tidak", "kolom_1:text kolom_2:text", "A|B¶C|D"},
		{"6,7\n8,9\n", "header", "ya", "k_6:integer k_7:integer", "8|9"},
		{"a,b\n\xc3\xa9,1\n", "charset", "cp1252", "a:text b:integer", "Ã©|1"},
		{"kab,harga\nA,1.234\n", "decimal:harga", "1.234,5", "kab:text harga:integer", "A|1234"},
	} {
		g, err := read(context.Background(), input([]byte(test.in), map[string]string{test.question: test.answer}))
		if err != nil {
			t.Errorf("%q: %v", test.in, err)
			continue
		}
		if got := strings.Join(gridtest.Rows(t, g), "¶"); gridtest.Kinds(g) != test.kinds || got != test.rows {
			t.Errorf("%q, %s=%s: %s %s, want %s %s", test.in, test.question, test.answer, gridtest.Kinds(g), got, test.kinds, test.rows)
		}
	}
}

// TestLateBytes has a file whose first odd byte stands far behind the head.
func TestLateBytes(t *testing.T) {
	rows := strings.Repeat("Kapuas,1\n", 50_000)
	g, err := read(context.Background(), input([]byte("nama,n\n"+rows+"Caf\xe9,2\n"), nil))
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Findings[0]; got.Row != 50_002 || got.Message.Key != "csv.charset-guessed" {
		t.Errorf("found %v, want the charset guessed by row 50,002", got)
	}
	list := gridtest.Rows(t, g)
	if got, want := list[len(list)-1], "Café|2"; got != want {
		t.Errorf("last row %q, want %q", got, want)
	}
	_, err = read(context.Background(), input([]byte("nama,n\nCafé,1\n"+rows+"Caf\xe9,2\n"), nil))
	refused(t, err, "charset-mixed", "50003")
}

// TestManyUneven names the first rows and counts the rest.
func TestManyUneven(t *testing.T) {
	g, err := read(context.Background(), input([]byte("a,b\n1,2\n"+strings.Repeat("1\n", 50)), nil))
	if err != nil {
		t.Fatal(err)
	}
	last := g.Findings[len(g.Findings)-1]
	if got := len(g.Findings); got != manyFindings+1 || last.Message.Args["count"] != "30" {
		t.Errorf("%d findings, the last %v; want %d and 30 more", got, last, manyFindings+1)
	}
}

func TestRaw(t *testing.T) {
	in := input([]byte("nama;n\n\n\"Caf\xe9; x\";1\nb;2,5\n"), nil)
	got, err := raw(context.Background(), in, []int64{4, 1, 3, 2, 9, 4})
	if err != nil {
		t.Fatal(err)
	}
	want := "[{4 [b 2,5]} {1 [nama n]} {3 [Café; x 1]} {2 []} {9 []} {4 [b 2,5]}]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

func TestProgressAndCancel(t *testing.T) {
	data := []byte("a,b\n" + strings.Repeat("1,2\n", 300_000))
	in := input(data, nil)
	last := int64(0)
	in.Tick = func(done int64) { last = done }
	g, err := read(context.Background(), in)
	if err != nil || last != in.Size {
		t.Fatalf("progress to %d of %d, %v", last, in.Size, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err = g.Rows(ctx, func(row int64, _ []lewu.Cell) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("rows went on after the cancel: %v", err)
	}
	if _, err := read(ctx, in); !errors.Is(err, context.Canceled) {
		t.Errorf("read went on after the cancel: %v", err)
	}
	stop := errors.New("enough")
	if err := g.Rows(context.Background(), func(int64, []lewu.Cell) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of yield", err)
	}
}

func TestSniff(t *testing.T) {
	for _, test := range []struct {
		in   string
		want int
	}{
		{"a,b\n1,2\n", 80}, {"a\n1\n", 40}, {"a", 20}, {"", 1}, {"PK\x03\x04", 1}, {"%PDF-", 1},
	} {
		if got := Sniff([]byte(test.in)); got != test.want {
			t.Errorf("Sniff(%q) = %d, want %d", test.in, got, test.want)
		}
	}
}
