// Package entrance is the door of the staff's rooms (masuk): signing in by a
// passkey or by password and code, setting up means of signing in with a code that
// somebody handed over, showing the second factor again, and one's own account.
// Nothing here says whether a name exists.
package entrance

import (
	"embed"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed all:templates messages
var files embed.FS

// maxForm bounds a form of this room: the longest field is a passkey's answer.
const maxForm = 64 << 10

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	self, means := lewu.Need{Perm: auth.PermSelf}, lewu.Need{Perm: auth.PermMeans}
	knock := lewu.Need{Open: "whoever has an account shows here who they are"}
	return lewu.Description{
		Name: "entrance", Path: "/masuk", Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET /masuk", Serve: m.showSignIn},
			{Pattern: "POST /masuk", Need: knock, MaxBody: maxForm, Serve: m.signIn},
			{Pattern: "POST /masuk/kunci", Need: knock, MaxBody: maxForm, Serve: m.beginKey},
			{Pattern: "POST /masuk/kunci/selesai", Need: knock, MaxBody: maxForm, Serve: m.finishKey},
			{Pattern: "GET /masuk/aktifkan", Serve: m.showActivate},
			{Pattern: "POST /masuk/aktifkan", Need: knock, MaxBody: maxForm, Serve: m.activate},
			{Pattern: "GET /masuk/pertama", Serve: m.showActivate},
			{Pattern: "POST /masuk/pertama", Need: knock, MaxBody: maxForm, Serve: m.activate},
			{Pattern: "GET /masuk/lagi", Need: self, Serve: m.showAgain},
			{Pattern: "POST /masuk/lagi", Need: self, MaxBody: maxForm, Serve: m.again},
			{Pattern: "POST /masuk/contoh", Need: lewu.Need{Open: "the demo's people have no secrets, and only this machine reaches them"}, MaxBody: maxForm, Serve: m.enterDemo},
			{Pattern: "GET /keluar", Serve: m.showSignOut},
			{Pattern: "POST /keluar", Need: lewu.Need{Open: "whoever is here may leave"}, MaxBody: maxForm, Serve: m.signOut},

			{Pattern: "GET /akun", Need: self, Serve: m.showAccount},
			{Pattern: "GET /akun/siapkan", Need: means, Serve: m.showSetUp},
			{Pattern: "POST /akun/selesai", Need: means, MaxBody: maxForm, Serve: m.finish},
			{Pattern: "POST /akun/kunci/mulai", Need: means, MaxBody: maxForm, Serve: m.beginNewKey},
			{Pattern: "POST /akun/kunci", Need: means, MaxBody: maxForm, Serve: m.addKey},
			{Pattern: "POST /akun/kunci/{id}/nama", Need: means, MaxBody: maxForm, Serve: m.renameKey},
			{Pattern: "POST /akun/kunci/{id}/hapus", Need: means, MaxBody: maxForm, Serve: m.removeKey},
			{Pattern: "POST /akun/sandi", Need: means, MaxBody: maxForm, Serve: m.setPassword},
			{Pattern: "GET /akun/kode6", Need: means, Serve: m.showTOTP},
			{Pattern: "POST /akun/kode6", Need: means, MaxBody: maxForm, Serve: m.setTOTP},
			{Pattern: "POST /akun/kode", Need: means, MaxBody: maxForm, Serve: m.printCodes},
			{Pattern: "POST /akun/sesi/{id}/akhiri", Need: self, MaxBody: maxForm, Serve: m.endSession},
			{Pattern: "POST /akun/sesi/akhiri", Need: self, MaxBody: maxForm, Serve: m.endOthers},
		},
		Demo: m.demo,
	}
}
