package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// elements calls yield for every element of a page.
func elements(t *testing.T, page string, yield func(n *html.Node, attr map[string]string)) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := make(map[string]string)
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		yield(n, attr)
	}
}

// What a page must hold to, whatever a room puts in.
func TestPagesAreWellMade(t *testing.T) {
	h := newHouse(t, func(o *web.Options) { o.Demo = true })
	for _, path := range []string{"/", "/en/", "/data", "/en/data", "/bagian", "/en/bagian", "/tidak-ada", "/en/tidak-ada", "/galat/dalam", "/kerja"} {
		page := h.get(path).Body.String()
		headings, ids, refs := 0, map[string]int{}, []string{}
		elements(t, page, func(n *html.Node, attr map[string]string) {
			switch n.Data {
			case "h1":
				headings++
			case "script":
				if attr["src"] == "" {
					t.Errorf("%s: inline script", path)
				}
			case "style":
				t.Errorf("%s: inline style sheet", path)
			case "html":
				want := "id"
				if strings.HasPrefix(path, "/en/") {
					want = "en"
				}
				if attr["lang"] != want {
					t.Errorf("%s: lang %q, want %q", path, attr["lang"], want)
				}
			case "th":
				if attr["scope"] == "" {
					t.Errorf("%s: th without scope", path)
				}
			case "table":
				if first := n.FirstChild.NextSibling; first == nil || first.Data != "caption" {
					t.Errorf("%s: table without caption first", path)
				}
			}
			for name, value := range attr {
				if name == "style" || strings.HasPrefix(name, "on") {
					t.Errorf("%s: <%s %s=%q>", path, n.Data, name, value)
				}
			}
			if id := attr["id"]; id != "" {
				ids[id]++
			}
			for _, name := range []string{"for", "aria-labelledby", "aria-describedby"} {
				refs = append(refs, strings.Fields(attr[name])...)
			}
			if href := attr["href"]; n.Data == "a" && strings.HasPrefix(href, "#") {
				refs = append(refs, href[1:])
			}
		})
		if headings != 1 {
			t.Errorf("%s: %d h1, want 1", path, headings)
		}
		for id, n := range ids {
			if n != 1 {
				t.Errorf("%s: id %q comes %d times", path, id, n)
			}
		}
		for _, ref := range refs {
			if ids[ref] == 0 {
				t.Errorf("%s: nothing has the id %q that is referred to", path, ref)
			}
		}
		if strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s: html/template refused a value", path)
		}
	}
}

// A figure tells age, status, source, origin and citation, always in that order.
func TestFigureOrder(t *testing.T) {
	page := newHouse(t, nil).get("/bagian").Body.String()
	_, meta, _ := strings.Cut(page, `<p class="Stat-meta">`)
	meta, _, _ = strings.Cut(meta, `</p>`)
	at := -1
	for _, part := range []string{`"Fresh`, `>belum diaudit<`, `>CONTOH<`, `"Src"`, `"Origin"`, `"Cite"`} {
		i := strings.Index(meta, part)
		if i <= at {
			t.Errorf("%s stands at %d, after %d, in %s", part, i, at, meta)
		}
		at = i
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	h := newHouse(t, nil)
	for _, start := range []string{"/", "/en/", "/bagian", "/en/bagian", "/tidak-ada"} {
		elements(t, h.get(start).Body.String(), func(n *html.Node, attr map[string]string) {
			link := attr["href"]
			if n.Data == "script" || n.Data == "img" {
				link = attr["src"]
			}
			link = strings.TrimPrefix(link, "https://lewu.example")
			if !strings.HasPrefix(link, "/") || (start == "/tidak-ada" && strings.HasSuffix(link, start)) {
				return
			}
			if got := h.get(link).Code; got != http.StatusOK {
				t.Errorf("%s: %s answers %d", start, link, got)
			}
		})
	}
}

func TestLayout(t *testing.T) {
	for _, test := range []struct {
		name, path string
		demo       bool
		want, not  []string
	}{
		{"Indonesian", "/data?q=padi", false, []string{
			`<title>Data sektoral · Lewu Kalimantan Tengah</title>`,
			`<link rel="canonical" href="https://lewu.example/data">`,
			`<link rel="alternate" hreflang="en" href="https://lewu.example/en/data">`,
			`<a href="/en/data?q=padi" lang="en" hreflang="en">English</a>`,
			`<a href="/data" aria-current="page">Data sektoral</a></li><li><a href="/bagian">Uji</a>`,
			`1.418 kumpulan data dari 46 instansi`, `>1.234.567</a>`,
			`<a href="/data">Pertanian &amp; pangan</a>`,
			`<li><a href="/data">Semua kumpulan data</a></li></ul>`, `<a href="/data?keadaan=terlambat">Lewat jadwal terbit</a>`,
		}, []string{`class="Demo"`, "noindex", `action="/cari"`, "<script", "/masuk", "/ralat", "/tentang", "/demo", "kaki-lewu"}},
		{"English", "/en/data/padi", false, []string{
			`<title>Sectoral data · Lewu Kalimantan Tengah</title>`,
			`<link rel="canonical" href="https://lewu.example/en/data/padi">`,
			`<link rel="alternate" hreflang="id" href="https://lewu.example/data/padi">`,
			`<a href="/data/padi" lang="id" hreflang="id">Bahasa Indonesia</a>`,
			`<a href="/en/data" aria-current="true">Sectoral data</a>`,
			`1,418 datasets of 46 agencies`, `>1,234,567</a>`,
			`<li><a href="/en/data">All datasets</a></li></ul>`,
		}, []string{"/en/api", "/en/_aset"}},
		{"demo", "/data", true, []string{`class="Demo"`, `<b>Data contoh.</b>`, `<meta name="robots" content="noindex">`}, nil},
		{"error", "/tidak-ada", false, []string{`<meta name="robots" content="noindex">`, "Galat 404"}, []string{"canonical", "hreflang", "Nomor kejadian"}},
	} {
		page := newHouse(t, func(o *web.Options) { o.Demo = test.demo }).get(test.path).Body.String()
		for _, want := range test.want {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %s lacks %s", test.name, test.path, want)
			}
		}
		for _, not := range test.not {
			if strings.Contains(page, not) {
				t.Errorf("%s: %s has %s", test.name, test.path, not)
			}
		}
	}
}

