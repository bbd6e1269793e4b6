package auth

import (
	"regexp"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	shape := regexp.MustCompile(`^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$`)
	for range 1000 {
		code := newCode()
		if seen[code] || !shape.MatchString(code) {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
	}
	for _, test := range []struct{ typed, want string }{
		{"7KQF-M2XC-PR9T-HB4W", "7KQFM2XCPR9THB4W"},
		{" 7kqf m2xc\u00a0pr9t–hb4w. ", "7KQFM2XCPR9THB4W"},
		{"123 456", "123456"},
		{"7KQF\x00", "7KQF?"},
		{"ÄÖ", "??"},
		{"", ""},
	} {
		if got := bareCode(test.typed); got != test.want {
			t.Errorf("bareCode(%q) = %q, want %q", test.typed, got, test.want)
		}
	}
}

func TestInvitation(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := browser("10.20.0.7")
		rina := h.create(Account{Mail: "rina@kalteng.go.id", Name: "Rina", Agency: dinasA, Grants: []Grant{{lewu.RoleOperator, dinasA}}})
		first, _, err := h.Invite(h.operator(), rina.ID)
		h.must(err)
		code, ends, err := h.Invite(h.operator(), rina.ID)
		h.must(err)
		if want := h.clock().Add(7 * 24 * time.Hour); !ends.Equal(want) {
			t.Errorf("it ends at %s, want %s", ends, want)
		}
		for _, test := range []struct{ name, mail, code string }{
			{"a code that was replaced", rina.Mail, first},
			{"a wrong code", rina.Mail, "2222-2222-2222-2222"},
			{"another's mail", "siapa@kalteng.go.id", code},
			{"no code", rina.Mail, ""},
		} {
			_, err := h.Redeem(h.stranger(), v, test.mail, test.code, "")
			h.refuses(test.name, err, errs.Invalid, "auth.code-wrong")
		}
		// Two at once: one wins.
		entries := make(chan Entry, 6)
		wins := h.race(6, func() error {
			e, err := h.Redeem(h.stranger(), v, strings.ToUpper(rina.Mail), strings.ToLower(code), "")
			entries <- e
			return err
		})
		if wins != 1 {
			t.Errorf("%d redeemed one code", wins)
		}
		close(entries)
		var e Entry
		for got := range entries {
			if got.Token != "" {
				e = got
			}
		}
		// What it opens sets up means, and does nothing else.
		a := h.actor(e.Token)
		if !a.Enrolling || a.ID != rina.ID || strings.Join(a.Rights.Names(), " ") != PermMeans+" "+PermSelf || Can(a, "uji.kirim", Object{Agency: dinasA}) {
			t.Errorf("the session of a code is %+v with %v", a, a.Rights.Names())
		}
		_, err = h.Prove(h.stranger(), e.Token, v, Proof{Code: "000000"})
		h.refuses("proving in it", err, errs.SignIn, "auth.sign-in")
		h.must(h.SetPassword(h.as(e), "", goodPassword))
		_, err = h.SignIn(h.stranger(), v, rina.Mail, goodPassword, "")
		h.refuses("a password without a second factor", err, errs.Invalid, "auth.wrong")
		h.pass(45 * time.Minute)
		h.actor(e.Token)
		if h.pass(15 * time.Minute); h.actor(e.Token).Kind != Public {
			t.Error("the session of a code lasts longer than an hour")
		}
		// Who did not come to the end is invited again, and begins anew.
		code, _, err = h.Invite(h.operator(), rina.ID)
		h.must(err)
		h.pass(7 * 24 * time.Hour)
		_, err = h.Redeem(h.stranger(), v, rina.Mail, code, "")
		h.refuses("after seven days", err, errs.Invalid, "auth.code-wrong")
		code, _, err = h.Invite(h.operator(), rina.ID)
		h.must(err)
		_, err = h.Redeem(h.stranger(), v, rina.Mail, code, "")
		h.must(err)
		if a, _ := h.Account(h.operator(), rina.ID); a.HasPassword || a.Complete() {
			t.Errorf("half of what was set up before is left: %+v", a)
		}
		siti := h.siti()
		_, _, err = h.Invite(h.operator(), siti.ID)
		h.refuses("who can sign in", err, errs.Conflict, "auth.has-means")
	})
}

// Wrong codes slow an address down, and never keep the invited person out.
func TestRedeemDelay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		rina := h.create(Account{Mail: "rina@kalteng.go.id", Name: "Rina", Agency: dinasA})
		code, _, err := h.Invite(h.operator(), rina.ID)
		h.must(err)
		bad := browser("203.0.113.9")
		for range freeOfAddr + 1 {
			_, err := h.Redeem(h.stranger(), bad, rina.Mail, "2222-2222-2222-2222", "")
			h.refuses("a guess", err, errs.Invalid, "auth.code-wrong")
		}
		_, err = h.Redeem(h.stranger(), bad, rina.Mail, code, "")
		h.waits("the guesser", err, time.Second)
		if _, err := h.Redeem(h.stranger(), browser("10.20.0.7"), rina.Mail, code, ""); err != nil {
			t.Errorf("the invited person: %v", err)
		}
	})
}

