package entrance_test

import (
	"net/http"
	"strings"
	"testing"
)

// Over plain http nobody signs in, except on this very machine: both the house's own
// address and the request decide.
func TestPlainHTTP(t *testing.T) {
	type visit struct {
		host, peer string
		https      bool
		proto      string
		says       string // empty: people can sign in
	}
	for _, house := range []struct {
		url, proxies string
		visits       []visit
	}{
		{"https://lewu.example", "10.0.0.0/8", []visit{
			{"lewu.example", "203.0.113.9:1", true, "", ""},
			{"lewu.example", "10.0.0.1:1", false, "https", ""},
			{"lewu.example", "203.0.113.9:1", false, "", "Masuk hanya lewat https"},
			{"lewu.example", "203.0.113.9:1", false, "https", "LEWU_TRUSTED_PROXIES"}, // a stranger says so
			{"lewu.example", "10.0.0.1:1", false, "http", "Masuk hanya lewat https"},
			{"lewu.example", "10.0.0.1:1", false, "", "X-Forwarded-Proto"},
			{"localhost:8080", "127.0.0.1:1", false, "", "Buka https://lewu.example"},
		}},
		{"http://lewu.example", "", []visit{
			{"lewu.example", "203.0.113.9:1", false, "", "LEWU_TLS=acme"},
			{"localhost:8080", "127.0.0.1:1", false, "", "LEWU_URL dengan https"},
			{"lewu.example", "203.0.113.9:1", true, "", ""},
		}},
		{"", "", []visit{ // http://localhost:8080
			{"localhost:8080", "127.0.0.1:1", false, "", ""},
			{"LOCALHOST:8080", "127.0.0.1:1", false, "", ""},
			{"127.0.0.1:8080", "127.0.0.1:1", false, "", ""},
			{"[::1]:8080", "[::1]:1", false, "", ""},
			{"10.1.2.3:8080", "10.1.2.9:1", false, "", "di komputer ini sendiri, lewat http://localhost:8080"},
			{"localhost.evil.example", "203.0.113.9:1", false, "", "di komputer ini sendiri"},
			{"127.0.0.1.evil.example", "203.0.113.9:1", false, "", "di komputer ini sendiri"},
			{"", "203.0.113.9:1", false, "", "di komputer ini sendiri"},
		}},
	} {
		h := newHouse(t, false, "LEWU_URL", house.url, "LEWU_TRUSTED_PROXIES", house.proxies)
		for _, v := range house.visits {
			b := h.browser()
			b.host, b.peer, b.https = v.host, v.peer, v.https
			if v.proto != "" {
				b.more.Set("X-Forwarded-Proto", v.proto)
			}
			for _, path := range []string{"/masuk", "/masuk/aktifkan", "/masuk/pertama"} {
				page := b.get(path).says(http.StatusOK)
				if form := strings.Contains(page.body, `name="akun"`); form != (v.says == "") {
					t.Errorf("%s at %q (https %v %s), LEWU_URL %q: form %v", path, v.host, v.https, v.proto, house.url, form)
				}
				if v.says != "" {
					page.says(http.StatusOK, "Di alamat ini tidak bisa masuk", v.says)
				}
			}
			doors := []string{"/masuk/kunci", "/masuk/kunci/selesai"}
			if v.says != "" { // open ones take a hash each
				doors = append(doors, "/masuk", "/masuk/aktifkan", "/masuk/pertama")
			}
			for _, path := range doors {
				a := b.post(path, "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", "123456")
				if refused := a.code == http.StatusForbidden && strings.Contains(a.body, "https"); refused != (v.says != "") {
					t.Errorf("POST %s at %q (https %v %s), LEWU_URL %q: %d", path, v.host, v.https, v.proto, house.url, a.code)
				}
			}
			if len(b.cookies) > 0 {
				t.Errorf("at %q: cookies %v", v.host, b.cookies)
			}
		}
	}
}

// Passkeys belong to one name: elsewhere the page says where they work.
func TestWherePasskeysWork(t *testing.T) {
	for _, test := range []struct{ url, host, says string }{
		{"", "localhost:8080", ""},
		{"", "127.0.0.1:8080", "Kunci sandi hanya bekerja di http://localhost:8080, bukan di 127.0.0.1."},
		{"http://127.0.0.1:8080", "127.0.0.1:8080", "seperti localhost, bukan di 127.0.0.1."},
		{"https://lewu.example", "lewu.example", ""},
		{"https://lewu.example", "www.lewu.example", "hanya bekerja di https://lewu.example, bukan di www.lewu.example"},
	} {
		h := newHouse(t, false, "LEWU_URL", test.url)
		b := h.browser()
		b.host = test.host
		page := b.get("/masuk").says(http.StatusOK, test.says)
		if button := strings.Contains(page.body, "data-kunci-tombol"); button != (test.says == "") {
			t.Errorf("LEWU_URL %q at %s: a button %v", test.url, test.host, button)
		}
	}
}

