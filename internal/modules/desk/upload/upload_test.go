package upload

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

// A sent part of a form; a file where disposition names one.
type sent struct{ disposition, body string }

func request(t *testing.T, parts ...sent) *http.Request {
	t.Helper()
	var body strings.Builder
	w := multipart.NewWriter(&body)
	for _, p := range parts {
		h := textproto.MIMEHeader{"Content-Disposition": {"form-data; " + p.disposition}}
		if strings.Contains(p.disposition, "filename") {
			h.Set("Content-Type", "application/octet-stream")
		}
		part, err := w.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(part, p.body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/kerja/kirim/padi", strings.NewReader(body.String()))
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func key(err error) string {
	m, _ := errs.Public(err)
	return m.Key
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	f, err := Read(request(t,
		sent{`name="catatan"`, "Angka Oktober\r\nsudah lengkap"},
		sent{`name="berkas"; filename="padi.csv"`, "kode;nilai\n62.06;1\n"},
		sent{`name="berkas"; filename="kedua.csv"`, "kedua"},
		sent{`name="surat"; filename=""`, ""},
		sent{`name="lain"; filename="lain.exe"`, "MZ"},
		sent{`name="catatan"`, "dua"},
	), dir, map[string]int64{"berkas": 100, "surat": 10})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%q", f.Values); got != `map["catatan":["Angka Oktober\r\nsudah lengkap" "dua"]]` {
		t.Errorf("values = %s", got)
	}
	file := f.Files["berkas"]
	if len(f.Files) != 1 || file.Name != "padi.csv" || file.Size != 19 {
		t.Errorf("files = %+v, want padi.csv alone", f.Files)
	}
	in, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(in)
	if err = errors.Join(err, in.Close()); err != nil || string(body) != "kode;nilai\n62.06;1\n" {
		t.Errorf("body = %q, %v", body, err)
	}
	if got := len(left(t, dir)); got != 1 {
		t.Errorf("%d files wait, want 1", got)
	}
	if err := f.Close(); err != nil || len(left(t, dir)) != 0 {
		t.Errorf("Close: %v, left %v", err, left(t, dir))
	}
}

// An empty file that was chosen is a file: the sender is told.
func TestReadKeepsAnEmptyFile(t *testing.T) {
	f, err := Read(request(t, sent{`name="berkas"; filename="kosong.csv"`, ""}), t.TempDir(), map[string]int64{"berkas": 100})
	if err != nil || f.Files["berkas"].Name != "kosong.csv" || f.Files["berkas"].Size != 0 {
		t.Errorf("Read = %+v, %v", f, err)
	}
}

func TestReadRefuses(t *testing.T) {
	cut := request(t, sent{`name="surat"; filename="a.pdf"`, "12345"}, sent{`name="berkas"; filename="padi.csv"`, "kode;nilai\n"})
	whole, err := io.ReadAll(cut.Body)
	if err != nil {
		t.Fatal(err)
	}
	cut.Body, cut.ContentLength = io.NopCloser(strings.NewReader(string(whole[:len(whole)-60]))), -1

	announced := request(t, sent{`name="berkas"; filename="padi.csv"`, "a"})
	announced.ContentLength = 3 << 30

	chunked := request(t, sent{`name="berkas"; filename="padi.csv"`, strings.Repeat("a", 90)})
	chunked.ContentLength = -1
	chunked.Body = http.MaxBytesReader(nil, chunked.Body, 200)

	plain := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader("berkas=a"))
	plain.Header.Set("Content-Type", "application/x-www-form-urlencoded")

	many := make([]sent, maxFields+1)
	for i := range many {
		many[i] = sent{`name="a"`, ""}
	}
	for _, test := range []struct {
		name string
		r    *http.Request
		key  string
		kind errs.Kind
	}{
		{"a file over its limit", request(t, sent{`name="berkas"; filename="padi.csv"`, strings.Repeat("a", 101)}), "intake.file-large", errs.TooLarge},
		{"said to be too large", announced, "desk.upload-large", errs.TooLarge},
		{"too large without saying so", chunked, "desk.upload-large", errs.TooLarge},
		{"broken off", cut, "desk.upload-cut", errs.Invalid},
		{"no form with files", plain, "desk.upload-form", errs.Invalid},
		{"a field without end", request(t, sent{`name="catatan"`, strings.Repeat("a", maxField+1)}), "desk.upload-fields", errs.TooLarge},
		{"fields without end", request(t, many...), "desk.upload-fields", errs.TooLarge},
	} {
		dir := t.TempDir()
		f, err := Read(test.r, dir, map[string]int64{"berkas": 100, "surat": 10})
		if key(err) != test.key || !errs.Is(err, test.kind) || f != nil {
			t.Errorf("%s: %v, want %s", test.name, err, test.key)
		}
		if list := left(t, dir); len(list) > 0 {
			t.Errorf("%s: left %v", test.name, list)
		}
	}
}

func TestClean(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Produksi Padi 2025 rev2.xlsx", "Produksi Padi 2025 rev2.xlsx"},
		{"../../../etc/passwd", "passwd"},
		{`C:\Users\rina\Data\padi.csv`, "padi.csv"},
		{`..\..\..\boot.ini`, "boot.ini"},
		{"padi.csv\r\nSet-Cookie: a=b", "padi.csv Set-Cookie: a=b"},
		{"padi\x00.csv", "padi .csv"},
		{"padi\u2028\u2029.csv", "padi .csv"},
		{"padi\u202Evsc.exe", "padivsc.exe"}, // would be shown as padiexe.csv
		{"<script>alert(1)</script>.csv", "script>.csv"},
		{`"><img src=x onerror=alert(1)>.csv`, `"><img src=x onerror=alert(1)>.csv`}, // pages escape it
		{"", "berkas"}, {"..", "berkas"}, {"/", "berkas"}, {" . ", "berkas"}, {`\\`, "berkas"},
		{"rusak\xff\xfe.csv", "rusak.csv"},
		{strings.Repeat("ä", 300) + ".xlsx", strings.Repeat("ä", 194) + "….xlsx"},
		{strings.Repeat("a", 300) + "." + strings.Repeat("b", 300), strings.Repeat("a", 199) + "…"},
	} {
		got := Clean(test.in)
		if got != test.want {
			t.Errorf("Clean(%q) = %q, want %q", test.in, got, test.want)
		}
		if n := len([]rune(got)); n > maxName {
			t.Errorf("Clean(%q) has %d runes", test.in, n)
		}
	}
}

// The standard library decodes what RFC 2231 hides in a name; it is cleaned after
// that.
func TestReadCleansNames(t *testing.T) {
	for in, want := range map[string]string{
		`filename*=UTF-8''padi%0D%0AX%3A%20y.csv`: "padi X: y.csv",
		`filename="../../etc/passwd"`:             "passwd",
		`filename="..\\..\\padi.csv"`:             "padi.csv",
		`filename*=UTF-8''..%2F..%2Fpadi%00.csv`:  "padi .csv",
	} {
		f, err := Read(request(t, sent{`name="berkas"; ` + in, "a;b"}), t.TempDir(), map[string]int64{"berkas": 100})
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := f.Files["berkas"].Name; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