// The layout links to the search and the sign-in only where they exist.
func TestRoomsThatExistAreLinked(t *testing.T) {
	empty := func(http.ResponseWriter, *http.Request) error { return nil }
	h := newHouse(t, nil, lewu.Page{Pattern: "GET /cari", Serve: empty}, lewu.Page{Pattern: "GET /masuk", Serve: empty})
	for path, wants := range map[string][]string{
		"/data":    {`action="/cari"`, `<a class="narrow" href="/cari">Cari</a>`, `<a href="/masuk">Masuk</a>`},
		"/en/data": {`action="/en/cari"`, `placeholder="Search all rooms"`, `<a href="/en/masuk">Sign in</a>`},
	} {
		page := h.get(path).Body.String()
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
	if strings.Contains(h.get("/").Body.String(), `action="/cari"`) {
		t.Error("the front page has a second search box in its head")
	}
}

func TestTemplatesEscape(t *testing.T) {
	h := newHouse(t, nil)
	page := h.get(`/data?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`).Body.String()
	if strings.Contains(page, "<script") || strings.Contains(page, `q="><`) {
		t.Error("a query comes back as markup")
	}
	page = h.get("/galat/tidak-ada?kata").Body.String()
	if !strings.Contains(page, "bernama &lt;b&gt;padi&lt;/b&gt;.") {
		t.Error("the argument of a sentence is not escaped")
	}
}

func TestScriptsAreAskedFor(t *testing.T) {
	w := newHouse(t, nil).get("/skrip")
	policy := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "media-src 'self' blob:"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	if !strings.Contains(w.Body.String(), `<script type="module" src="/_aset/`) {
		t.Error("no script element")
	}
}

func TestFigureWords(t *testing.T) {
	h := newHouse(t, nil)
	for path, wants := range map[string][]string{
		"/bagian": {
			`61,28<span class="Stat-unit">%</span>`,
			`Keadaan per 31 Oktober 2025, 24 hari lalu`,
			`Rp8,35 triliun`, `<p>Rp8.350.310.078.958,56</p>`,
			`5,84 <span class="Stat-unit">meter</span>`,
			`Stat--empty`, `belum ada data`, `Stat--stale`, `CONTOH`,
			`Dari mana angka ini?<span class="Vh"> Serapan belanja provinsi</span>`,
			`<rect class="v" width="61.28%" height="100%"/><line x1="90.00%" x2="90.00%"`,
			`<th scope="col" class="num" aria-sort="descending"><a href="/data?urut=produksi">Produksi 2024 <span class="Unit">(ton)</span></a></th>`,
			`<td class="num" data-l="Produksi 2024 (ton)">159.383</td>`, `−7,3`,
			`<span aria-hidden="true">–</span><span class="Vh">belum ada data</span>`,
			`38 kB`, `dua lembar, 1,2 MB`, `1 hal perlu diperbaiki`,
			`aria-invalid="true" aria-describedby="tanggal-h tanggal-e"`,
			`<option value="b" selected>Dinas Contoh B</option>`,
		},
		"/en/bagian": {`Revised budget`, `href="/en/data?kutip=apbd">Cite this figure`, `As of 31 October 2025, 24 days ago`, `Rp8.35 trillion`, `159,383`, `no data yet`, `1.2 MB`, `SAMPLE`, `href="/en/data?halaman=3" rel="next"`},
	} {
		page := h.get(path).Body.String()
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
}

func TestBarStaysInside(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"61.284", "61.28%"}, {"0", "0.00%"}, {"107.5", "100%"}, {"-3", "0%"}, {"", "0%"}, {"banyak", "0%"},
	} {
		if got := (web.Bar{Share: test.in}).Width(); got != test.want {
			t.Errorf("Bar{%q}.Width() = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestPageRefuses(t *testing.T) {
	h := newHouse(t, nil)
	r := httptest.NewRequest(http.MethodGet, "/data", nil)
	good := h.web.Base(r, lewu.Msg("uji.title"))
	for _, test := range []struct {
		name string
		data any
		want string
	}{
		{"uji/nihil", plainPage{Base: good}, "no such page"},
		{"uji/polos", struct{ Words string }{}, "does not embed"},
		{"uji/polos", plainPage{}, "empty web.Base"},
		{"uji/polos", struct{ web.Base }{good}, "Words"}, // the template asks for more
	} {
		w := httptest.NewRecorder()
		err := h.web.Page(w, http.StatusOK, test.name, test.data)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Page(%q, %T) = %v, want %q", test.name, test.data, err, test.want)
		}
		if w.Body.Len() > 0 {
			t.Errorf("Page(%q, %T) wrote %d bytes beside its error", test.name, test.data, w.Body.Len())
		}
	}
}

func TestAddRefuses(t *testing.T) {
	ok := func(http.ResponseWriter, *http.Request) error { return nil }
	file := func(text string) fstest.MapFS {
		return fstest.MapFS{"templates/x.html": {Data: []byte(text)}}
	}
	for _, test := range []struct {
		d    lewu.Description
		want string
	}{
		{lewu.Description{}, "name of its own"},
		{lewu.Description{Name: "web"}, "name of its own"},
		{lewu.Description{Name: "x", Files: file(`{{define "main"}}{{.T "x.nowhere"}}{{end}}`)}, `no message "x.nowhere"`},
		{lewu.Description{Name: "x", Files: file(`{{define "utama"}}{{end}}`)}, `does not define "main"`},
		{lewu.Description{Name: "x", Files: file(`{{define "main"}}`)}, "unexpected EOF"},
		{lewu.Description{Name: "x", Pages: []lewu.Page{{Pattern: "GET /x"}}}, "no handler"},
		{lewu.Description{Name: "x", Pages: []lewu.Page{{Pattern: "GET /x", Serve: ok}, {Pattern: "GET /x", Serve: ok}}}, "comes twice"},
		{lewu.Description{Name: "x", Pages: []lewu.Page{{Pattern: "GET /x", Class: "berat", Serve: ok}}}, "unknown class"},
		{lewu.Description{Name: "x", Pages: []lewu.Page{{Pattern: "GET /x", Cached: true, Need: lewu.Need{Perm: "x"}, Serve: ok}}}, "only public"},
		{lewu.Description{Name: "x", Pages: []lewu.Page{{Pattern: "POST /x", Cached: true, Serve: ok}}}, "only public"},
	} {
		if err := newHouse(t, nil).web.Add(test.d); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Add = %v, want %q", err, test.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	messages, err := i18n.Load(web.Messages)
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []web.Options{
		{Messages: messages, URL: ""},
		{Messages: messages, URL: "lewu.example"},
		{Messages: messages, URL: "ftp://lewu.example"},
		{Messages: messages, URL: "https://lewu.example/lewu"},
		{URL: "https://lewu.example"},
	} {
		if _, err := web.New(opt); err == nil {
			t.Errorf("New(%q) = nil, want an error", opt.URL)
		}
	}
}
