package auth

import (
	"database/sql"
	"errors"
	"slices"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

func TestSessionLimits(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		for _, test := range []struct {
			name  string
			steps []time.Duration
			lives bool
		}{
			{"used after 59 minutes", []time.Duration{59 * time.Minute}, true},
			{"not used for an hour", []time.Duration{60 * time.Minute}, false},
			{"used every half hour for 11 hours", slices.Repeat([]time.Duration{30 * time.Minute}, 22), true},
			{"used every half hour for 12 hours", slices.Repeat([]time.Duration{30 * time.Minute}, 24), false},
			{"a clock that stepped back a little", []time.Duration{-time.Minute}, true},
			{"a clock that stepped back after use", []time.Duration{5 * time.Minute, -4 * time.Minute}, false},
			{"a clock that jumped back a day", []time.Duration{-24 * time.Hour}, false},
			{"back a day, and forward again", []time.Duration{-24 * time.Hour, 24*time.Hour + time.Minute}, true},
			{"a clock that jumped forward a day", []time.Duration{24 * time.Hour}, false},
		} {
			start := h.clock()
			e := h.signIn(siti, siti.at)
			h.pass(start.Sub(h.clock())) // to the moment of signing in
			kind := Public
			for _, step := range test.steps {
				h.pass(step)
				kind = h.actor(e.Token).Kind
			}
			if (kind == Person) != test.lives {
				t.Errorf("%s: %s, want alive %v", test.name, kind, test.lives)
			}
			if kind == Public {
				h.refuses(test.name, Require(h.actor(e.Token), "uji.kirim", Object{}), errs.SignIn, "auth.sign-in")
			}
			h.pass(start.Add(48 * time.Hour).Sub(h.clock()))
		}
	})
}

// Whether a session was seen is written once a minute.
func TestSeen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		e := h.siti().entry
		start := e.Session.SeenAt
		seen := func() time.Duration {
			var at int64
			h.must(h.DB.QueryRow(`select seen_at from session where id = $1`, e.Session.ID).Scan(&at))
			return time.Duration(at-millis(start)) * time.Millisecond
		}
		for _, test := range []struct{ step, want time.Duration }{ // 30 s passed since the enrolment
			{0, 0}, {29 * time.Second, 0}, {time.Second, time.Minute}, {59 * time.Second, time.Minute}, {time.Second, 2 * time.Minute},
		} {
			h.pass(test.step)
			h.actor(e.Token)
			if got := seen(); got != test.want {
				t.Errorf("after %s more: seen at %s, want %s", test.step, got, test.want)
			}
		}
	})
}

// What one node ends, every node refuses at its next request: nothing is remembered
// in a process.
func TestRevokedOnOneNodeIsRefusedOnTheOther(t *testing.T) {
	twoNodes(t, func(t *testing.T, h *house, other *Accounts) {
		siti, boss := h.siti(), h.admin("admin@kalteng.go.id")
		there := func(token string) Kind {
			a, err := other.Session(h.stranger(), token)
			h.must(err)
			return a.Kind
		}
		for _, test := range []struct {
			name string
			end  func(e Entry) error
		}{
			{"signed out", func(e Entry) error { return h.SignOut(h.stranger(), e.Token) }},
			{"ended by herself", func(e Entry) error { return h.EndSession(h.as(e), e.Session.ID) }},
			{"ended from another browser", func(Entry) error { return h.EndOthers(h.as(h.signIn(siti, siti.at))) }},
			{"ended by an admin", func(e Entry) error { return h.EndSession(h.as(h.signIn(boss, boss.at)), e.Session.ID) }},
			{"all ended by an admin", func(Entry) error { return h.EndAll(h.as(h.signIn(boss, boss.at)), siti.ID) }},
			{"transferred", func(Entry) error {
				return h.Transfer(h.as(h.signIn(boss, boss.at)), siti.ID, Move{Agency: dinasC, Grants: []Grant{{lewu.RoleOperator, dinasC}}})
			}},
			{"closed", func(Entry) error { return h.Close(h.as(h.signIn(boss, boss.at)), siti.ID, "pensiun") }},
		} {
			e := h.signIn(siti, siti.at)
			if there(e.Token) != Person {
				t.Fatalf("%s: not signed in at first", test.name)
			}
			h.must(test.end(e))
			if there(e.Token) != Public {
				t.Errorf("%s: the other node still lets her in", test.name)
			}
		}
		if a := h.actor(siti.entry.Token); a.Kind != Public {
			t.Error("her first session outlived the closing")
		}
	})
}

