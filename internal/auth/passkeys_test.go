package auth

import (
	"bytes"
	"database/sql"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// addKey makes a passkey on a phone.
func (h *house) addKey(e Entry, p *phone, name string) Passkey {
	h.t.Helper()
	ctx := h.as(e)
	options, ref, err := h.AddPasskeyBegin(ctx)
	h.must(err)
	key, err := h.AddPasskeyFinish(ctx, ref, name, p.make(options))
	h.must(err)
	return key
}

// byKey signs in with a phone.
func (h *house) byKey(p *phone, v Visitor) (Entry, error) {
	h.t.Helper()
	options, ref, err := h.PasskeyBegin(h.stranger(), v)
	h.must(err)
	return h.PasskeyFinish(h.stranger(), v, ref, p.show(options))
}

// From the invitation to a session by passkey alone, as a person of the office goes.
func TestPasskeyFromInvitation(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		rina := h.create(Account{Mail: "rina@kalteng.go.id", Name: "Rina", Agency: dinasA, Grants: []Grant{{lewu.RoleOperator, dinasA}}})
		code, _, err := h.Invite(h.operator(), rina.ID)
		h.must(err)
		v := browser("10.20.0.7")
		e, err := h.Redeem(h.stranger(), v, rina.Mail, code, "")
		h.must(err)
		_, err = h.Enrolled(h.stranger(), e.Token, v)
		h.refuses("before there is a key", err, errs.Conflict, "auth.incomplete")
		p := newPhone(t)
		h.addKey(e, p, " Ponsel  Rina ")
		full, err := h.Enrolled(h.stranger(), e.Token, v)
		h.must(err)
		if full.Token == e.Token || h.actor(e.Token).Kind != Public || h.actor(full.Token).Enrolling || full.Device == "" {
			t.Errorf("after the enrolment %+v", full)
		}
		again, err := h.Enrolled(h.stranger(), full.Token, v)
		if err != nil || again.Token != "" {
			t.Errorf("enrolled twice: %+v, %v", again, err)
		}
		h.must(h.SignOut(h.stranger(), full.Token))

		in, err := h.byKey(p, browser("10.99.0.1"))
		h.must(err)
		a := h.actor(in.Token)
		if a.ID != rina.ID || in.Session.How != ByPasskey || !a.Fresh {
			t.Errorf("by passkey %+v as %+v", in.Session, a)
		}
		keys, err := h.Passkeys(h.as(in))
		h.must(err)
		if len(keys) != 1 || keys[0].Name != "Ponsel Rina" || keys[0].UsedAt.IsZero() || keys[0].Synced {
			t.Errorf("keys %+v", keys)
		}
		// A passkey that is synced does not count, and is not refused for it.
		p = newPhone(t)
		p.count, p.flags = 0, p.flags|eligible|backedUp
		h.addKey(in, p, "Awan")
		for range 2 {
			if _, err := h.byKey(p, v); err != nil {
				t.Errorf("a synced passkey: %v", err)
			}
		}
	})
}

func TestPasskeyRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.7")
		p := newPhone(t)
		h.addKey(siti.entry, p, "Ponsel")
		for _, test := range []struct {
			name string
			lie  func(p *phone)
		}{
			{"no fingerprint was shown", func(p *phone) { p.flags = present }},
			{"nobody touched it", func(p *phone) { p.flags = verified }},
			{"asked by another site", func(p *phone) { p.origin = "https://lewu.example.jahat.id" }},
			{"asked by a sibling host", func(p *phone) { p.origin = "https://lain.lewu.example" }},
			{"asked over plain http", func(p *phone) { p.origin = "http://lewu.example" }},
			{"an answer to another ceremony", func(p *phone) { p.kind = "webauthn.create" }},
			{"another device with her handle", func(p *phone) { p.key, p.id = newPhone(t).key, newPhone(t).id }},
			{"another device with her key's id", func(p *phone) { p.key = newPhone(t).key }},
			{"somebody's handle", func(p *phone) { p.handle = []byte("0192-nobody") }},
			{"a handle no database takes", func(p *phone) { p.handle = []byte("a\x00\xff") }},
		} {
			liar := *p
			test.lie(&liar)
			_, err := h.byKey(&liar, v)
			h.refuses(test.name, err, errs.Invalid, "auth.passkey-wrong")
		}
		if _, err := h.byKey(p, v); err != nil {
			t.Errorf("the honest phone: %v", err)
		}
		if list := h.trail("auth.failure"); len(list) != notedEach || !strings.Contains(list[0].After, `"passkey"`) {
			t.Errorf("%d failures in the trail, %+v", len(list), list)
		}
		options, ref, err := h.PasskeyBegin(h.stranger(), v)
		h.must(err)
		for _, body := range [][]byte{nil, []byte("{"), []byte("null"), bytes.Repeat([]byte("["), 5000)} {
			_, err = h.PasskeyFinish(h.stranger(), v, ref, body)
			if !errs.Is(err, errs.Invalid) {
				t.Errorf("body %.10q: %v", body, err)
			}
		}
		_, err = h.PasskeyFinish(h.stranger(), v, ref, p.show(options))
		h.refuses("a challenge that was answered", err, errs.Invalid, "auth.challenge")
	})
}

