package registry

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/platformtest"
)

func TestWhoSeesWhom(t *testing.T) {
	h := newHall(t)
	budi, beni := "/kerja/orang/"+h.people["budi"].ID, "/kerja/orang/"+h.people["beni"].ID
	for _, test := range []struct {
		who, path string
		status    int
	}{
		{"maya", "/kerja/orang", 200}, {"rina", "/kerja/orang", 200}, {"adi", "/kerja/orang", 200}, {"vera", "/kerja/orang", 200},
		{"budi", "/kerja/orang", 403}, {"vera", budi, 200}, {"vera", beni, 404}, {"budi", budi, 404}, {"adi", beni, 200},
		{"maya", "/kerja/orang/tidak-ada", 404}, {"maya", "/kerja/orang/baru", 200}, {"rina", "/kerja/orang/baru", 403},
		{"rina", "/kerja/instansi", 200}, {"adi", "/kerja/wilayah", 200}, {"vera", "/kerja/topik", 403}, {"rina", "/kerja/pengaturan", 403},
		{"adi", "/kerja/daftar", 403}, {"maya", "/kerja/daftar", 200}, {"maya", "/kerja/pengaturan", 200}, {"", "/kerja/orang", 401},
	} {
		h.get(test.who, test.path).is(test.status, "")
	}
	h.get("vera", "/kerja/orang").has("Budi O&#39;Hara").lacks("Beni", "Maya", "beni@prov.example")
	h.get("adi", budi).has("budi@prov.example").lacks("Tutup akun", "<form method=\"post\" action=\"/kerja/orang")
	h.saw("adi", "budi", 1)
	h.get("adi", "/kerja/orang/"+h.people["adi"].ID).is(200, "")
	h.saw("adi", "adi", 0)
	h.tired = true
	h.post("maya", budi+"/tutup", "sebab", "x").is(http.StatusOK, "").has("faktor kedua") // the house asks again
}

// saw counts how often the trail says that one person looked at another's page.
func (h *hall) saw(who, whom string, want int) {
	h.Helper()
	var n int
	h.must(h.room.DB.QueryRowContext(h.Context(), `select count(*) from audit where action = $1 and actor = $2 and object = $3`,
		audit.ActSeen, h.people[who].ID, "account/"+h.people[whom].ID).Scan(&n))
	if n != want {
		h.Errorf("%s looked at %s %d times by the trail, want %d", who, whom, n, want)
	}
}

func TestSomebodyNew(t *testing.T) {
	h := newHall(t)
	form := []string{
		"nama", "Siti <script>alert(1)</script>", "surel", "Siti@Dishut.example", "instansi", h.agencies["Dishut"].ID, "jabatan", `"><b>x`, "peran", "operator",
		"id", "1", "demo", "1", "contoh", "1", "role", "admin", "peran2", "admin", "Grants", "admin", "ClosedAt", "1",
	}
	a := h.post("maya", "/kerja/orang/baru", form...)
	siti, err := h.room.Accounts.ByMail(h.terminal(), "siti@dishut.example")
	h.must(err)
	a.is(303, "/kerja/orang/"+siti.ID+"?kabar=ditambah")
	if siti.Demo || len(siti.Grants) != 1 || siti.Grants[0] != (auth.Grant{Role: lewu.RoleOperator, Agency: h.agencies["Dishut"].ID}) {
		t.Errorf("made %+v", siti)
	}
	h.post("maya", "/kerja/orang/baru", form...).is(303, "/kerja/orang/"+siti.ID+"?kabar=ditambah") // sent twice
	h.get("maya", "/kerja/orang/"+siti.ID+"?kabar=ditambah").is(200, "").has("Terdaftar.", "&lt;script&gt;", "belum diundang").lacks("<script>alert", `"><b>`)
	h.get("maya", "/kerja/orang?q=siti").is(200, "").has("&lt;script&gt;").lacks("<script>alert")
	h.get("maya", "/kerja/orang?q=%22%3E%3Cb%3E").is(200, "").lacks(`"><b>`)

	for _, test := range []struct {
		key, value, says string
	}{
		{"surel", "mailto:siti@dishut.example", "bukan alamat surel"}, {"surel", "maya@prov.example", "sudah dipakai orang lain"}, {"nama", "", "Isi nama"},
		{"instansi", "", "Pilih instansinya"}, {"instansi", "tidak-ada", "tidak ada lagi"}, {"peran", "bos", "Pilih perannya"}, {"peran", "admin", "hanya untuk seluruh provinsi"},
	} {
		fields := append([]string{test.key, test.value}, "nama", "Ina Lestari", "surel", "ina@dishut.example", "instansi", h.agencies["Dishut"].ID, "peran", "operator")
		a := h.post("maya", "/kerja/orang/baru", fields...)
		if a.status != 400 && a.status != 409 {
			t.Errorf("%s=%q: %d", test.key, test.value, a.status)
		}
		a.has(test.says)
	}
}

