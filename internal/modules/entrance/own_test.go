package entrance_test

import (
	"database/sql"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
)

var codePattern = regexp.MustCompile(`[2-9A-Z]{4}(-[2-9A-Z]{4}){3}`)

// From the first start to an admin with a passkey: code, key, session, and in again
// by the key alone.
func TestFirstStart(t *testing.T) {
	h := newHouse(t, false)
	code, err := h.Accounts.FirstCode(h.operator())
	h.must(err)
	b, p := h.browser(), newPhone(t, "http://localhost:8080")
	b.get("/masuk/pertama").says(http.StatusOK, "Pengelola pertama", "Kode awal")
	b.post("/masuk/pertama", "nama", "Yusuf Ja'far", "akun", "yusuf@kalteng.go.id", "kode", "AAAA-BBBB-CCCC-DDDD").
		says(http.StatusBadRequest, "Kode ini tidak berlaku").holds(`value="Yusuf Ja&#39;far"`, `value="yusuf@kalteng.go.id"`).lacks("DDDD")
	b.post("/masuk/pertama", "nama", "", "akun", "yusuf@kalteng.go.id", "kode", code).says(http.StatusBadRequest, "Isi nama")
	b.post("/masuk/pertama", "nama", "Yusuf Ja'far", "akun", "yusuf@kalteng.go.id", "kode", strings.ToLower(code)).leads("/akun/siapkan")

	// only the setting up is open
	b.get("/akun").leads("/akun/siapkan")
	b.get("/masuk").leads("/akun/siapkan")
	if got := b.get("/kerja/orang"); got.code < 400 {
		t.Errorf("a code alone opens /kerja/orang: %d", got.code)
	}
	b.get("/akun/siapkan").says(http.StatusOK, "Halo, Yusuf Ja'far.", "Buat kunci sandi").lacks("/akun/selesai")
	b.post("/akun/selesai").says(http.StatusConflict, "Belum berubah")

	ref, body := p.make(b.post("/akun/kunci/mulai"))
	b.post("/akun/kunci", "_rujukan", ref, "_kunci", body).leads("/akun/siapkan?jadi=kunci")
	b.post("/akun/kunci", "_rujukan", ref, "_kunci", body).says(http.StatusBadRequest, "sudah dipakai atau lewat waktu") // pressed twice
	b.get("/akun/siapkan?jadi=kunci").says(http.StatusOK, "1 kunci terpasang", "Cara masuk Anda sudah lengkap")
	before := b.cookies[sessionCookie]
	b.post("/akun/selesai").leads("/kerja")
	if b.cookies[sessionCookie] == before || b.cookies[deviceCookie] == "" {
		t.Error("the whole session has the token of the code's")
	}
	b.post("/akun/selesai").leads("/kerja")
	b.get("/akun/siapkan").leads("/akun")
	b.get("/akun").says(http.StatusOK, "Firefox di Linux", "Pengelola (admin)", "seluruh provinsi", "belum pernah dipakai")

	other := h.browser()
	other.post("/masuk/pertama", "nama", "Orang Lain", "akun", "lain@kalteng.go.id", "kode", code).says(http.StatusBadRequest, "Kode ini tidak berlaku")
	ref, body = p.show(other.post("/masuk/kunci"))
	other.post("/masuk/kunci/selesai", "_rujukan", ref, "_kunci", body, "ke", "/akun").leads("/akun")
	other.get("/akun").says(http.StatusOK, "Yusuf Ja'far", "dengan kunci sandi")
	h.browser().post("/masuk/kunci/selesai", "_rujukan", ref, "_kunci", body).says(http.StatusBadRequest, "Belum bisa masuk", "sudah dipakai atau lewat waktu")

	// and the key again, for what is strong
	h.pass(11 * time.Minute)
	other.get("/masuk/lagi?ke=%2Fakun%2Fkunci").says(http.StatusOK).holds("data-kunci-tombol").lacks(`name="_kode"`)
	ref, body = p.show(other.post("/masuk/kunci?untuk=lagi"))
	other.post("/masuk/lagi", "_rujukan", ref, "_kunci", body, "ke", "/akun/kunci").leads("/akun/kunci")
	other.get("/akun/kunci").says(http.StatusOK, "Tambah kunci sandi")
}

