package auth

import (
	"context"
	"database/sql"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/auth/totp"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// Agencies of the test house: b took over a's work by decree.
const (
	dinasA = "0192-dinas-a"
	dinasB = "0192-dinas-b"
	dinasC = "0192-dinas-c"
)

// goodPassword is one that may be set.
const goodPassword = "kuda terbang sembilan ember"

// Permissions of rooms, as far as the tests need them.
func roomPerms() []lewu.Permission {
	return []lewu.Permission{
		{Name: "uji.kirim", Roles: []lewu.Role{lewu.RoleOperator}},
		{Name: "uji.terbit", Roles: []lewu.Role{lewu.RoleWalidata}, Strong: true},
	}
}

// A house is accounts on a store, with a clock that stands until it is moved.
type house struct {
	*Accounts
	t   *testing.T
	mu  sync.Mutex
	at  time.Time
	url string

	derived int    // hashes so far
	onHash  func() // called once, in the midst of a hash
	handed  []string
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	for _, m := range []db.Migrations{audit.Migrations(), Migrations()} {
		if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	h := &house{t: t, at: time.Date(2025, 11, 24, 1, 0, 0, 0, time.UTC), url: "https://lewu.example"}
	h.Accounts = h.node(d)
	return h
}

// node opens accounts on a store; a second one is another process.
func (h *house) node(d *db.DB) *Accounts {
	return Open(Options{
		DB: d, Clock: h.clock, URL: h.url, Key: []byte("kunci rahasia rumah Lewu 32 byte"), Perms: roomPerms(),
		Line: func(_ context.Context, id string) ([]string, error) {
			if id == dinasA || id == dinasB {
				return []string{dinasA, dinasB}, nil
			}
			return []string{id}, nil
		},
		Office: func(_ context.Context, id string) (string, error) {
			switch id {
			case "":
				return "Provinsi Kalimantan Tengah", nil
			case dinasA, dinasB, dinasC:
				return "Dinas " + strings.ToUpper(id[len(id)-1:]), nil
			}
			return "", errs.Say(errs.NotFound, "uji.none")
		},
		HandOver: func(_ context.Context, _ *sql.Tx, from, to string) error {
			h.handed = append(h.handed, from+" → "+to)
			return nil
		},
		hasher: password.Counting(password.Cost{Memory: 8, Passes: 1, Threads: 1}, func(secret, salt []byte, _ password.Cost) []byte {
			h.mu.Lock()
			h.derived++
			meanwhile := h.onHash
			h.onHash = nil
			h.mu.Unlock()
			if meanwhile != nil {
				meanwhile()
			}
			return fakeHash(secret, salt)
		}),
	})
}

// fakeHash is a hash that costs nothing.
func fakeHash(secret, salt []byte) []byte {
	return []byte(digest(string(salt) + "\x00" + string(secret)))[:32]
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// operator is the context of the terminal.
func (h *house) operator() context.Context { return With(h.t.Context(), CommandLine("yanto")) }

// stranger is the context of a request without a session.
func (h *house) stranger() context.Context {
	return audit.With(h.t.Context(), audit.By{Actor: "publik", Request: "uji"})
}

// as is the context of a request with a session.
func (h *house) as(e Entry) context.Context {
	h.t.Helper()
	a := h.actor(e.Token)
	if a.Kind != Person {
		h.t.Fatal("the session has ended")
	}
	return With(h.stranger(), a)
}

func (h *house) actor(token string) Actor {
	h.t.Helper()
	a, err := h.Session(h.stranger(), token)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// in makes a change in a transaction of its own.
func (h *house) in(ctx context.Context, change func(tx *sql.Tx) error) error {
	return h.DB.Write(ctx, change)
}

func (h *house) create(a Account) Account {
	h.t.Helper()
	ctx := h.operator()
	err := h.in(ctx, func(tx *sql.Tx) (err error) {
		a, err = h.Create(ctx, tx, a)
		return err
	})
	h.must(err)
	return a
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refuses tells whether an error is of a kind and says a sentence.
func (h *house) refuses(what string, err error, kind errs.Kind, key string) {
	h.t.Helper()
	if m, _ := errs.Public(err); !errs.Is(err, kind) || m.Key != key {
		h.t.Errorf("%s: %v (kind %d), want %s (kind %d)", what, err, errs.KindOf(err), key, kind)
	}
}

// waits tells whether an error says to wait so long.
func (h *house) waits(what string, err error, want time.Duration) {
	h.t.Helper()
	var delay *DelayError
	switch errors.As(err, &delay); {
	case delay == nil:
		h.t.Errorf("%s: %v, want a wait of %s", what, err, want)
	case delay.Wait != want || !errs.Is(err, errs.Busy):
		h.t.Errorf("%s: a wait of %s, want %s", what, delay.Wait, want)
	}
}

// browser is somebody's at an address of the office network.
func browser(addr string) Visitor {
	return Visitor{Addr: netip.MustParseAddr(addr), Agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0"}
}

// A staff member has means of signing in and knows them.
type staff struct {
	Account
	secret string // of the authenticator
	codes  []string
	entry  Entry // of the enrolment
	at     Visitor
}

// siti is an operator of dinas A.
func (h *house) siti() *staff {
	return h.enrol(h.create(Account{
		Mail: "siti@kalteng.go.id", Name: "Siti Rahmawati", Agency: dinasA, Post: "Pengelola data",
		Grants: []Grant{{lewu.RoleOperator, dinasA}},
	}))
}

// admin is an admin of the province.
func (h *house) admin(mail string) *staff {
	return h.enrol(h.create(Account{Mail: mail, Name: "Pengelola " + mail, Grants: []Grant{{Role: lewu.RoleAdmin}}}))
}

// enrol goes the way of an invited person: code, password, authenticator, printed
// codes.
func (h *house) enrol(a Account) *staff {
	h.t.Helper()
	code, _, err := h.Invite(h.operator(), a.ID)
	h.must(err)
	p := &staff{Account: a, at: browser("10.20.0.7")}
	e, err := h.Redeem(h.stranger(), p.at, a.Mail, code, "")
	h.must(err)
	ctx := h.as(e)
	h.must(h.SetPassword(ctx, "", goodPassword))
	p.secret = h.authenticator(ctx)
	p.codes, err = h.RecoveryCodes(ctx)
	h.must(err)
	p.entry, err = h.Enrolled(ctx, e.Token, p.at)
	h.must(err)
	p.at.Device = p.entry.Device
	h.pass(totp.Period) // the code of the enrolment is used up
	return p
}

func (h *house) authenticator(ctx context.Context) string {
	h.t.Helper()
	s, err := h.TOTPBegin(ctx)
	h.must(err)
	secret := strings.ReplaceAll(s.Text, " ", "")
	h.must(h.TOTPFinish(ctx, h.code(secret)))
	return secret
}

// code is what the authenticator shows now.
func (h *house) code(secret string) string {
	h.t.Helper()
	code, err := totp.Code(secret, h.clock())
	h.must(err)
	return code
}

// signIn signs in with the code of now, which is used up by it.
func (h *house) signIn(p *staff, v Visitor) Entry {
	h.t.Helper()
	e, err := h.SignIn(h.stranger(), v, p.Mail, goodPassword, h.code(p.secret))
	h.must(err)
	h.pass(totp.Period)
	return e
}

// trail lists the actions written down so far, oldest first.
func (h *house) trail(actions ...string) (list []audit.Entry) {
	h.t.Helper()
	all, err := audit.List(h.t.Context(), h.DB, audit.Filter{Limit: 5000})
	h.must(err)
	for _, e := range slices.Backward(all) {
		if len(actions) == 0 || slices.Contains(actions, e.Action) {
			list = append(list, e)
		}
	}
	return list
}

func each(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newHouse(t, d)) })
}

// millis is a time of the store.
func millis(t time.Time) int64 { return clock.Millis(t) }