func TestTwoAdminsAtOnce(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	first, second := h.get("maya", path).seen(path), h.get("ira", path).seen(path)
	h.post("maya", path, "lihat", first, "nama", "Budi Santoso", "surel", "budi@prov.example", "jabatan", "Statistisi").is(303, path+"?kabar=disimpan")
	a := h.post("ira", path, "lihat", second, "nama", "Budi Setiawan", "surel", "budi@prov.example", "jabatan", "Analis")
	a.is(409, "").has("Orang lain mengubahnya", `value="Budi Setiawan"`, `value="Analis"`, "<h1>Budi Santoso</h1>")
	if got := h.account("budi").Post; got != "Statistisi" {
		t.Errorf("post %q after a conflict", got)
	}
	h.post("ira", path, "lihat", a.seen(path), "nama", "Budi Setiawan", "surel", "budi@prov.example", "jabatan", "Analis").is(303, path+"?kabar=disimpan")
	if got := h.account("budi"); got.Name != "Budi Setiawan" || got.Post != "Analis" {
		t.Errorf("kept %+v", got)
	}
}

// Many press at the same instant what they saw at the same instant: one is right.
func TestManyAtTheSameInstant(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	seen := h.get("maya", path).seen(path + "/peran")
	roles := []string{"verifikator", "pemilik-substansi", "pimpinan", "operator-cctv", "auditor"}
	answers := make([]answer, len(roles))
	var group sync.WaitGroup
	for i, role := range roles {
		group.Go(func() {
			answers[i] = h.post("maya", path+"/peran", "lihat", seen, "peran", role, "instansi", h.agencies["Dishut"].ID)
		})
	}
	group.Wait()
	done := 0
	for i, a := range answers {
		if a.status == http.StatusSeeOther {
			done++
		} else if a.status != http.StatusConflict {
			t.Errorf("%s: %d, want 303 or 409", roles[i], a.status)
		}
	}
	if a := h.account("budi"); done != 1 || len(a.Grants) != 2 {
		t.Errorf("%d went through, and left %+v; want one", done, a.Grants)
	}
}

