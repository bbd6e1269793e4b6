package entrance_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/auth/totp"
)

const wrongSentence = "Surel, kata sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."

// Whichever of the three is wrong, the answer is the same, and only the mail stays.
func TestWrongSignIn(t *testing.T) {
	h := newHouse(t, false)
	secret := h.enrolled(h.browser())
	pages := map[string]bool{}
	for i, test := range []struct{ mail, password, code string }{
		{"tidak.ada@kalteng.go.id", goodPassword, h.code(secret)},
		{"siti@kalteng.go.id", "kuda terbang sepuluh ember", h.code(secret)},
		{"siti@kalteng.go.id", goodPassword, "000000"},
		{"siti@kalteng.go.id", goodPassword, "ABCD-EFGH-JKLM-NPQR"},
		{"siti@kalteng.go.id", "", ""},
		{"bukan surel", goodPassword, h.code(secret)},
		{`"><script>alert(1)</script>`, goodPassword, h.code(secret)},
		{strings.Repeat("a", 300) + "@kalteng.go.id", goodPassword, h.code(secret)},
		{"siti@kalteng.go.id", strings.Repeat("a", 5000), h.code(secret)},
	} {
		b := h.browser()
		b.peer = "10.20.1." + strconv.Itoa(i+1) + ":1" // each from an address of its own
		a := b.post("/masuk", "akun", test.mail, "sandi", test.password, "kode", test.code, "ke", "/kerja/kirim")
		a.says(http.StatusBadRequest, "Belum bisa masuk", wrongSentence).lacks("<script>alert", "terbang")
		a.holds(`<input type="hidden" name="ke" value="/kerja/kirim">`, `name="sandi" type="password"`)
		if b.cookies[sessionCookie] != "" {
			t.Errorf("%q got a session", test.mail)
		}
		if test.mail == "siti@kalteng.go.id" {
			a.holds(`value="siti@kalteng.go.id"`)
			pages[a.body] = true
		}
		h.pass(time.Hour)
	}
	if len(pages) != 1 {
		t.Errorf("%d different pages for one mail", len(pages))
	}
}