// Redeeming costs the same whoever is asked for.
func TestRedeemSameWork(t *testing.T) {
	h, queries := countedHouse(t)
	siti := h.siti()
	rina := h.create(Account{Mail: "rina@kalteng.go.id", Name: "Rina", Agency: dinasA})
	_, _, err := h.Invite(h.operator(), rina.ID)
	h.must(err)
	for range 2 {
		var wantQueries int64
		for n, mail := range []string{"siapa@kalteng.go.id", "siapa@kalteng.go.id", siti.Mail, rina.Mail} {
			h.pass(time.Minute)
			q, d := queries.Load(), h.derived
			_, err := h.Redeem(h.stranger(), browser("203.0.113.9"), mail, "2222-2222-2222-2222", "")
			h.refuses(mail, err, errs.Invalid, "auth.code-wrong")
			q, d = queries.Load()-q, h.derived-d
			if n == 1 {
				wantQueries = q
			}
			if n > 1 && q != wantQueries || d != 2 {
				t.Errorf("%s: %d queries and %d hashes, want %d and 2", mail, q, d, wantQueries)
			}
		}
		_, err := h.FirstCode(h.operator()) // and again while there is one
		h.must(err)
	}
}

// The first start's code makes the first admin, once, and is there only while nobody
// else can.
func TestFirstCode(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		v := browser("127.0.0.1")
		void, err := h.FirstCode(h.operator())
		h.must(err)
		code, err := h.FirstCode(h.operator())
		h.must(err)
		_, err = h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", void, "Yanto")
		h.refuses("a code that was replaced", err, errs.Invalid, "auth.code-wrong")
		_, err = h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", code, "")
		h.refuses("without a name", err, errs.Invalid, "auth.no-name")
		_, err = h.Redeem(h.stranger(), v, "yanto", code, "Yanto")
		h.refuses("without a mail", err, errs.Invalid, "auth.bad-mail")
		wins := h.race(4, func() error {
			_, err := h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", code, "Yanto")
			return err
		})
		if wins != 1 {
			t.Fatalf("%d redeemed the first code", wins)
		}
		yanto, err := h.ByMail(h.operator(), "Yanto@kalteng.go.id")
		h.must(err)
		if len(yanto.Grants) != 1 || yanto.Grants[0] != (Grant{Role: lewu.RoleAdmin}) || yanto.Name != "Yanto" || yanto.Complete() {
			t.Errorf("the first account is %+v", yanto)
		}
		// He closed the browser before he had a key: the next start has a new code, and
		// he begins again with the same account.
		code, err = h.FirstCode(h.operator())
		h.must(err)
		h.pass(time.Hour)
		_, err = h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", code, "Yanto")
		h.refuses("after an hour", err, errs.Invalid, "auth.code-wrong")
		code, err = h.FirstCode(h.operator())
		h.must(err)
		e, err := h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", code, "Yanto")
		h.must(err)
		if e.Session.Account != yanto.ID {
			t.Error("the same mail made a second account")
		}
		p := newPhone(t)
		h.addKey(e, p, "Ponsel")
		e, err = h.Enrolled(h.stranger(), e.Token, v)
		h.must(err)
		if a := h.actor(e.Token); !Can(a, PermPeople, Object{}) {
			t.Errorf("the first admin may %v", a.Rights.Names())
		}
		if code, err := h.FirstCode(h.operator()); err != nil || code != "" {
			t.Errorf("a code in spite of an admin who can sign in: %q, %v", code, err)
		}
		if list := h.trail("auth.first-code"); len(list) != 4 || list[0].Actor != "yanto" || strings.Contains(list[0].After, "-") {
			t.Errorf("trail %+v", list)
		}
	})
}

// The first code takes over nobody who can sign in, is closed, or is of the demo.
func TestFirstCodeTakesNobodyOver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, v := h.siti(), browser("127.0.0.1")
		h.create(Account{Mail: "demo@contoh.example", Name: "Demo", Demo: true})
		gone := h.create(Account{Mail: "gone@kalteng.go.id", Name: "Pergi"})
		h.must(h.Close(h.operator(), gone.ID, "pensiun"))
		code, err := h.FirstCode(h.operator())
		h.must(err)
		for _, mail := range []string{siti.Mail, "demo@contoh.example", gone.Mail} {
			_, err := h.Redeem(h.stranger(), v, mail, code, "Siapa")
			h.refuses(mail, err, errs.Conflict, "auth.mail-taken")
		}
		if _, err := h.Redeem(h.stranger(), v, "yanto@kalteng.go.id", code, "Yanto"); err != nil {
			t.Errorf("the code was used up: %v", err)
		}
	})
}