func TestRoles(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	dishut := h.agencies["Dishut"].ID
	seen := h.get("maya", path).seen(path + "/peran")
	h.post("maya", path+"/peran", "lihat", seen, "peran", "verifikator", "instansi", dishut, "agency", "", "provinsi", "1").is(303, path+"?kabar=peran")
	if a := h.account("budi"); len(a.Grants) != 2 || !holds(a, lewu.RoleVerifier) {
		t.Errorf("roles %+v", a.Grants)
	}
	h.post("maya", path+"/peran", "lihat", seen, "peran", "admin", "instansi", "provinsi").is(409, "") // the page was of before
	seen = h.get("maya", path).seen(path + "/peran")
	h.post("maya", path+"/peran", "lihat", seen, "peran", "verifikator", "instansi", dishut).is(409, "").has("sudah dimilikinya")
	h.post("maya", path+"/peran", "lihat", seen, "peran", "operator", "instansi", "provinsi").is(400, "").has("berlaku di dalam instansi")
	h.post("maya", path+"/cabut", "lihat", seen, "peran", "operator", "instansi", dishut).is(303, path+"?kabar=peran-dicabut")
	if a := h.account("budi"); len(a.Grants) != 1 || holds(a, lewu.RoleOperator) {
		t.Errorf("roles %+v", a.Grants)
	}
	own := "/kerja/orang/" + h.people["maya"].ID
	page := h.get("maya", own).has("Ini akun Anda").lacks(own+"/peran", own+"/cabut", own+"/tutup")
	h.post("maya", own+"/peran", "lihat", page.seen(own), "peran", "walidata", "instansi", "provinsi").is(403, "")
	h.post("maya", own+"/tutup", "lihat", page.seen(own), "sebab", "x").is(403, "")
	h.post("rina", path+"/peran", "lihat", seen, "peran", "admin", "instansi", "provinsi").is(404, "")
	h.post("vera", path+"/peran", "lihat", seen, "peran", "walidata", "instansi", "provinsi").is(404, "")
}

func TestATransferAndAnEnd(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	page := h.get("maya", path).has("Vera O&#39;Hara") // a colleague who may go on
	seen := page.seen(path + "/mutasi")
	h.post("maya", path+"/mutasi", "lihat", seen, "instansi", "", "jabatan", "Kepala Seksi").is(400, "").has("Pilih ke mana", `value="Kepala Seksi"`)
	h.post("maya", path+"/mutasi", "lihat", seen, "instansi", h.agencies["Disbun"].ID, "pengganti", h.people["beni"].ID).is(400, "").has("tidak bisa menerima pekerjaan ini")
	h.post("maya", path+"/mutasi", "lihat", seen, "instansi", h.agencies["Disbun"].ID, "jabatan", "Analis", "peran", "operator", "pengganti", h.people["vera"].ID).is(303, path+"?kabar=mutasi")
	if a := h.account("budi"); a.Agency != h.agencies["Disbun"].ID || len(a.Grants) != 1 || a.Grants[0].Agency != a.Agency || a.Post != "Analis" {
		t.Errorf("moved to %+v", a)
	}
	seen = h.get("maya", path).seen(path + "/tutup")
	h.post("maya", path+"/tutup", "lihat", seen, "sebab", "").is(400, "").has("Tulis alasannya")
	h.post("maya", path+"/tutup", "lihat", seen, "sebab", "pensiun <i>dini</i>").is(303, path+"?kabar=ditutup")
	h.get("maya", path).has("ditutup 24 November 2026", "pensiun &lt;i&gt;").lacks("<i>dini", path+"/mutasi")
	h.get("maya", "/kerja/orang").lacks("Budi")
	h.get("maya", "/kerja/orang?tutup=1").has("Budi")
	h.post("maya", path+"/tutup", "lihat", seen, "sebab", "pensiun").is(409, "")
	h.post("maya", path+"/buka", "lihat", h.get("maya", path).seen(path+"/buka")).is(303, path+"?kabar=dibuka")
	if a := h.account("budi"); !a.ClosedAt.IsZero() {
		t.Errorf("still closed: %+v", a)
	}
}

var codeShown = regexp.MustCompile(`Letter-code">([^<]+)<`)

func TestAnInvitationIsShownOnce(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	seen := h.get("maya", path).seen(path + "/undangan")
	a := h.post("maya", path+"/undangan", "lihat", seen).is(200, "").has("budi@prov.example", platformtest.URL+"/masuk/aktifkan", "Berlaku sampai 1 Desember 2026", "satu kali")
	code := codeShown.FindStringSubmatch(a.body)
	if len(code) != 2 || a.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("no code on the letter, or it may be kept: %v", a.header)
	}
	h.post("maya", path+"/undangan", "lihat", seen).is(409, "").has("sudah dibuat").lacks(code[1]) // a reload
	h.get("maya", path).has("diundang, sampai 1 Desember 2026").lacks(code[1])
	if _, err := h.room.Accounts.Redeem(h.Context(), auth.Visitor{}, "budi@prov.example", code[1], ""); err != nil {
		t.Errorf("the code of the letter: %v", err)
	}
}