func twoNodes(t *testing.T, test func(t *testing.T, h *house, other *Accounts)) {
	t.Helper()
	run := func(t *testing.T, url string) {
		h := newHouse(t, dbtest.Open(t, url))
		test(t, h, h.node(dbtest.Open(t, url)))
	}
	t.Run("sqlite", func(t *testing.T) { run(t, dbtest.SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { run(t, dbtest.Postgres(t)) })
}

// Rights are worked out at each request: no session ends, and the next request has
// them.
func TestRightsOfToday(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		token := siti.entry.Token
		if s := h.actor(token).Scope("uji.kirim"); !slices.Equal(s.Agencies, []string{dinasA, dinasB}) || s.Province {
			t.Errorf("an operator of dinas A, which dinas B took over, sends for %+v", s)
		}
		ctx := h.operator()
		h.must(h.in(ctx, func(tx *sql.Tx) error { return h.SetGrants(ctx, tx, siti.ID, []Grant{{lewu.RoleWalidata, ""}}) }))
		a := h.actor(token)
		if Can(a, "uji.kirim", Object{Agency: dinasA}) || !Can(a, "uji.terbit", Object{Agency: dinasC}) {
			t.Errorf("rights %v after the change", a.Rights.Names())
		}
		h.must(h.in(ctx, func(tx *sql.Tx) error { return h.SetGrants(ctx, tx, siti.ID, nil) }))
		if a = h.actor(token); a.Kind != Person || !slices.Equal(a.Rights.Names(), []string{PermMeans, PermSelf}) || Require(a, PermSelf, Object{}) != nil {
			t.Errorf("without roles %s has %v", a.Kind, a.Rights.Names())
		}
	})
}

// With the agencies of the house: who succeeds whom by decree, and what they are
// called today.
func TestMergedAgency(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, m := range []db.Migrations{announce.Migrations(), ref.Migrations()} {
			if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
				t.Fatal(err)
			}
		}
		h := newHouse(t, d)
		store := ref.New(d, h.clock)
		h.Accounts = Open(Options{DB: d, Ref: store, Clock: h.clock, URL: h.url, Key: h.Key, Perms: roomPerms(), hasher: h.hasher})
		h.pass(15*time.Hour + 30*time.Minute) // half past eleven at night
		var old, next ref.Agency
		ctx := h.operator()
		h.must(d.Write(ctx, func(tx *sql.Tx) (err error) {
			old, err = store.Ensure(ctx, tx, "Dinas Pertanian", false)
			next, _ = store.Ensure(ctx, tx, "Dinas Pangan dan Pertanian", false)
			return errors.Join(err, store.SaveSettings(ctx, tx, ref.Settings{Province: "Kalimantan Tengah"}))
		}))
		budi := h.enrol(h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: old.ID, Grants: []Grant{{lewu.RoleOperator, old.ID}}}))
		a := h.actor(budi.entry.Token)
		if s := a.Scope("uji.kirim"); !slices.Equal(s.Agencies, []string{old.ID}) || a.Office != "Dinas Pertanian" {
			t.Errorf("before the merger: %+v of %s", s, a.Office)
		}
		h.must(d.Write(ctx, func(tx *sql.Tx) error {
			return store.Succeed(ctx, tx, ref.Succession{From: []string{old.ID}, To: []string{next.ID}, On: "2025-11-25", Decree: "Perda 1/2025", DecreeOn: "2025-11-01"})
		}))
		h.pass(35 * time.Minute) // and past midnight
		if s := h.actor(budi.entry.Token).Scope("uji.kirim"); !s.Holds(next.ID) || !s.Holds(old.ID) {
			t.Errorf("after the merger he sends for %+v", s)
		}
		if boss := h.actor(h.admin("admin@kalteng.go.id").entry.Token); boss.Office != "Provinsi Kalimantan Tengah" {
			t.Errorf("office of the province %q", boss.Office)
		}
	})
}

// A second factor is fresh for ten minutes; showing it again gives another token, and
// the old one ends at once.
func TestProve(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		walidata := h.enrol(h.create(Account{Mail: "wali@kalteng.go.id", Name: "Wali", Grants: []Grant{{lewu.RoleWalidata, ""}}}))
		e := h.signIn(walidata, walidata.at)
		strong := func(token string) error { return Require(h.actor(token), "uji.terbit", Object{}) }
		h.must(strong(e.Token))
		h.pass(10 * time.Minute)
		h.refuses("after ten minutes", strong(e.Token), errs.Confirm, "auth.confirm")

		_, err := h.Prove(h.stranger(), e.Token, walidata.at, Proof{Code: "000000"})
		h.refuses("a wrong code", err, errs.Invalid, "auth.code-second")
		_, err = h.Prove(h.stranger(), e.Token, walidata.at, Proof{})
		h.refuses("nothing", err, errs.Invalid, "auth.code-second")
		_, err = h.Prove(h.stranger(), "token-orang", walidata.at, Proof{Code: h.code(walidata.secret)})
		h.refuses("nobody's token", err, errs.SignIn, "auth.sign-in")

		code := h.code(walidata.secret)
		next, err := h.Prove(h.stranger(), e.Token, walidata.at, Proof{Code: code})
		h.must(err)
		h.must(strong(next.Token))
		if next.Token == e.Token || next.Session.ID != e.Session.ID || h.actor(e.Token).Kind != Public {
			t.Error("the stolen old token still holds")
		}
		if !next.Session.Ends.Equal(e.Session.Ends) {
			t.Errorf("the session now ends at %s, before at %s", next.Session.Ends, e.Session.Ends)
		}
		_, err = h.Prove(h.stranger(), e.Token, walidata.at, Proof{Code: h.code(walidata.secret)})
		h.refuses("the old token", err, errs.SignIn, "auth.sign-in")
		_, err = h.Prove(h.stranger(), next.Token, walidata.at, Proof{Code: code})
		h.refuses("the same code", err, errs.Invalid, "auth.code-second")

		// A printed code does as well, of two at once one.
		wins := h.race(6, func() error {
			_, err := h.Prove(h.stranger(), next.Token, walidata.at, Proof{Code: walidata.codes[0]})
			return err
		})
		if wins != 1 || h.actor(next.Token).Kind != Public {
			t.Errorf("%d of 6 went on with one token", wins)
		}
	})
}