// What the script is told when there is no challenge for it.
func TestKeyRefused(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	for _, test := range []struct {
		path string
		code int
		says string
	}{
		{"/masuk/kunci?untuk=lagi", http.StatusForbidden, "untuk pegawai"},
		{"/akun/kunci/mulai", http.StatusUnauthorized, "Masuk dahulu"},
	} {
		a := b.post(test.path)
		if a.code != test.code || !strings.Contains(a.body, test.says) || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", test.path, a.code, a.body)
		}
	}
	h.enrolled(b)
	if a := b.post("/masuk/kunci?untuk=lagi"); a.code != http.StatusConflict || a.header.Get("Content-Type") != "application/json; charset=utf-8" || !strings.HasPrefix(a.body, `{"detail":"`) {
		t.Errorf("who has no key: %d %s", a.code, a.body)
	}
	for _, body := range []string{"", "{}", "[]", `{"id":1}`, strings.Repeat("{", 1000)} {
		ref := newPhone(t, "").read(b.post("/akun/kunci/mulai")).Ref
		b.post("/akun/kunci", "_rujukan", ref, "_kunci", body, "nama", "Ponsel <b>").says(http.StatusBadRequest, "Perangkat tidak membuat kunci sandi").lacks("<b>\"")
		ref = newPhone(t, "").read(b.post("/masuk/kunci")).Ref
		h.browser().post("/masuk/kunci/selesai", "_rujukan", ref, "_kunci", body, "ke", "/akun").says(http.StatusBadRequest, "tidak dikenali").holds(`value="/akun"`)
	}
	number := newHouse(t, false, "LEWU_URL", "http://127.0.0.1:8080")
	if a := number.browser().post("/masuk/kunci"); a.code != http.StatusBadRequest || !strings.Contains(a.body, "bukan angka IP") {
		t.Errorf("an address without a name: %d %s", a.code, a.body)
	}
}

// An invited person without passkeys: password, authenticator, and nothing of it
// taken lightly.
func TestEnrolByPassword(t *testing.T) {
	h := newHouse(t, false)
	a, code := h.siti()
	b := h.browser()
	b.get("/masuk/aktifkan").says(http.StatusOK, "Aktifkan akun").lacks(`name="nama"`)
	b.post("/masuk/aktifkan", "akun", "lain@kalteng.go.id", "kode", code).says(http.StatusBadRequest, "Kode ini tidak berlaku")
	b.post("/masuk/aktifkan", "akun", "siti@kalteng.go.id", "kode", code, "nama", "Nama Lain").leads("/akun/siapkan")
	b.get("/akun/siapkan").says(http.StatusOK, "Halo, Siti Rahmawati.") // the name is the office's to say
	for _, test := range []struct{ first, second, says string }{
		{"pendek", "pendek", "terlalu pendek"},
		{"password1234", "password1234", "pernah bocor"},
		{"siti rahmawati", "siti rahmawati", "nama Anda"},
		{goodPassword, goodPassword + "x", "tidak sama"},
		{"", "", "terlalu pendek"},
	} {
		b.post("/akun/sandi", "baru", "1", "sandi", test.first, "sandi2", test.second).says(http.StatusBadRequest, "Belum berubah", test.says).lacks("terbang")
	}
	b.post("/akun/sandi", "baru", "1", "sandi", goodPassword, "sandi2", goodPassword).leads("/akun/siapkan?jadi=sandi")
	b.post("/akun/sandi", "baru", "1", "sandi", goodPassword, "sandi2", goodPassword).leads("/akun/siapkan?jadi=sandi") // pressed twice
	b.get("/akun/siapkan").says(http.StatusOK, "Pasang kode 6 angka").lacks("/akun/selesai")

	page := b.get("/akun/kode6").says(http.StatusOK, "Pindai gambar ini").holds(`src="data:image/png;base64,`, `href="otpauth://totp/Lewu:siti@kalteng.go.id?`)
	secret := secretOf(page)
	if !regexp.MustCompile(`^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$`).MatchString(secret) {
		t.Errorf("the secret is shown as %q, want groups of four", secret)
	}
	if got := secretOf(b.post("/akun/kode6", "kode", "000000").says(http.StatusBadRequest, "Kode 6 angka tidak cocok")); got != secret {
		t.Errorf("a wrong code changed the secret that was scanned: %q", got)
	}
	b.post("/akun/kode6", "kode", h.code(secret)).leads("/akun/siapkan?jadi=kode6")
	codes := codePattern.FindAllString(b.post("/akun/kode").says(http.StatusOK, "Saya sudah mencetak, selesai").holds(`action="/akun/selesai"`).text(), -1)
	if len(codes) != 10 {
		t.Errorf("%d codes", len(codes))
	}
	b.post("/akun/selesai").leads("/kerja")
	b.get("/akun").says(http.StatusOK, "Terpasang di aplikasi autentikator", "10 kode belum dipakai")
	h.browser().post("/masuk/aktifkan", "akun", a.Mail, "kode", code).says(http.StatusBadRequest, "Kode ini tidak berlaku")
}