// A challenge is answered once, by the session it was asked in, within five minutes,
// for what it was asked for.
func TestChallengeReplay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.7")
		boss := h.admin("admin@kalteng.go.id")
		p := newPhone(t)
		h.addKey(siti.entry, p, "Ponsel")

		options, ref, err := h.PasskeyBegin(h.stranger(), v)
		h.must(err)
		body := p.show(options)
		wins := h.race(6, func() error {
			_, err := h.PasskeyFinish(h.stranger(), v, ref, body)
			return err
		})
		if wins != 1 {
			t.Errorf("one answer signed in %d times", wins)
		}
		// The same answer under a reference of a newer challenge.
		_, ref, err = h.PasskeyBegin(h.stranger(), v)
		h.must(err)
		_, err = h.PasskeyFinish(h.stranger(), v, ref, body)
		h.refuses("an old answer to a new challenge", err, errs.Invalid, "auth.passkey-wrong")

		options, ref, err = h.PasskeyBegin(h.stranger(), v)
		h.must(err)
		h.pass(5 * time.Minute)
		_, err = h.PasskeyFinish(h.stranger(), v, ref, p.show(options))
		h.refuses("after five minutes", err, errs.Invalid, "auth.challenge")

		e := h.signIn(siti, v)
		for _, test := range []struct {
			name string
			try  func(ref string, body []byte) error
		}{
			{"in another's session", func(ref string, body []byte) error {
				_, err := h.Prove(h.stranger(), boss.entry.Token, v, Proof{Ref: ref, Body: body})
				return err
			}},
			{"to sign in with", func(ref string, body []byte) error {
				_, err := h.PasskeyFinish(h.stranger(), v, ref, body)
				return err
			}},
			{"to make a key with", func(ref string, body []byte) error {
				_, err := h.AddPasskeyFinish(h.as(e), ref, "Ponsel", body)
				return err
			}},
		} {
			options, ref, err := h.ProveBegin(h.as(e))
			h.must(err)
			h.refuses(test.name, test.try(ref, p.show(options)), errs.Invalid, "auth.challenge")
		}
		options, ref, err = h.ProveBegin(h.as(e))
		h.must(err)
		if _, err := h.Prove(h.stranger(), e.Token, v, Proof{Ref: ref, Body: p.show(options)}); err != nil {
			t.Errorf("as it was asked: %v", err)
		}
	})
}

// The table of challenges has bounds: an address has its newest 200, and what is over
// goes with the next.
func TestChallengesAreBounded(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	rows := func() (n int) {
		h.must(h.DB.QueryRow(`select count(*) from session_challenge`).Scan(&n))
		return n
	}
	for range maxAsked + 20 {
		h.pass(time.Millisecond)
		_, _, err := h.PasskeyBegin(h.stranger(), browser("203.0.113.1"))
		h.must(err)
	}
	_, _, err := h.PasskeyBegin(h.stranger(), browser("203.0.113.2"))
	h.must(err)
	if n := rows(); n != maxAsked+1 {
		t.Errorf("%d challenges are kept", n)
	}
	h.pass(time.Hour)
	_, _, err = h.PasskeyBegin(h.stranger(), browser("203.0.113.2"))
	h.must(err)
	if n := rows(); n != 1 {
		t.Errorf("%d challenges an hour later", n)
	}
}

// A count that goes backwards tells of a copy: refused, and written down.
func TestCopiedPasskey(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.7")
		p := newPhone(t)
		h.addKey(siti.entry, p, "Ponsel")
		copied := *p
		for range 3 {
			_, err := h.byKey(p, v)
			h.must(err)
		}
		_, err := h.byKey(&copied, v)
		h.refuses("the copy", err, errs.Invalid, "auth.passkey-copied")
		list := h.trail("auth.failure")
		if len(list) != 1 || list[0].Object != "account/"+siti.ID || list[0].Scope != dinasA || !strings.Contains(list[0].After, "passkey-copied") {
			t.Errorf("trail %+v", list)
		}
		copied.count = p.count - 1
		_, err = h.byKey(&copied, v)
		h.refuses("a copy with the same count", err, errs.Invalid, "auth.passkey-copied")
		if _, err := h.byKey(p, v); err != nil {
			t.Errorf("the owner's: %v", err)
		}
		// Two answers that were looked at together: the count of one is taken.
		rows, err := keysOf(t.Context(), h.DB, siti.ID)
		h.must(err)
		key := rows[0].Key
		key.Count += 5
		use := func() error {
			return h.in(h.stranger(), func(tx *sql.Tx) error { return h.useKey(h.stranger(), tx, siti.ID, key) })
		}
		h.must(use())
		h.refuses("the second of two answers", use(), errs.Invalid, "auth.passkey-wrong")
	})
}