// Guessing the second factor in a stolen session slows down, in that session alone.
func TestProveDelay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		stolen, own := h.signIn(siti, siti.at), h.signIn(siti, siti.at)
		for range 4 {
			_, err := h.Prove(h.stranger(), stolen.Token, siti.at, Proof{Code: "000000"})
			h.refuses("a guess", err, errs.Invalid, "auth.code-second")
		}
		_, err := h.Prove(h.stranger(), stolen.Token, siti.at, Proof{Code: h.code(siti.secret)})
		h.waits("the fifth", err, time.Second)
		_, err = h.Prove(h.stranger(), own.Token, siti.at, Proof{Code: h.code(siti.secret)})
		h.must(err)
	})
}

func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, boss := h.siti(), h.admin("admin@kalteng.go.id")
		budi := h.enrol(h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasC, Grants: []Grant{{lewu.RoleOperator, dinasC}}}))
		e := h.signIn(siti, browser("10.20.0.9"))
		ctx := h.as(e)
		list, err := h.Sessions(ctx, siti.ID)
		h.must(err)
		if len(list) != 2 || !list[0].Current || list[1].Current || list[0].ID != e.Session.ID || list[0].Addr != "10.20.0.9" ||
			list[0].How != ByTOTP || list[0].Agent != siti.at.Agent {
			t.Errorf("sessions %+v", list)
		}
		_, err = h.Sessions(ctx, budi.ID)
		h.refuses("another's sessions", err, errs.NotFound, notYours)
		h.refuses("another's session", h.EndSession(ctx, budi.entry.Session.ID), errs.NotFound, notYours)
		h.refuses("all of another", h.EndAll(ctx, budi.ID), errs.NotFound, notYours)
		h.refuses("no session", h.EndSession(ctx, "x\x00"), errs.NotFound, "auth.no-session")
		if list, err := h.Sessions(h.as(boss.entry), budi.ID); err != nil || len(list) != 1 {
			t.Errorf("an admin sees %d sessions, %v", len(list), err)
		}
		h.must(h.EndOthers(ctx))
		if list, _ := h.Sessions(ctx, siti.ID); len(list) != 1 || h.actor(siti.entry.Token).Kind != Public || h.actor(e.Token).Kind != Person {
			t.Errorf("after ending the others %+v", list)
		}
		if got := h.trail("auth.end-others"); len(got) != 1 || got[0].Actor != siti.ID || got[0].After != `{"sessions":1}` {
			t.Errorf("trail %+v", got)
		}
		h.must(h.SignOut(h.stranger(), e.Token))
		h.must(h.SignOut(h.stranger(), e.Token))
		if got := h.trail("auth.sign-out"); len(got) != 1 || got[0].Actor != siti.ID {
			t.Errorf("trail %+v", got)
		}
		// Rows of sessions that ran out are cleared away by later ones.
		h.pass(48 * time.Hour)
		h.signIn(siti, siti.at)
		var rows int
		h.must(h.DB.QueryRow(`select count(*) from session`).Scan(&rows))
		if rows != 1 {
			t.Errorf("%d rows of sessions", rows)
		}
	})
}

// An agent that is no text, or endless, is cut for the list.
func TestAgentText(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Mozilla/5.0  (X11)", "Mozilla/5.0 (X11)"},
		{"", ""},
		{"a\x00b", "?"},
		{"\xff", "?"},
		{"\u202egnp", "?"},
	} {
		if got := agentText(Visitor{Agent: test.in}); got != test.want {
			t.Errorf("agentText(%q) = %q, want %q", test.in, got, test.want)
		}
	}
	if got := agentText(Visitor{Agent: string(slices.Repeat([]byte("x"), 1500))}); len(got) != maxAgent {
		t.Errorf("an endless agent is %d long", len(got))
	}
}
