package auth

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/auth/totp"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// How one signs in is changed only with a second factor shown just now.
func TestMeansWantAFreshFactor(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		h.pass(freshFor)
		stale := h.as(siti.entry)
		for name, try := range map[string]func(ctx context.Context) error{
			"password":       func(ctx context.Context) error { return h.SetPassword(ctx, goodPassword, "lima gajah makan rumput") },
			"authenticator":  func(ctx context.Context) error { _, err := h.TOTPBegin(ctx); return err },
			"its code":       func(ctx context.Context) error { return h.TOTPFinish(ctx, "000000") },
			"printed codes":  func(ctx context.Context) error { _, err := h.RecoveryCodes(ctx); return err },
			"a key":          func(ctx context.Context) error { _, _, err := h.AddPasskeyBegin(ctx); return err },
			"its answer":     func(ctx context.Context) error { _, err := h.AddPasskeyFinish(ctx, "", "x", nil); return err },
			"its name":       func(ctx context.Context) error { return h.RenamePasskey(ctx, "", "x") },
			"a key to leave": func(ctx context.Context) error { return h.RemovePasskey(ctx, "") },
		} {
			h.refuses(name, try(stale), errs.Confirm, "auth.confirm")
			h.refuses(name+" of a stranger", try(h.stranger()), errs.SignIn, "auth.sign-in")
			h.refuses(name+" of the terminal", try(h.operator()), errs.SignIn, "auth.sign-in")
		}
	})
}

func TestSetPassword(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		other := h.signIn(siti, siti.at)
		ctx := h.as(siti.entry)
		const next = "lima gajah makan rumput"
		for _, test := range []struct{ name, old, password, key string }{
			{"a wrong old one", "salah salah salah", next, "auth.old-wrong"},
			{"an endless old one", strings.Repeat("x", 1000), next, "auth.old-wrong"},
			{"too short", goodPassword, "gajah makan", "auth.password-short"},
			{"too long", goodPassword, strings.Repeat("gajah ", 43), "auth.password-long"},
			{"no text", goodPassword, "gajah makan \xff\xff", "auth.password-garbled"},
			{"her name and office", goodPassword, "Siti.Rahmawati.2025", "auth.password-personal"},
			{"her mail", goodPassword, "siti@kalteng.go.id", "auth.password-personal"},
			{"one that leaked", goodPassword, "1q2w3e4r5t6y", "auth.password-common"},
			{"one that repeats", goodPassword, "abcabcabcabc", "auth.password-guessable"},
		} {
			h.refuses(test.name, h.SetPassword(ctx, test.old, test.password), errs.Invalid, test.key)
		}
		h.must(h.SetPassword(ctx, goodPassword, next))
		if h.actor(other.Token).Kind != Public || h.actor(siti.entry.Token).Kind != Person {
			t.Error("of her sessions this one has to stay, and the other to end")
		}
		h.pass(totp.Period)
		_, err := h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
		h.refuses("the old password", err, errs.Invalid, "auth.wrong")
		if _, err := h.SignIn(h.stranger(), siti.at, siti.Mail, next, h.code(siti.secret)); err != nil {
			t.Errorf("the new password: %v", err)
		}
		if list := h.trail("auth.password"); len(list) != 2 || list[1].Before+list[1].After != "" {
			t.Errorf("trail %+v", list)
		}
		// Of two changes at once the second finds another password than it replaces.
		h.onHash = func() { h.must(h.SetPassword(ctx, next, "tujuh perahu menyusuri rawa")) }
		h.refuses("the second of two changes", h.SetPassword(ctx, next, goodPassword), errs.Invalid, "auth.old-wrong")
		for range 5 {
			_ = h.SetPassword(ctx, "salah salah salah", next)
		}
		h.waits("guessing the old one", h.SetPassword(ctx, next, goodPassword), time.Second)
	})
}

// An é may be typed as one sign or as two; case and spaces stay.
func TestPasswordForms(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		h.must(h.SetPassword(h.as(siti.entry), goodPassword, "caf\u00e9 Sebelas Gajah "))
		for password, right := range map[string]bool{
			"cafe\u0301 Sebelas Gajah ": true, "caf\u00e9 Sebelas Gajah ": true,
			"caf\u00e9 sebelas gajah ": false, "caf\u00e9 Sebelas Gajah": false, "cafe Sebelas Gajah ": false,
		} {
			h.pass(time.Hour)
			if _, err := h.SignIn(h.stranger(), siti.at, siti.Mail, password, h.code(siti.secret)); (err == nil) != right {
				t.Errorf("%q: %v, want right %v", password, err, right)
			}
		}
	})
}

func TestTOTPSetUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		ctx := h.as(siti.entry)
		h.refuses("a code of nothing", h.TOTPFinish(ctx, "123456"), errs.Invalid, "auth.totp-late")
		first, err := h.TOTPBegin(ctx)
		h.must(err)
		again, err := h.TOTPBegin(ctx)
		h.must(err)
		picture, err := png.Decode(bytes.NewReader(first.PNG))
		if err != nil || picture.Bounds().Dx() != 240 {
			t.Errorf("picture: %v", err)
		}
		bare := strings.ReplaceAll(first.Text, " ", "")
		if first.Text != again.Text || len(bare) != 32 || !strings.HasPrefix(first.URI, "otpauth://totp/Lewu:siti@kalteng.go.id?") || !strings.Contains(first.URI, "secret="+bare) {
			t.Errorf("secret %+v, again %q", first, again.Text)
		}
		h.refuses("a wrong code", h.TOTPFinish(ctx, "000000"), errs.Invalid, "auth.totp-wrong")
		// Until it is confirmed the old one holds.
		if _, err := h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(bare)); err == nil {
			t.Error("an unconfirmed authenticator signs in")
		}
		code := h.code(bare)
		h.must(h.TOTPFinish(ctx, code))
		_, err = h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, code)
		h.refuses("the code that confirmed it", err, errs.Invalid, "auth.wrong")
		h.pass(totp.Period)
		_, err = h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
		h.refuses("the old one", err, errs.Invalid, "auth.wrong")
		siti.secret = bare
		e := h.signIn(siti, siti.at)

		ctx = h.as(e)
		late, err := h.TOTPBegin(ctx)
		h.must(err)
		h.pass(30 * time.Minute)
		e, err = h.Prove(h.stranger(), e.Token, siti.at, Proof{Code: h.code(siti.secret)})
		h.must(err)
		ctx = h.as(e)
		h.refuses("after half an hour", h.TOTPFinish(ctx, h.code(strings.ReplaceAll(late.Text, " ", ""))), errs.Invalid, "auth.totp-late")
		if next, err := h.TOTPBegin(ctx); err != nil || next.Text == late.Text {
			t.Errorf("the next one is the same, %v", err)
		}
	})
}

// A secret is sealed to its account: neither another's row nor another key opens it.
// A house without a key says so, and everything else goes on.
func TestSealing(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	text, err := h.seal("RAHASIA", "siti")
	h.must(err)
	if got, err := h.unseal(text, "siti"); err != nil || got != "RAHASIA" {
		t.Errorf("unsealed %q, %v", got, err)
	}
	if twice, _ := h.seal("RAHASIA", "siti"); twice == text || strings.Contains(text, "RAHASIA") {
		t.Errorf("sealed %q", text)
	}
	other := h.node(h.DB)
	other.Key = []byte("kunci lain rumah Lewu yg 32 byte")
	for name, open := range map[string]func() (string, error){
		"as another's": func() (string, error) { return h.unseal(text, "budi") },
		"by another":   func() (string, error) { return other.unseal(text, "siti") },
		"when changed": func() (string, error) { return h.unseal(text[:len(text)-8]+"AAAAAAA=", "siti") },
		"when cut":     func() (string, error) { return h.unseal(text[:10], "siti") },
		"when empty":   func() (string, error) { return h.unseal("", "siti") },
		"unmarked":     func() (string, error) { return h.unseal(text[2:], "siti") },
	} {
		if got, err := open(); err == nil {
			t.Errorf("%s it opens to %q", name, got)
		}
	}
	siti := h.siti()
	bare := h.node(h.DB)
	bare.Key = nil
	_, err = bare.TOTPBegin(h.as(siti.entry))
	h.refuses("no key", err, errs.Invalid, "auth.no-key")
	_, err = bare.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
	h.refuses("an authenticator without the key", err, errs.Invalid, "auth.wrong")
	if _, err := bare.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, siti.codes[0]); err != nil {
		t.Errorf("a printed code without the key: %v", err)
	}
}
