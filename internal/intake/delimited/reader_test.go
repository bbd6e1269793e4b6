package delimited

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// records reads everything, cells with | between, rows with ¶; and the error.
func records(src io.Reader, comma byte) (string, error) {
	var out []string
	r := NewReader(src, comma)
	for {
		cells, err := r.Next()
		if err == io.EOF {
			return strings.Join(out, "¶"), nil
		}
		if err != nil {
			return strings.Join(out, "¶"), err
		}
		out = append(out, string(bytes.Join(cells, []byte("|"))))
	}
}

func TestReader(t *testing.T) {
	for _, test := range []struct{ in, want, key, row string }{
		{"", "", "", ""},
		{"a,b\n1,2\n", "a|b¶1|2", "", ""},
		{"a,b\r\n1,2", "a|b¶1|2", "", ""},
		{"a,b\r1,2\r", "a|b¶1|2", "", ""},
		{"a,\n,b", "a|¶|b", "", ""},
		{"a\n\nb\n", "a¶¶b", "", ""},
		{`"a,b","c""d"` + "\n" + `"",x`, `a,b|c"d¶|x`, "", ""},
		{"\"a\nb\",\"c\r\nd\"\n", "a\nb|c\r\nd", "", ""},
		{`""""`, `"`, "", ""},
		{`15" pipa,b`, `15" pipa|b`, "", ""},
		{`SDN "Harapan",b`, `SDN "Harapan"|b`, "", ""},
		{"a,b\n\"x\"y,2\n", "a|b", "quote-stray", "2"},
		{"a,b\n1, \"x,y\"\n", "a|b", "quote-stray", "2"},
		{"a,b\n1,\"x\n", "a|b", "quote-open", "2"},
		{"a,b\n1,2\n3,\x004\n", "a|b¶1|2", "nul", "3"},
		{strings.Repeat(",", MaxColumns), "", "columns", "1"},
	} {
		for _, src := range []io.Reader{strings.NewReader(test.in), iotest.OneByteReader(strings.NewReader(test.in))} {
			got, err := records(src, ',')
			if got != test.want {
				t.Errorf("%.60q: got %.60q, want %.60q", test.in, got, test.want)
			}
			switch {
			case err == nil && test.key == "":
			case err == nil || test.key == "":
				t.Errorf("%.60q: error %v, want %q", test.in, err, test.key)
			default:
				refused(t, err, test.key, test.row)
			}
		}
	}
}

// TestReaderBuffers lets records of all lengths fall across the ends of the
// buffer.
func TestReaderBuffers(t *testing.T) {
	var in, want strings.Builder
	for i := range 3_000 {
		cell := strings.Repeat("é", i%701)
		in.WriteString(`"` + cell + `""` + "\n" + `",` + cell + "\r\n")
		if i > 0 {
			want.WriteString("¶")
		}
		want.WriteString(cell + "\"\n|" + cell)
	}
	got, err := records(iotest.HalfReader(strings.NewReader(in.String())), ',')
	if err != nil || got != want.String() {
		t.Errorf("%d bytes came back of %d, %v", len(got), want.Len(), err)
	}
}

func TestReaderLimits(t *testing.T) {
	long := strings.Repeat("x", MaxCell+1)
	for _, test := range []struct{ name, in, key, row string }{
		{"long cell", "a,b\n1," + long + "\n", "cell-long", "2"},
		{"long record", "a\n" + strings.Repeat(long[:1000]+",", 4300) + "\n", "record-long", "2"},
		{"50 MB in one line", "a\n" + strings.Repeat("y", 50<<20), "record-long", "2"},
		{"a quote over 50 MB", "a,b\n\"" + strings.Repeat("y\n", 25<<20), "quote-long", "2"},
	} {
		_, err := records(strings.NewReader(test.in), ',')
		if err == nil {
			t.Errorf("%s was read", test.name)
			continue
		}
		refused(t, err, test.key, test.row)
	}
	if _, err := records(strings.NewReader("a\n"+long[:MaxCell]+"\n"), ','); err != nil {
		t.Errorf("a cell of 1 MB: %v", err)
	}
}