func TestAResetTakesTwo(t *testing.T) {
	h := newHall(t)
	h.complete("budi")
	path := "/kerja/orang/" + h.people["budi"].ID
	page := h.get("vera", path).has("Minta pemulihan")
	if strings.Contains(page.body, "/sahkan") {
		t.Error("a verifier is offered to confirm")
	}
	h.post("vera", path+"/pulihkan", "sebab", "ponsel hilang <u>").is(303, path+"?kabar=diminta")
	h.get("vera", path).has("Pemulihan diminta", "ponsel hilang &lt;u&gt;").lacks("/sahkan")
	h.post("vera", path+"/pulihkan", "sebab", "lagi").is(409, "").has("sudah diminta")
	h.get("rina", "/kerja/orang").has("Menunggu orang kedua", "Budi O&#39;Hara")
	id := permission(t, h.get("rina", path).has("/sahkan"))
	h.post("vera", path+"/sahkan", "permintaan", id).is(404, "")
	h.post("beni", path+"/sahkan", "permintaan", id).is(404, "")
	h.post("rina", "/kerja/orang/"+h.people["vera"].ID+"/sahkan", "permintaan", id).is(409, "") // another person's
	h.post("rina", path+"/sahkan", "permintaan", id).is(200, "").has("Surat pemulihan", "budi@prov.example")
	h.post("rina", path+"/sahkan", "permintaan", id).is(409, "") // a reload
	if a := h.account("budi"); a.Complete() {
		t.Error("the old means are still there")
	}

	h.complete("vera")
	own := "/kerja/orang/" + h.people["vera"].ID
	h.post("rina", own+"/pulihkan", "sebab", "laptop rusak").is(303, own+"?kabar=diminta")
	id = permission(t, h.get("rina", own))
	h.post("rina", own+"/sahkan", "permintaan", id).is(403, "").has("bukan yang memintanya")
	h.post("rina", own+"/batal", "permintaan", id).is(303, own+"?kabar=batal")
	h.post("maya", own+"/sahkan", "permintaan", id).is(409, "").has("dibatalkan")
}

// permission is the id of the open request on a page.
func permission(t *testing.T, a answer) string {
	t.Helper()
	m := regexp.MustCompile(`name="permintaan" value="([^"]+)"`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no request on the page: %.2000s", mainOf(a.body))
	}
	return m[1]
}

// complete gives somebody means of signing in, behind the store's back: how that
// is done is not this room's to try.
func (h *hall) complete(first string) {
	h.Helper()
	_, err := h.room.DB.ExecContext(h.Context(), `update account set password = 'x', totp = 'x' where id = $1`, h.people[first].ID)
	h.must(err)
}

func TestSessionsEnd(t *testing.T) {
	h := newHall(t)
	path := "/kerja/orang/" + h.people["budi"].ID
	code, _, err := h.room.Accounts.Invite(h.terminal(), h.people["budi"].ID)
	h.must(err)
	entry, err := h.room.Accounts.Redeem(h.Context(), auth.Visitor{Agent: `Peramban <img src=x onerror=1>`}, "budi@prov.example", code, "")
	h.must(err)
	h.get("maya", path).has("Peramban &lt;img", entry.Session.ID).lacks("<img src=x")
	h.post("maya", path+"/sesi", "sesi", entry.Session.ID).is(303, path+"?kabar=sesi")
	if list, err := h.room.Accounts.Sessions(h.terminal(), h.people["budi"].ID); err != nil || len(list) > 0 {
		t.Errorf("sessions %v, %v", list, err)
	}
	h.post("maya", path+"/sesi", "sesi", entry.Session.ID).is(303, path+"?kabar=sesi") // ended already
	h.post("maya", path+"/sesi").is(303, path+"?kabar=sesi")
}