// The demo's people are entered with one press on this machine, and nowhere else.
func TestDemoDoor(t *testing.T) {
	type change = func(b *browser)
	header := func(name, value string) change { return func(b *browser) { b.more.Set(name, value) } }
	for _, house := range []struct {
		demo     bool
		settings []string
		visits   map[string]change // how the request differs from one on this machine
		open     bool
	}{
		{demo: true, open: true, visits: map[string]change{
			"as it is": func(*browser) {}, "by number": func(b *browser) { b.host = "127.0.0.1:8080" }, "by IPv6": func(b *browser) { b.host, b.peer, b.local = "[::1]:8080", "[::1]:1", "[::1]:8080" },
		}},
		{demo: true, visits: map[string]change{
			"another name":       func(b *browser) { b.host = "peragaan.example" },
			"from elsewhere":     func(b *browser) { b.peer = "203.0.113.9:1" },
			"another interface":  func(b *browser) { b.local = "10.1.2.3:8080" },
			"no end of ours":     func(b *browser) { b.local = "" },
			"forwarded":          header("X-Forwarded-For", "203.0.113.9"),
			"forwarded, empty":   header("X-Forwarded-For", ""),
			"forwarded by proto": header("X-Forwarded-Proto", "http"),
			"forwarded, new":     header("Forwarded", "for=203.0.113.9"),
			"via":                header("Via", "1.1 proksi"),
			"real ip":            header("X-Real-Ip", "203.0.113.9"),
		}},
		{demo: false, visits: map[string]change{"no demo": func(*browser) {}}},
		{demo: true, settings: []string{"LEWU_LISTEN", "0.0.0.0:8080"}, visits: map[string]change{"open to all": func(*browser) {}}},
		{demo: true, settings: []string{"LEWU_URL", "https://peragaan.example"}, visits: map[string]change{
			"behind a proxy": func(b *browser) { b.host, b.https = "peragaan.example", true }, "its back door": func(b *browser) { b.https = true },
		}},
		{demo: true, settings: []string{"LEWU_TRUSTED_PROXIES", "127.0.0.1"}, visits: map[string]change{"a proxy is trusted": func(*browser) {}}},
	} {
		h := newHouse(t, house.demo, house.settings...)
		h.demoPeople()
		for name, change := range house.visits {
			b := h.browser()
			b.host, b.peer, b.local, b.https = "localhost:8080", "127.0.0.1:40000", "127.0.0.1:8080", false
			change(b)
			shown := strings.Contains(b.get("/masuk").says(http.StatusOK).body, `action="/masuk/contoh"`)
			if shown != house.open {
				t.Errorf("%s: buttons %v, want %v", name, shown, house.open)
			}
			for role, who := range map[string]string{
				"operator": "Rina Lestari", "verifikator": "Budi Santoso", "walidata": "Maya Anggraini", "admin": "Yusuf Ja'far",
			} {
				a := b.post("/masuk/contoh", "peran", role, "ke", "/akun")
				if !house.open {
					a.says(http.StatusNotFound, "Tidak ada apa-apa di alamat ini")
					if len(b.cookies) > 0 {
						t.Errorf("%s: cookies %v", name, b.cookies)
					}
					continue
				}
				a.leads("/akun")
				b.get("/akun").says(http.StatusOK, who, "dengan pintu peragaan")
			}
			b.post("/masuk/contoh", "peran", "auditor").says(http.StatusNotFound)
			b.post("/masuk/contoh").says(http.StatusNotFound)
		}
	}
}

// The demo's people are made once, each at their place.
func TestDemoPeople(t *testing.T) {
	h := newHouse(t, true)
	h.demoPeople()
	h.demoPeople()
	list, err := h.Accounts.List(h.operator(), everybody())
	h.must(err)
	var got []string
	for _, a := range list {
		where := ""
		if a.Grants[0].Agency == "" {
			where = ", provinsi"
		}
		got = append(got, a.Name+", "+a.Office+", "+string(a.Grants[0].Role)+where)
		if !a.Demo || len(a.Grants) != 1 || where == "" && a.Grants[0].Agency != a.Agency || !strings.HasSuffix(a.Mail, "@contoh.invalid") {
			t.Errorf("%+v", a)
		}
	}
	want := "Budi Santoso, Dinas Contoh A, verifikator|Maya Anggraini, Diskominfosantik (contoh), walidata, provinsi|Rina Lestari, Dinas Contoh A, operator|Yusuf Ja'far, Diskominfosantik (contoh), admin, provinsi"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("people %s\nwant   %s", text, want)
	}
}