// FuzzReader holds the reader against encoding/csv: what that accepts must
// come out alike. A lone carriage return ends a row here and is a character
// there, so such input is only read for its own sake.
func FuzzReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "a\n\n\"x\ny\",\xff", "\"\"\"\",", "a;b\t|"} {
		f.Add([]byte(s), byte(0))
	}
	f.Fuzz(func(t *testing.T, in []byte, which byte) {
		comma := commas[int(which)%len(commas)]
		var got [][]string
		r := NewReader(iotest.HalfReader(bytes.NewReader(in)), comma)
		var failed error
		for {
			cells, err := r.Next()
			if err != nil {
				failed = err
				break
			}
			got = append(got, copied(r.row, cells).Cells)
		}
		if _, ok := failed.(*notUTF8); !ok && failed != io.EOF && !errs.Is(failed, errs.Invalid) {
			t.Fatalf("%q: %v is no refusal in words", in, failed)
		}
		if bytes.Contains(bytes.ReplaceAll(in, []byte("\r\n"), nil), []byte("\r")) || !utf8.Valid(in) || bytes.IndexByte(in, 0) >= 0 {
			return
		}
		std := csv.NewReader(bytes.NewReader(in))
		std.Comma, std.FieldsPerRecord = rune(comma), -1
		want, err := std.ReadAll()
		if err != nil {
			return
		}
		if failed != io.EOF {
			t.Fatalf("%q: encoding/csv reads it, refused as %v", in, failed)
		}
		want = withoutBlank(want)
		got = withoutBlank(got)
		if len(got) != len(want) {
			t.Fatalf("%q: %d records, want %d", in, len(got), len(want))
		}
		for i := range want {
			have := strings.ReplaceAll(strings.Join(got[i], "\x00"), "\r\n", "\n")
			if have != strings.Join(want[i], "\x00") {
				t.Fatalf("%q: record %d is %q, want %q", in, i, got[i], want[i])
			}
		}
	})
}

// withoutBlank leaves out records of one empty cell: encoding/csv skips blank
// lines but not a line of two quotes.
func withoutBlank(list [][]string) (out [][]string) {
	for _, rec := range list {
		if len(rec) > 1 || rec[0] != "" {
			out = append(out, rec)
		}
	}
	return out
}

// village is a table of the shape that village data have.
func village(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("id,kode_provinsi,nama_provinsi,bps_kode_kabupaten_kota,bps_kode_desa,nama_desa,kemendagri_kode_desa,tanggal,jumlah,harga,satuan,tahun\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,62,KALIMANTAN TENGAH,62%02d,6209010%03d,DESA %d,62.06.01.2%03d,2024-%02d-%02d,%d,%d.%02d,KASUS,%d\n",
			i+1, i%13+1, i%1000, i, i%1000, i%12+1, i%28+1, i*7, i*31, i%100, 2015+i%10)
	}
	return b.Bytes()
}

func BenchmarkReader(b *testing.B) {
	data := village(100_000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		r := NewReader(bytes.NewReader(data), ',')
		for {
			if _, err := r.Next(); err != nil {
				if err != io.EOF {
					b.Fatal(err)
				}
				break
			}
		}
	}
}

// BenchmarkRead is the first reading, with the kinds of all columns decided.
func BenchmarkRead(b *testing.B) {
	in := input(village(100_000), nil)
	b.SetBytes(in.Size)
	for b.Loop() {
		if _, err := read(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRows is the second reading, with typed rows.
func BenchmarkRows(b *testing.B) {
	in := input(village(100_000), nil)
	b.SetBytes(in.Size)
	g, err := read(context.Background(), in)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := g.Rows(context.Background(), func(int64, []lewu.Cell) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
