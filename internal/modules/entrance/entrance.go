// Package entrance is the door of the staff's rooms (masuk): signing in by a
// passkey or by password and code, setting up means of signing in with a code that
// somebody handed over, showing the second factor again, and one's own account.
// Nothing here says whether a name exists.
package entrance

import (
	"embed"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed all:templates messages assets scripts
var files embed.FS

// maxForm bounds a form of this room in bytes: the longest field is a passkey's
// answer.
const maxForm = 64 << 10

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

type handler = func(w http.ResponseWriter, r *http.Request) error

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{Name: "entrance", Path: "/masuk", Files: files, Pages: append(m.doors(), m.ownPages()...), Demo: m.demo}
}

// doors are where people show who they are.
func (m *module) doors() []lewu.Page {
	knock := lewu.Need{Open: "whoever has an account shows here who they are"}
	demo := lewu.Need{Open: "the demo's people have no secrets, and only this machine reaches them"}
	leave := lewu.Need{Open: "whoever is here may leave"}
	self := lewu.Need{Perm: auth.PermSelf}
	return []lewu.Page{
		{Pattern: "GET /masuk", Serve: m.showSignIn},
		post("/masuk", knock, m.safely(m.signIn)),
		post("/masuk/kunci", knock, m.beginKey),
		post("/masuk/kunci/selesai", knock, m.safely(m.finishKey)),
		{Pattern: "GET /masuk/aktifkan", Serve: m.showActivate},
		post("/masuk/aktifkan", knock, m.safely(m.activate)),
		{Pattern: "GET /masuk/pertama", Serve: m.showActivate},
		post("/masuk/pertama", knock, m.safely(m.activate)),
		{Pattern: "GET /masuk/lagi", Need: self, Serve: m.showAgain},
		post("/masuk/lagi", self, m.safely(m.again)),
		post("/masuk/contoh", demo, m.enterDemo),
		{Pattern: "GET /keluar", Serve: m.showSignOut},
		post("/keluar", leave, m.signOut),
	}
}

// ownPages are what people see of themselves, and how they change their means of
// signing in.
func (m *module) ownPages() []lewu.Page {
	self, means := lewu.Need{Perm: auth.PermSelf}, lewu.Need{Perm: auth.PermMeans}
	return []lewu.Page{
		{Pattern: "GET /akun", Need: self, Serve: m.showAccount},
		{Pattern: "GET /akun/siapkan", Need: means, Serve: m.showSetUp},
		post("/akun/selesai", means, m.finish),
		{Pattern: "GET /akun/kunci", Need: means, Serve: m.showNewKey},
		post("/akun/kunci/mulai", means, m.beginNewKey),
		post("/akun/kunci", means, m.addKey),
		post("/akun/kunci/{id}/nama", means, m.renameKey),
		post("/akun/kunci/{id}/hapus", means, m.removeKey),
		{Pattern: "GET /akun/sandi", Need: means, Serve: m.showPassword},
		secret(post("/akun/sandi", means, m.setPassword)),
		{Pattern: "GET /akun/kode6", Need: means, Serve: m.showTOTP},
		post("/akun/kode6", means, m.setTOTP),
		{Pattern: "GET /akun/kode", Need: means, Serve: m.showCodes},
		post("/akun/kode", means, m.printCodes),
		post("/akun/sesi/{id}/akhiri", means, m.endSession),
		post("/akun/sesi/akhiri", means, m.endOthers),
	}
}

// secret marks a page whose form holds a password.
func secret(p lewu.Page) lewu.Page {
	p.Secret = true
	return p
}

func post(path string, need lewu.Need, serve handler) lewu.Page {
	return lewu.Page{Pattern: "POST " + path, Need: need, MaxBody: maxForm, Serve: serve}
}
