package auth

import (
	"database/sql"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/auth/totp"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestSignIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		e := h.signIn(siti, browser("10.20.0.8"))
		a := h.actor(e.Token)
		if a.Kind != Person || a.ID != siti.ID || a.Name != "Siti Rahmawati" || a.Office != "Dinas A" || a.Agency != dinasA ||
			a.Session != e.Session.ID || a.Enrolling {
			t.Errorf("actor %+v", a)
		}
		if e.Device == "" || e.Session.How != ByTOTP {
			t.Errorf("entry %+v", e)
		}
		if list := h.trail("auth.entry"); len(list) != 2 || list[1].Actor != siti.ID || list[1].Office != "Dinas A" || list[1].Scope != dinasA ||
			!strings.Contains(list[1].After, "10.20.0.8") {
			t.Errorf("trail %+v", list)
		}
		for _, test := range []struct{ name, mail, password, code string }{
			{"wrong password", siti.Mail, "kuda terbang sembilan tikus", h.code(siti.secret)},
			{"no second factor", siti.Mail, goodPassword, ""},
			{"a wrong code", siti.Mail, goodPassword, "000000"},
			{"a wrong printed code", siti.Mail, goodPassword, "2222-2222-2222-2222"},
			{"nobody", "siapa@kalteng.go.id", goodPassword, h.code(siti.secret)},
			{"no mail", "", "", ""},
			{"bytes no database takes", "a\x00\xff@b", "\x00", "\x00"},
			{"an endless password", siti.Mail, strings.Repeat("x", 100_000), ""},
			{"an endless mail", strings.Repeat("x", 100_000), goodPassword, ""},
		} {
			_, err := h.SignIn(h.stranger(), browser("10.20.1.1"), test.mail, test.password, test.code)
			h.refuses(test.name, err, errs.Invalid, "auth.wrong")
			h.pass(time.Hour)
		}
		// As people type: capitals in the mail, a space in the code.
		code := h.code(siti.secret)
		if _, err := h.SignIn(h.stranger(), browser("10.20.0.8"), " Siti@Kalteng.go.id ", goodPassword, code[:3]+" "+code[3:]); err != nil {
			t.Error(err)
		}
	})
}

// A code of the authenticator is taken once: neither again, nor one from before it,
// nor twice at the same moment.
func TestTOTPReplay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.8")
		before, now := h.code(siti.secret), ""
		h.pass(totp.Period)
		now = h.code(siti.secret)

		wins := h.race(8, func() error {
			_, err := h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, now)
			return err
		})
		if wins != 1 {
			t.Errorf("%d of 8 signed in with one code", wins)
		}
		h.pass(time.Second)
		for name, code := range map[string]string{"the same": now, "the one before": before} {
			_, err := h.SignIn(h.stranger(), v, siti.Mail, goodPassword, code)
			h.refuses(name, err, errs.Invalid, "auth.wrong")
		}
		h.pass(time.Hour)
		h.signIn(siti, v)
	})
}

// race does a thing n times at once and counts how often it was done.
func (h *house) race(n int, do func() error) (wins int) {
	var group sync.WaitGroup
	var mu sync.Mutex
	for range n {
		group.Go(func() {
			err := do()
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				wins++
			}
		})
	}
	group.Wait()
	return wins
}

// A printed code stands for the second factor once, as people type it.
func TestRecoveryCodes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("10.20.0.8")
		if len(siti.codes) != 10 {
			t.Fatalf("%d codes, want 10", len(siti.codes))
		}
		typed := strings.ToLower(strings.ReplaceAll(siti.codes[3], "-", " "))
		e, err := h.SignIn(h.stranger(), v, siti.Mail, goodPassword, typed)
		h.must(err)
		if e.Session.How != ByRecovery {
			t.Errorf("signed in by %q", e.Session.How)
		}
		if _, err := h.SignIn(h.stranger(), v, siti.Mail, goodPassword, siti.codes[3]); !errs.Is(err, errs.Invalid) {
			t.Errorf("a used code: %v", err)
		}
		a, err := h.Account(h.operator(), siti.ID)
		h.must(err)
		if list := h.trail("auth.recovery-used"); a.Codes != 9 || len(list) != 1 || list[0].Actor != siti.ID || list[0].After != `{"left":9}` {
			t.Errorf("%d codes left, trail %+v", a.Codes, list)
		}
		// Eight at once with one code, from a browser of hers: one gets in.
		known := v
		known.Device = e.Device
		wins := h.race(8, func() error {
			_, err := h.SignIn(h.stranger(), known, siti.Mail, goodPassword, siti.codes[0])
			return err
		})
		if wins != 1 {
			t.Errorf("%d of 8 signed in with one printed code", wins)
		}
		// New codes make the old ones void.
		h.pass(time.Hour)
		fresh, err := h.RecoveryCodes(h.as(h.signIn(siti, v)))
		h.must(err)
		if _, err := h.SignIn(h.stranger(), v, siti.Mail, goodPassword, siti.codes[5]); !errs.Is(err, errs.Invalid) {
			t.Errorf("an old code: %v", err)
		}
		if _, err := h.SignIn(h.stranger(), v, siti.Mail, goodPassword, fresh[5]); err != nil {
			t.Errorf("a new code: %v", err)
		}
	})
}

