package webtest

import (
	"strings"
	"testing"
)

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "t.http: no request"},
		{"# nothing\n", "t.http: no request"},
		{"code == 200", "t.http:1: \"code == 200\" stands before the first request"},
		{"GET /data", "t.http:1: GET /data expects nothing"},
		{"GET /data\n\nGET /\ncode == 200", "t.http:3: the request of line 1: GET /data expects nothing"},
		{"GET data\ncode == 200", "t.http:1: \"data\" is not a path"},
		{"GET\ncode == 200", "t.http:1: \"\" is not a path"},
		{"GET / HTTP/1.1\ncode == 200", "t.http:1: \"/ HTTP/1.1\" is not a path"},
		{"GET /\ncode = 200", "t.http:2: \"code = 200\" has no operator"},
		{"GET /\ncode", "t.http:2: \"code\" has no operator"},
		{"GET /\nstatus == 200", "t.http:2: \"status == 200\" is neither"},
		{"GET /\njson total == 1", "t.http:2: \"json total == 1\" lacks"},
		{"GET /\nheader", "t.http:2: \"header\" lacks"},
		{"GET /\nbody matches (", "t.http:2: error parsing regexp"},
		{"GET /\n> Accept\ncode == 200", "t.http:2: \"> Accept\" is not a header"},
		{"GET /\ncode == 200\n| a=b", "t.http:3: \"| a=b\" stands after an expectation"},
		{"GET /\nlet x", "t.http:2: \"let x\" is not a let"},
		{"GET /\nlet a-b = json .id", "t.http:2: \"let a-b = json .id\" is not a let"},
		{"GET /\nlet x = body", "t.http:2: \"let x = body\" is not a let"},
		{"GET /\nlet x = body matches abc", "t.http:2: \"let x = body matches abc\" is not a let"},
		{"GET /\nlet x = json .id == 5", "t.http:2: \"let x = json .id == 5\" is not a let"},
	} {
		_, err := Parse("t.http", test.text)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("Parse(%q) = %v, want an error that begins %q", test.text, err, test.want)
		}
	}
}

func TestExpand(t *testing.T) {
	vars := map[string]string{"id": "0198", "slug": "produksi-padi"}
	for _, test := range []struct{ in, want string }{
		{"/data/$slug", "/data/produksi-padi"},
		{"/data/${slug}x?id=$id&a", "/data/produksi-padix?id=0198&a"},
		{"$$5", "$5"},
		{"plain", "plain"},
	} {
		if got, err := expand(test.in, vars); got != test.want || err != nil {
			t.Errorf("expand(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
	}
	for _, in := range []string{"$nama", "${slug", "$", "a$ b"} {
		if got, err := expand(in, vars); err == nil {
			t.Errorf("expand(%q) = %q, want an error", in, got)
		}
	}
}

func TestLookup(t *testing.T) {
	const text = `{"total": 504, "pagu": 8350310078958.56, "rows": [{"nama": "Muara Ja'an", "luas": null}, {"ok": true}], "kosong": {}}`
	for _, test := range []struct{ path, want string }{
		{".total", "504"},
		{".pagu", "8350310078958.56"}, // never through a float
		{".rows[0].nama", "Muara Ja'an"},
		{".rows.0.nama", "Muara Ja'an"},
		{".rows[0].luas", "null"},
		{".rows[1]", `{"ok":true}`},
		{".rows.#", "2"},
		{".kosong.#", "0"},
	} {
		if got, err := lookup(text, test.path); got != test.want || err != nil {
			t.Errorf("lookup %s = %q, %v, want %q", test.path, got, err, test.want)
		}
	}
	for _, path := range []string{".jumlah", ".rows[2]", ".rows[-1]", ".rows.x", ".total.x"} {
		if got, err := lookup(text, path); err == nil {
			t.Errorf("lookup %s = %q, want an error", path, got)
		}
	}
	for _, text := range []string{"", "<html>", `{"a":1} {"a":2}`, `{"a":`} {
		if got, err := lookup(text, ".a"); err == nil {
			t.Errorf("lookup in %q = %q, want an error", text, got)
		}
	}
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		got, op, want string
		ok            bool
	}{
		{"504", "==", "504", true},
		{"504", "==", "504.0", false}, // equality is of the text
		{"504", "!=", "505", true},
		{"Produksi padi", "contains", "padi", true},
		{"Produksi padi", "!contains", "padi", false},
		{"v12", "matches", "^v[0-9]+$", true},
		{"v12", "!matches", "^v[0-9]+$", false},
		{"9", "<", "10", true}, // order is of numbers
		{"10", "<", "10", false},
		{"10", "<=", "10", true},
		{"8350310078958.57", ">", "8350310078958.56", true},
		{"10", ">", "10", false},
		{"10", ">=", "10.0", true},
	} {
		if ok, err := compare(test.got, test.op, test.want); ok != test.ok || err != nil {
			t.Errorf("%q %s %q: %v, %v, want %v", test.got, test.op, test.want, ok, err, test.ok)
		}
	}
	if ok, err := compare("banyak", ">", "10"); err == nil {
		t.Errorf("banyak > 10: %v, want an error", ok)
	}
}