// A change of means is told where they stand, and another's session stays another's.
func TestAccount(t *testing.T) {
	h := newHouse(t, false)
	b := h.browser()
	secret := h.enrolled(b)
	b.post("/akun/sandi", "lama", "kata yang bukan itu", "sandi", "empat gajah menyeberang kali", "sandi2", "empat gajah menyeberang kali").
		says(http.StatusBadRequest, "Kata sandi lama tidak cocok").lacks("gajah")
	second := h.browser()
	second.agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36"
	second.peer = "10.20.0.8:1"
	second.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", h.code(secret)).leads("/kerja")
	page := b.get("/akun").says(http.StatusOK, "Chrome di Android", "Firefox di Linux perangkat ini", "dari 10.20.0.8", "dengan kata sandi dan kode 6 angka", "Akhiri semua yang lain")
	end := regexp.MustCompile(`action="(/akun/sesi/[^"/]+/akhiri)"`).FindAllStringSubmatch(page.body, -1)
	if len(end) != 1 {
		t.Fatalf("%d sessions can be ended, want the other one", len(end))
	}

	code, err := h.Accounts.FirstCode(h.operator())
	h.must(err)
	admin := h.browser()
	admin.post("/masuk/pertama", "nama", "Yusuf", "akun", "yusuf@kalteng.go.id", "kode", code).leads("/akun/siapkan")
	if a := admin.post(end[0][1]); a.code < 400 || second.actor().Kind != auth.Person {
		t.Errorf("another ended her session: %d", a.code)
	}
	b.post(end[0][1]).leads("/akun?jadi=sesi#sesi")
	if second.actor().Kind == auth.Person {
		t.Error("the session goes on")
	}
	b.post(end[0][1]).leads("/akun?jadi=sesi#sesi") // pressed twice
	b.get("/akun?jadi=sesi").says(http.StatusOK, "Sesi diakhiri.").lacks("Akhiri semua")
	b.get("/akun?jadi=%3Cscript%3E").says(http.StatusOK).lacks("<script>")

	p := newPhone(t, "http://localhost:8080")
	ref, body := p.make(b.post("/akun/kunci/mulai"))
	b.post("/akun/kunci", "_rujukan", ref, "_kunci", body, "nama", `<i>Ponsel</i> "Siti"`).leads("/akun?jadi=kunci")
	page = b.get("/akun?jadi=kunci").says(http.StatusOK, "Kunci sandi ditambahkan.", `<i>Ponsel</i> "Siti"`).lacks("<i>Ponsel")
	key := regexp.MustCompile(`action="(/akun/kunci/[^"/]+)/nama"`).FindStringSubmatch(page.body)[1]
	b.post(key+"/nama", "nama", strings.Repeat("x", 61)).says(http.StatusBadRequest, "terlalu panjang")
	b.post(key+"/nama", "nama", "Ponsel Siti").leads("/akun?jadi=nama")
	b.get("/akun").says(http.StatusOK, "Ponsel Siti")
	b.post(key + "/hapus").leads("/akun?jadi=hapus")
	b.post(key+"/hapus").says(http.StatusBadRequest, "Kunci sandi itu tidak ada")
	b.post("/akun/kunci/lain/hapus").says(http.StatusBadRequest)
	b.post("/akun/sesi/lain/akhiri").leads("/akun?jadi=sesi#sesi")

	second.post("/masuk", "akun", "siti@kalteng.go.id", "sandi", goodPassword, "kode", "1").says(http.StatusBadRequest)
	b.post("/akun/sandi", "lama", goodPassword, "sandi", "empat gajah menyeberang kali", "sandi2", "empat gajah menyeberang kali").leads("/akun?jadi=sandi")
	b.post("/akun/sesi/akhiri").leads("/akun?jadi=sesi#sesi")
	if b.actor().Kind != auth.Person {
		t.Error("ending the others ended this one")
	}
}