// The token after sign-in is never one that was there before.
func TestFixation(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		planted, v := "token-yang-ditanam", browser("10.20.0.8")
		v.Device = "perangkat-yang-ditanam"
		if a := h.actor(planted); a.Kind != Public {
			t.Fatalf("a token of nobody is %+v", a)
		}
		e := h.signIn(siti, v)
		if e.Token == planted || len(e.Token) < 43 || h.actor(planted).Kind != Public {
			t.Errorf("token %q", e.Token)
		}
		if e.Device == v.Device || len(e.Device) < 43 {
			t.Errorf("device %q", e.Device)
		}
		again := h.signIn(siti, v)
		if again.Token == e.Token || h.actor(e.Token).Kind != Person {
			t.Error("two sign-ins share a token, or the first ended")
		}
		v.Token = again.Token // a browser that is in a session leaves it
		third := h.signIn(siti, v)
		if h.actor(again.Token).Kind != Public || h.actor(e.Token).Kind != Person || h.actor(third.Token).Kind != Person {
			t.Error("the session before did not end, or another did")
		}
		var stored int
		h.must(h.DB.QueryRow(`select count(*) from session where token = $1 or token = $2`, e.Token, third.Token).Scan(&stored))
		if stored != 0 {
			t.Error("a token is stored as it is")
		}
	})
}

// After three failures each further one waits longer: told at once, without a hash.
func TestDelays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, bad := h.siti(), browser("203.0.113.9")
		fail := func(v Visitor, mail string) error {
			_, err := h.SignIn(h.stranger(), v, mail, "salah salah salah", "")
			return err
		}
		for _, mail := range []string{siti.Mail, "siapa@kalteng.go.id"} {
			for n, wait := range []int{0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900} {
				if wait > 0 {
					before := h.derived
					h.waits(mail, fail(bad, mail), time.Duration(wait)*time.Second)
					if h.derived != before {
						t.Errorf("%s, failure %d: a refused try cost a hash", mail, n)
					}
					h.pass(time.Duration(wait) * time.Second)
				}
				h.refuses(mail, fail(bad, mail), errs.Invalid, "auth.wrong")
			}
			h.pass(48 * time.Hour)
		}
		h.refuses("after two days", fail(bad, siti.Mail), errs.Invalid, "auth.wrong")

		// Her own success from a new browser takes back her own try, and none of the
		// guesser's.
		for range 4 {
			_ = fail(bad, siti.Mail)
		}
		h.pass(time.Hour)
		h.signIn(siti, browser("10.20.0.77"))
		_ = fail(bad, siti.Mail)
		h.waits("the guesser goes on", fail(bad, siti.Mail), 2*time.Second)

		// A clock that went back a day keeps nobody waiting for a day.
		h.pass(-24 * time.Hour)
		h.refuses("a day earlier", fail(bad, siti.Mail), errs.Invalid, "auth.wrong")
		h.waits("and again", fail(bad, siti.Mail), 4*time.Second)
	})
}

// A thousand wrong passwords from a hundred addresses, eight at once: the owner signs
// in from a browser of hers while they come, with passkeys no less, and the trail and
// the machine are not flooded.
func TestThousandWrongPasswords(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		before, noted := h.derived, len(h.trail("auth.failure"))
		jobs := make(chan int)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for n := range jobs {
					v := browser("203.0.113.1")
					v.Addr = netip.AddrFrom4([4]byte{203, 0, 113, byte(n % 100)})
					if _, err := h.SignIn(h.stranger(), v, siti.Mail, "salah salah salah", "123456"); err == nil {
						t.Error("a wrong password signed in")
					}
				}
			})
		}
		for n := range 1000 {
			if n == 500 {
				if _, err := h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret)); err != nil {
					t.Errorf("the owner at her own browser: %v", err)
				}
			}
			jobs <- n
		}
		close(jobs)
		group.Wait()
		if cost := h.derived - before; cost > 10 {
			t.Errorf("1,000 wrong passwords cost %d hashes", cost)
		}
		if n := len(h.trail("auth.failure")) - noted; n == 0 || n > notedEach {
			t.Errorf("1,000 wrong passwords wrote %d entries", n)
		}
		// From a new browser she waits, and is told how long.
		_, err := h.SignIn(h.stranger(), browser("10.20.0.99"), siti.Mail, goodPassword, h.code(siti.secret))
		h.waits("the owner elsewhere", err, time.Second)
	})
}