// Failures of others never delay a passkey.
func TestPasskeyIsNotDelayed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, bad := h.siti(), browser("203.0.113.9")
		p := newPhone(t)
		h.addKey(siti.entry, p, "Ponsel")
		for range 60 {
			_, _ = h.SignIn(h.stranger(), bad, siti.Mail, "salah salah salah", "")
			_, _ = h.SignIn(h.stranger(), bad, "siapa@kalteng.go.id", "salah salah salah", "")
			h.pass(time.Second)
		}
		if _, err := h.byKey(p, bad); err != nil {
			t.Errorf("from the attacker's own network: %v", err)
		}
	})
}

func TestRemovePasskey(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		rina := h.create(Account{Mail: "rina@kalteng.go.id", Name: "Rina", Agency: dinasA})
		code, _, err := h.Invite(h.operator(), rina.ID)
		h.must(err)
		v := browser("10.20.0.7")
		e, err := h.Redeem(h.stranger(), v, rina.Mail, code, "")
		h.must(err)
		p := newPhone(t)
		first := h.addKey(e, p, "Ponsel")
		e, err = h.Enrolled(h.stranger(), e.Token, v)
		h.must(err)
		ctx := h.as(e)
		options, ref, err := h.AddPasskeyBegin(ctx)
		h.must(err)
		_, err = h.AddPasskeyFinish(ctx, ref, "Ponsel lagi", p.make(options))
		h.refuses("the same key again", err, errs.Conflict, "auth.passkey-there")

		h.refuses("the last means", h.RemovePasskey(ctx, first.ID), errs.Conflict, "auth.last-means")
		second := h.addKey(e, newPhone(t), "Laptop")
		h.must(h.RenamePasskey(ctx, second.ID, "Laptop kantor"))
		h.refuses("another's key", h.RemovePasskey(h.as(h.siti().entry), second.ID), errs.Invalid, "auth.no-passkey")
		h.refuses("another's key", h.RenamePasskey(h.as(e), "x\x00", "Laptop"), errs.Invalid, "auth.no-passkey")
		h.must(h.RemovePasskey(ctx, first.ID))
		_, err = h.byKey(p, v)
		h.refuses("a removed key", err, errs.Invalid, "auth.passkey-wrong")
		keys, err := h.Passkeys(ctx)
		h.must(err)
		if len(keys) != 1 || keys[0].Name != "Laptop kantor" {
			t.Errorf("keys %+v", keys)
		}
		for _, name := range []string{"", strings.Repeat("x", 61), "a\u202eb"} {
			if err := h.RenamePasskey(ctx, second.ID, name); !errs.Is(err, errs.Invalid) {
				t.Errorf("the name %q: %v", name, err)
			}
		}
		var kinds []string
		for _, entry := range h.trail("auth.passkey-add", "auth.passkey-rename", "auth.passkey-remove") {
			kinds = append(kinds, strings.TrimPrefix(entry.Action, "auth.passkey-"))
		}
		if got := strings.Join(kinds, " "); got != "add add rename remove" {
			t.Errorf("trail: %s", got)
		}
	})
}

// A passkey of a closed account signs nobody in.
func TestPasskeyOfAClosedAccount(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.7")
		p := newPhone(t)
		h.addKey(siti.entry, p, "Ponsel")
		options, ref, err := h.PasskeyBegin(h.stranger(), v)
		h.must(err)
		h.must(h.Close(h.operator(), siti.ID, "pensiun"))
		_, err = h.PasskeyFinish(h.stranger(), v, ref, p.show(options))
		h.refuses("closed in between", err, errs.Invalid, "auth.passkey-wrong")
	})
}

// A house whose address is a number has no passkeys, and says so.
func TestPasskeyNeedsAName(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	h.url = "http://127.0.0.1:8080"
	siti := h.siti()
	node := h.node(h.DB)
	_, _, err := node.PasskeyBegin(h.stranger(), browser("127.0.0.1"))
	h.refuses("signing in", err, errs.Invalid, "auth.passkey-host")
	_, _, err = node.AddPasskeyBegin(h.as(siti.entry))
	h.refuses("making one", err, errs.Invalid, "auth.passkey-host")
}