// The last means of signing in stays.
func TestLastMeansStays(t *testing.T) {
	h := newHouse(t, false)
	_, code := h.siti()
	b, p := h.browser(), newPhone(t, "http://localhost:8080")
	b.post("/masuk/aktifkan", "akun", "siti@kalteng.go.id", "kode", code).leads("/akun/siapkan")
	ref, body := p.make(b.post("/akun/kunci/mulai"))
	b.post("/akun/kunci", "_rujukan", ref, "_kunci", body, "nama", "Ponsel").leads("/akun/siapkan?jadi=kunci")
	b.post("/akun/selesai").leads("/kerja")
	key := regexp.MustCompile(`action="(/akun/kunci/[^"/]+)/hapus"`).FindStringSubmatch(b.get("/akun").body)[1]
	b.post(key+"/hapus").says(http.StatusConflict, "cara masuk Anda yang terakhir", "Ponsel")
}

// What people are called cannot become markup on any page of the room.
func TestStoredMarkup(t *testing.T) {
	h := newHouse(t, false)
	const evil = `"><script>alert(1)</script><b title='`
	settings, err := h.Ref.Settings(t.Context())
	h.must(err)
	settings.VerifierLabel = "Kepala <u>Bidang</u>"
	var a auth.Account
	h.write(func(tx *sql.Tx) error {
		if err := h.Ref.SaveSettings(h.operator(), tx, settings); err != nil {
			return err
		}
		agency, err := h.Ref.Ensure(h.operator(), tx, "Dinas "+evil, false)
		if err != nil {
			return err
		}
		a, err = h.Accounts.Create(h.operator(), tx, auth.Account{
			Mail: "siti@kalteng.go.id", Name: "Siti " + evil, Post: "Kepala " + evil, Agency: agency.ID,
			Grants: []auth.Grant{{Role: lewu.RoleVerifier, Agency: agency.ID}},
		})
		return err
	})
	b := h.browser()
	b.agent = "Firefox/1 " + evil
	b.post("/masuk/aktifkan", "akun", "siti@kalteng.go.id", "kode", h.invite(a.ID)).leads("/akun/siapkan")
	p := newPhone(t, "http://localhost:8080")
	ref, body := p.make(b.post("/akun/kunci/mulai"))
	b.post("/akun/kunci", "_rujukan", ref, "_kunci", body, "nama", evil).leads("/akun/siapkan?jadi=kunci")
	for _, page := range []string{"/akun/siapkan", "/akun/sandi", "/akun/kode6", "/akun/kode", "/keluar"} {
		b.get(page).says(http.StatusOK).lacks("<script>alert", "title='")
	}
	b.post("/akun/kode").says(http.StatusOK, "Siti "+strings.Join(strings.Fields(evil), " ")).lacks("<script>alert", "title='")
	b.post("/akun/selesai").leads("/kerja")
	b.get("/akun").says(http.StatusOK, "Kepala <u>Bidang</u>", "Dinas ").lacks("<script>alert", "title='", "<u>")
}

// The pages speak English under /en, and stay there.
func TestEnglish(t *testing.T) {
	h := newHouse(t, false)
	h.enrolled(h.browser())
	b := h.browser()
	b.get("/en/masuk").says(http.StatusOK, "Sign in to the desk").holds(`action="/en/masuk"`, `data-mulai="/en/masuk/kunci"`)
	b.post("/en/masuk", "akun", "siti@kalteng.go.id", "sandi", "salah", "kode", "1").says(http.StatusBadRequest, "Not signed in yet")
	if a := b.post("/en/masuk/kunci?untuk=lagi"); !strings.Contains(a.body, "for staff") {
		t.Errorf("the script is told %s", a.body)
	}
	b.get("/en/keluar").leads("/en/masuk")
}