// The count of an address slows one visitor who tries many people, not his
// neighbours' known browsers; a network of IPv6 is one address.
func TestDelayByAddress(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		for n := range 21 {
			v := browser("2001:db8:1:2::1")
			v.Addr = netip.MustParseAddr("2001:db8:1:2::" + string("123456789abcdef"[n%15]))
			_, err := h.SignIn(h.stranger(), v, "orang"+string(rune('a'+n))+"@kalteng.go.id", "salah salah salah", "")
			h.refuses("within what is free", err, errs.Invalid, "auth.wrong")
		}
		_, err := h.SignIn(h.stranger(), browser("2001:db8:1:2:ffff::1"), "lain@kalteng.go.id", "salah salah salah", "")
		h.waits("the same network", err, time.Second)
		_, err = h.SignIn(h.stranger(), browser("2001:db8:1:3::1"), "lain@kalteng.go.id", "salah salah salah", "")
		h.refuses("another network", err, errs.Invalid, "auth.wrong")

		known := browser("2001:db8:1:2::1")
		known.Device = siti.at.Device
		h.signIn(siti, known)
	})
}

// A known browser has its own count: it slows down too, is cleared by success, and
// says nothing for another account.
func TestDelayByDevice(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		budi := h.enrol(h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasC, Grants: []Grant{{lewu.RoleOperator, dinasC}}}))
		fail := func(v Visitor, mail string) error {
			_, err := h.SignIn(h.stranger(), v, mail, "salah salah salah", "")
			return err
		}
		for range 4 {
			h.refuses("own browser", fail(siti.at, siti.Mail), errs.Invalid, "auth.wrong")
		}
		h.waits("own browser", fail(siti.at, siti.Mail), time.Second)
		h.pass(time.Second)
		h.signIn(siti, siti.at)
		for range 4 {
			h.refuses("cleared by success", fail(siti.at, siti.Mail), errs.Invalid, "auth.wrong")
		}
		// Siti's browser is a stranger's to Budi's account.
		for range 4 {
			h.refuses("a colleague's account", fail(siti.at, budi.Mail), errs.Invalid, "auth.wrong")
		}
		h.waits("a colleague's account", fail(siti.at, budi.Mail), time.Second)
		h.waits("a colleague's account from elsewhere", fail(browser("198.51.100.7"), budi.Mail), time.Second)
		// A shared computer that both signed in on keeps one token for both.
		h.pass(time.Hour)
		shared := siti.at
		if e := h.signIn(budi, shared); e.Device != shared.Device {
			t.Error("the shared computer got another token")
		}
		for range 5 {
			_ = fail(browser("198.51.100.8"), budi.Mail)
		}
		h.signIn(budi, shared)
	})
}

// Unknown mails, wrong passwords and wrong codes cost the same queries and hashes.
func TestSameWork(t *testing.T) {
	h, queries := countedHouse(t)
	siti := h.siti()
	locked := h.create(Account{Mail: "belum@kalteng.go.id", Name: "Belum Pernah", Agency: dinasC})
	cost := func(mail, password, code string) (int64, int) {
		h.pass(time.Hour)
		q, d := queries.Load(), h.derived
		_, err := h.SignIn(h.stranger(), browser("203.0.113.9"), mail, password, code)
		h.refuses(mail, err, errs.Invalid, "auth.wrong")
		return queries.Load() - q, h.derived - d
	}
	cost("pertama@kalteng.go.id", "salah salah salah", "1") // fills what is prepared once
	for _, code := range []string{"000000", "2222-2222-2222-2222", ""} {
		wantQueries, wantHashes := cost("siapa@kalteng.go.id", "salah salah salah", code)
		for _, test := range []struct{ name, mail, password string }{
			{"wrong password", siti.Mail, "salah salah salah"},
			{"right password, wrong code", siti.Mail, goodPassword},
			{"an account without means", locked.Mail, goodPassword},
		} {
			q, d := cost(test.mail, test.password, code)
			if q != wantQueries || d != wantHashes || d == 0 {
				t.Errorf("%s with code %q: %d queries and %d hashes, an unknown mail takes %d and %d", test.name, code, q, d, wantQueries, wantHashes)
			}
		}
	}
}