// A session begins under a token nobody had before, and goes where it was to go.
func TestSignIn(t *testing.T) {
	h := newHouse(t, false)
	first := h.browser()
	secret := h.enrolled(first)
	enrolled := first.cookies[sessionCookie]

	b := h.browser()
	b.cookies[sessionCookie] = "tertanam-oleh-orang-lain"
	b.get("/kerja").leads("/masuk?ke=%2Fkerja")
	b.get("/masuk?ke=%2Fakun").says(http.StatusOK, "Masuk ke ruang kerja").holds(
		`autocomplete="username webauthn"`, `autocomplete="current-password"`, `autocomplete="one-time-code"`, `inputmode="numeric"`,
		`href="/masuk?cara=pemulihan&amp;ke=%2Fakun"`, `content="noindex"`).lacks("Peragaan")
	b.cookies[sessionCookie] = "tertanam-oleh-orang-lain"
	b.post("/masuk", "akun", " SITI@kalteng.go.id ", "sandi", goodPassword, "kode", h.code(secret), "ke", "/akun").leads("/akun")
	if token := b.cookies[sessionCookie]; token == "tertanam-oleh-orang-lain" || token == enrolled || len(token) < 40 {
		t.Errorf("the session has the token %q", token)
	}
	if b.cookies[deviceCookie] == "" {
		t.Error("the browser is not known from now on")
	}
	b.get("/akun").says(http.StatusOK, "Siti Rahmawati", "siti@kalteng.go.id", "Dinas TPHP", "Operator OPD")
	b.get("/masuk?ke=%2Fkerja").leads("/kerja")
	b.get("/masuk?ke=%2F%2Fevil.example").leads("/kerja")

	// the same code again, and a form from another site
	other := h.browser()
	other.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", h.code(secret)).says(http.StatusBadRequest, wrongSentence)
	r := httptest.NewRequest(http.MethodPost, "/masuk", strings.NewReader("akun=siti%40kalteng.go.id"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	other.ask(r).says(http.StatusForbidden, "dikirim dari situs lain")
}

// One browser is in one session: who signs in on it takes the place of who was there.
func TestAnotherPersonOnTheSameBrowser(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	h.enrolled(b)
	before := b.cookies[sessionCookie]
	code, err := h.Accounts.FirstCode(h.operator())
	h.must(err)
	b.post("/masuk/pertama", "nama", "Yusuf Ja'far", "akun", "yusuf@kalteng.go.id", "kode", code).leads("/akun/siapkan")
	if b.actor().Name != "Yusuf Ja'far" {
		t.Errorf("the browser is %q", b.actor().Name)
	}
	if a, err := h.Accounts.Session(t.Context(), before); err != nil || a.Kind == auth.Person {
		t.Errorf("the session before goes on: %+v, %v", a, err)
	}
}

// Who guesses waits, on the form, and is told how long; the person gets in.
func TestSlowedDown(t *testing.T) {
	h := newHouse(t, false)
	own := h.browser()
	secret := h.enrolled(own)
	thief := h.browser()
	thief.peer = "10.66.6.6:1"
	for range 3 {
		thief.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", "tebak tebak manggis", "kode", "123456").says(http.StatusBadRequest, wrongSentence)
	}
	thief.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", "tebak tebak manggis", "kode", "123456").says(http.StatusBadRequest)
	a := thief.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", h.code(secret), "cara", "pemulihan")
	a.says(http.StatusTooManyRequests, "Tunggu 1 detik", "Kode pemulihan").holds(`value="siti@kalteng.go.id"`).lacks("terbang")
	if got := a.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After %q, want 1", got)
	}
	delete(own.cookies, sessionCookie)
	own.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", h.code(secret)).leads("/kerja")
}

// A recovery code lets in once.
func TestRecoveryCode(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	h.enrolled(b)
	b.get("/akun/kode").says(http.StatusOK, "Sepuluh kode sekali pakai", "Buat kode baru")
	sheet := b.post("/akun/kode").says(http.StatusOK, "Siti Rahmawati", "siti@kalteng.go.id", "Masuk di http://localhost:8080/masuk dengan", "Coret yang sudah dipakai")
	codes := codePattern.FindAllString(sheet.text(), -1)
	if len(codes) != 10 || sheet.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d codes, %q", len(codes), sheet.header.Get("Cache-Control"))
	}
	b.get("/akun").says(http.StatusOK, "10 kode belum dipakai").lacks(codes[0])
	b.get("/akun/kode").says(http.StatusOK, "Masih ada 10 kode").lacks(codes[0])

	lost := h.browser()
	lost.get("/masuk?cara=pemulihan").says(http.StatusOK, "Kode pemulihan").lacks("one-time-code")
	typed := strings.ToLower(strings.ReplaceAll(codes[4], "-", " "))
	lost.post("/masuk", "cara", "pemulihan", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", typed).leads("/kerja")
	lost.get("/akun").says(http.StatusOK, "9 kode belum dipakai", "dengan kata sandi dan kode pemulihan")
	again := h.browser()
	again.post("/masuk", "cara", "pemulihan", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", typed).
		says(http.StatusBadRequest, wrongSentence, "Kode pemulihan")
}

func TestSignOut(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	b.get("/keluar").leads("/masuk")
	b.post("/keluar").leads("/masuk") // who is not here leaves all the same
	h.enrolled(b)
	token := b.cookies[sessionCookie]
	b.get("/keluar").says(http.StatusOK, "Anda masuk sebagai Siti Rahmawati")
	if b.actor().Kind != auth.Person {
		t.Fatal("a look at the page signed out")
	}
	out := b.post("/keluar").leads("/masuk")
	if got := out.header.Get("Clear-Site-Data"); got != `"cache", "storage"` {
		t.Errorf("Clear-Site-Data %s", got)
	}
	if b.cookies[sessionCookie] != "" || b.cookies[deviceCookie] == "" {
		t.Errorf("cookies left: %v", b.cookies)
	}
	b.cookies[sessionCookie] = token
	b.get("/akun").leads("/masuk?ke=%2Fakun")
}

// The second factor again: for what is strong, and not twice in a row.
func TestAgain(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	secret := h.enrolled(b)
	b.get("/masuk/lagi?ke=%2Fakun%2Fsandi").leads("/akun/sandi")
	h.pass(11 * time.Minute)
	b.get("/akun").says(http.StatusOK)
	b.get("/akun/sandi").leads("/masuk/lagi?ke=%2Fakun%2Fsandi")
	page := b.get("/masuk/lagi?ke=%2Fakun%2Fsandi").says(http.StatusOK, "Tunjukkan sekali lagi", "Kode 6 angka atau kode pemulihan")
	page.holds(`name="ke" value="/akun/sandi"`).lacks("data-kunci-tombol") // she has no passkey
	before := b.cookies[sessionCookie]
	b.post("/masuk/lagi", "ke", "/akun/sandi", "_kode", "000000").says(http.StatusBadRequest, "Kode tidak cocok atau sudah dipakai").holds(`value="/akun/sandi"`)
	if b.cookies[sessionCookie] != before {
		t.Error("a wrong code changed the token")
	}
	b.post("/masuk/lagi", "ke", "/akun/sandi", "_kode", h.code(secret)).leads("/akun/sandi")
	if b.cookies[sessionCookie] == before {
		t.Error("the token stayed the same")
	}
	b.get("/akun/sandi").says(http.StatusOK, "Ganti kata sandi")
	h.pass(totp.Period)
	b.cookies[sessionCookie] = before
	b.get("/akun").leads("/masuk?ke=%2Fakun")
	b.post("/masuk/lagi", "_kode", h.code(secret)).says(http.StatusUnauthorized)
}