// A hash of an older cost is made again while the password is known.
func TestRehash(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		h.hasher = password.Counting(password.Cost{Memory: 16, Passes: 1, Threads: 1}, func(secret, salt []byte, _ password.Cost) []byte {
			return fakeHash(secret, salt)
		})
		h.signIn(siti, siti.at)
		var hash string
		h.must(h.DB.QueryRow(`select password from account where id = $1`, siti.ID).Scan(&hash))
		if !strings.Contains(hash, "$m=16,t=1,p=1$") {
			t.Errorf("hash %s", hash)
		}
		h.signIn(siti, siti.at)
	})
}

// Means that end between the look and the entry let nobody in.
func TestResetDuringSignIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		done := func(query string) func() {
			return func() {
				if _, err := h.DB.Exec(query, siti.ID); err != nil {
					t.Error(err)
				}
			}
		}
		for _, test := range []struct {
			name      string
			meanwhile func()
			code      func() string
		}{
			{"another password", done(`update account set password = 'lain' where id = $1`), func() string { return h.code(siti.secret) }},
			{"another authenticator", done(`update account set totp = 'lain' where id = $1`), func() string { return h.code(siti.secret) }},
			{"other printed codes", done(`delete from account_recovery where account = $1`), func() string { return siti.codes[0] }},
			{"closed", done(`update account set closed_at = 1 where id = $1`), func() string { return siti.codes[1] }},
		} {
			h.onHash = test.meanwhile
			_, err := h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, test.code())
			h.refuses(test.name, err, errs.Invalid, "auth.wrong")
			h.must(h.in(h.operator(), func(tx *sql.Tx) error { return wipe(h.operator(), tx, siti.ID) }))
			if _, err := h.DB.Exec(`update account set closed_at = 0 where id = $1`, siti.ID); err != nil {
				t.Fatal(err)
			}
			siti = h.enrol(siti.Account)
		}
	})
}

// The trail takes five failures a minute of one account; what it did not take is
// counted.
func TestFailuresAreBounded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		for n := range 12 {
			v := browser("203.0.113.1")
			v.Addr = netip.AddrFrom4([4]byte{203, 0, 113, byte(n)})
			_ = h.failed(h.stranger(), siti.Account, v, "password", "auth.wrong")
		}
		list := h.trail("auth.failure")
		if len(list) != notedEach || list[0].Object != "account/"+siti.ID || list[0].Scope != dinasA || list[0].Actor != "publik" {
			t.Fatalf("%d entries, the first %+v", len(list), list[0])
		}
		h.pass(time.Minute)
		_ = h.failed(h.stranger(), siti.Account, siti.at, "password", "auth.wrong")
		if list = h.trail("auth.failure"); len(list) != 6 || !strings.Contains(list[5].After, `"more":7`) {
			t.Errorf("%d entries, the last %s", len(list), list[len(list)-1].After)
		}
		// Nobody's mail is not kept: it may be a password.
		_, _ = h.SignIn(h.stranger(), browser("198.51.100.3"), "RahasiaNegara2025", "x", "")
		if last := h.trail("auth.failure"); !strings.Contains(last[len(last)-1].Object, "?") || strings.Contains(strings.ToLower(last[len(last)-1].After), "rahasia") {
			t.Errorf("the trail keeps %+v", last[len(last)-1])
		}
	})
}

func TestDemoEntry(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.siti()
		demo := h.create(Account{Mail: "operator@contoh.example", Name: "Operator Contoh", Agency: dinasC, Demo: true, Grants: []Grant{{lewu.RoleWalidata, ""}}})
		_, err := h.DemoEntry(h.stranger(), browser("127.0.0.1"), lewu.RoleOperator)
		h.refuses("a role that only real people have", err, errs.NotFound, "auth.no-demo")
		e, err := h.DemoEntry(h.stranger(), browser("127.0.0.1"), lewu.RoleWalidata)
		h.must(err)
		h.pass(30 * time.Minute)
		a := h.actor(e.Token)
		if a.ID != demo.ID || !a.Fresh || !a.Demo || Require(a, "uji.terbit", Object{}) != nil {
			t.Errorf("actor %+v", a)
		}
	})
}
