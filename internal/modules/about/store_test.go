package about

import (
	"fmt"
	"io/fs"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// noon is a day of the tests.
var noon = time.Date(2025, 11, 24, 12, 0, 0, 0, clock.WIB)

func newStore(t *testing.T, d *db.DB) *store {
	t.Helper()
	own, err := fs.Sub(files, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), {Name: "about", Files: own}} {
		if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	return &store{d}
}

func said(i int) correction {
	return correction{
		Form: fmt.Sprintf("f%d", i), Secret: digest("kunci"), Page: "/data/padi?versi=2&maki=x", Place: "/data/padi", Title: "Padi", Dataset: "padi", Agency: "a",
		Lang: "id", Wrong: "Angka Katingan tertukar dengan Kapuas.", Contact: "ani@contoh.example", At: noon,
	}
}

func TestReportsGetNumbers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStore(t, d)
		var numbers []string
		for i, at := range []time.Time{
			noon, noon, time.Date(2025, 12, 31, 23, 59, 0, 0, clock.WIB), time.Date(2026, 1, 1, 0, 1, 0, 0, clock.WIB),
		} {
			c := said(i)
			c.At = at
			got, err := s.Report(t.Context(), c, fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, got.Number)
		}
		if got := strings.Join(numbers, " "); got != "R-2025-0001 R-2025-0002 R-2025-0003 R-2026-0001" {
			t.Errorf("numbers %s", got)
		}
		again := said(0)
		again.Wrong = "Dikirim lagi."
		got, err := s.Report(t.Context(), again, "0")
		if err != nil || got.Number != "R-2025-0001" || got.Wrong != said(0).Wrong {
			t.Errorf("the same form sent twice: %+v, %v", got, err)
		}
		found, err := s.Find(t.Context(), "R-2025-0001")
		want := said(0)
		want.Number, want.At = "R-2025-0001", noon.UTC()
		if err != nil || found != want || !found.Open() || !found.opens("kunci") || found.opens("lain") || found.opens("") {
			t.Errorf("Find = %+v, %v, want %+v", found, err, want)
		}
		if _, err := s.Find(t.Context(), "R-2025-9999"); !errs.Is(err, errs.NotFound) {
			t.Errorf("an unknown number: %v", err)
		}
		e, _, err := audit.Last(t.Context(), d, actReport)
		if err != nil || strings.Contains(e.After, "Katingan") || strings.Contains(e.After, "ani@") || strings.Contains(e.After, "maki") || e.Scope != "a" {
			t.Errorf("the trail has %+v, %v, want the page and nothing the reporter wrote", e, err)
		}
	})
}

func TestSendersAreLimited(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStore(t, d)
		n := 0
		send := func(sender string, at time.Time) error {
			c := said(n)
			n++
			c.At = at
			_, err := s.Report(t.Context(), c, sender)
			return err
		}
		for range maxHourly {
			if err := send("a", noon); err != nil {
				t.Fatal(err)
			}
		}
		if err := send("a", noon.Add(59*time.Minute)); !errs.Is(err, errs.Busy) {
			t.Errorf("report %d of an hour: %v, want Busy", maxHourly+1, err)
		}
		if err := send("b", noon); err != nil {
			t.Errorf("another sender: %v", err)
		}
		for h := 1; h < maxDaily/maxHourly; h++ {
			for range maxHourly {
				if err := send("a", noon.Add(time.Duration(h)*61*time.Minute)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := send("a", noon.Add(8*time.Hour)); !errs.Is(err, errs.Busy) {
			t.Errorf("report %d of a day: %v, want Busy", maxDaily+1, err)
		}
		late := noon.Add(30 * time.Hour)
		for i := range maxHourlyAll {
			if err := send(fmt.Sprint("s", i), late); err != nil {
				t.Fatal(err)
			}
		}
		if err := send("t", late); !errs.Is(err, errs.Busy) {
			t.Errorf("report %d of all: %v, want Busy", maxHourlyAll+1, err)
		}
		var left int
		if err := d.QueryRow(`SELECT count(*) FROM about_knock`).Scan(&left); err != nil || left != maxHourlyAll {
			t.Errorf("%d senders are kept (%v), want those of the last day", left, err)
		}
	})
}

var walidata = auth.Actor{Kind: auth.Person, ID: "w1", Name: "Wati", Office: "Diskominfosantik (contoh)"}

func TestAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStore(t, d)
		ctx := auth.With(t.Context(), walidata)
		for i := range 3 {
			c := said(i)
			c.Agency = []string{"a", "b", ""}[i]
			c.At = noon.Add(time.Duration(i) * time.Minute)
			if _, err := s.Report(ctx, c, "x"); err != nil {
				t.Fatal(err)
			}
		}
		first := answer{mended, "Dua baris tertukar.", "Sudah dibetulkan pada versi 3.", ""}
		at := noon.Add(time.Hour)
		if err := s.Answer(ctx, "R-2025-0002", time.Time{}, first, walidata, at); err != nil {
			t.Fatal(err)
		}
		if err := s.Answer(ctx, "R-2025-0002", time.Time{}, first, walidata, at.Add(time.Second)); err != nil {
			t.Errorf("the same answer sent twice: %v", err)
		}
		other := answer{rejected, "Tidak ada yang keliru.", "Angka sudah sesuai sumber.", ""}
		if err := s.Answer(ctx, "R-2025-0002", time.Time{}, other, walidata, at); !errs.Is(err, errs.Conflict) {
			t.Errorf("another answer meanwhile: %v, want Conflict", err)
		}
		c, err := s.Find(ctx, "R-2025-0002")
		if err != nil || c.Outcome != mended || c.Office != walidata.Office || c.AnsweredBy != "w1" || !c.AnsweredAt.Equal(at) {
			t.Errorf("Find = %+v, %v", c, err)
		}
		if err := s.Answer(ctx, "R-2025-0002", c.AnsweredAt, other, walidata, at.Add(time.Hour)); err != nil {
			t.Errorf("a better answer: %v", err)
		}
		e, _, err := audit.Last(ctx, d, actAnswer)
		if err != nil || !strings.Contains(e.Before, "versi 3") || !strings.Contains(e.After, "tidak-keliru") || e.Actor != "w1" || e.Scope != "b" {
			t.Errorf("the trail has %+v, %v", e, err)
		}
		for _, test := range []struct {
			scope    auth.Scope
			answered bool
			want     string
		}{
			{auth.Scope{Province: true}, false, "[R-2025-0001 R-2025-0003]"},
			{auth.Scope{Province: true}, true, "[R-2025-0002]"},
			{auth.Scope{Agencies: []string{"a"}}, false, "[R-2025-0001]"},
			{auth.Scope{Agencies: []string{"a"}}, true, "[]"},
			{auth.Scope{}, false, "[]"},
		} {
			list, err := s.Mine(ctx, test.scope, test.answered, 10, 0)
			numbers := []string{}
			for _, c := range list {
				numbers = append(numbers, c.Number)
			}
			if got := fmt.Sprint(numbers); got != test.want || err != nil {
				t.Errorf("Mine(%v, %v) = %s, %v, want %s", test.scope, test.answered, got, err, test.want)
			}
		}
		n, oldest, answered, err := s.Waiting(ctx, auth.Scope{Province: true})
		if n != 2 || !oldest.Equal(noon) || answered != 1 || err != nil {
			t.Errorf("Waiting = %d, %v, %d, %v", n, oldest, answered, err)
		}
		if n, oldest, _, err := s.Waiting(ctx, auth.Scope{}); n != 0 || !oldest.IsZero() || err != nil {
			t.Errorf("Waiting nowhere = %d, %v, %v", n, oldest, err)
		}
		list, err := s.Answered(ctx, 10, 0)
		if err != nil || len(list) != 1 || list[0].Number != "R-2025-0002" {
			t.Errorf("Answered = %+v, %v", list, err)
		}
	})
}

// TestForget: the contact goes a month after the answer; one that waits is kept.
func TestForget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStore(t, d)
		for i := range 2 {
			if _, err := s.Report(t.Context(), said(i), "x"); err != nil {
				t.Fatal(err)
			}
		}
		err := s.Answer(t.Context(), "R-2025-0001", time.Time{}, answer{mended, "Dua baris tertukar.", "Sudah dibetulkan.", ""}, walidata, noon)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			days int
			want string
		}{{29, "ani@contoh.example"}, {31, ""}} {
			if err := s.Forget(t.Context(), noon.AddDate(0, 0, test.days)); err != nil {
				t.Fatal(err)
			}
			one, _ := s.Find(t.Context(), "R-2025-0001")
			two, _ := s.Find(t.Context(), "R-2025-0002")
			if one.Contact != test.want || two.Contact == "" {
				t.Errorf("after %d days %q and %q", test.days, one.Contact, two.Contact)
			}
		}
	})
}

func TestSecretIsMadeOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newStore(t, d)
		var all [4][]byte
		var group sync.WaitGroup
		for i := range all {
			group.Go(func() {
				var err error
				if all[i], err = s.Secret(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, one := range all {
			if len(one) != 32 || string(one) != string(all[0]) {
				t.Errorf("secret %x, want 32 bytes, the same for all", one)
			}
		}
	})
}

func TestTokens(t *testing.T) {
	k, other := signer("satu"), signer("dua")
	token := k.Token(noon)
	for _, test := range []struct {
		token string
		after time.Duration
		want  standing
	}{
		{token, 2 * time.Second, early}, {token, -time.Hour, early}, {token, 4 * time.Second, timely}, {token, 23 * time.Hour, timely},
		{token, 25 * time.Hour, stale}, {other.Token(noon), 4 * time.Second, forged}, {"", 0, forged}, {"a.b.c", 0, forged},
		{strings.Replace(token, "1", "2", 1), 4 * time.Second, forged}, {token + "0", 4 * time.Second, forged},
	} {
		if _, got := k.Read(test.token, noon.Add(test.after)); got != test.want {
			t.Errorf("%.30s after %s: %v, want %v", test.token, test.after, got, test.want)
		}
	}
	name, _ := k.Read(token, noon.Add(time.Minute))
	if again := k.Token(noon); len(name) != 32 || strings.Contains(again, name) {
		t.Errorf("two forms of one moment have the name %s", name)
	}
	if a, b := k.Key("f1"), k.Key("f1"); a != b || len(a) != 24 || a == k.Key("f2") || a == other.Key("f1") {
		t.Errorf("keys %s, %s", a, b)
	}
}

func TestSenders(t *testing.T) {
	k := signer("satu")
	one := k.Sender(netip.MustParseAddr("2001:db8:1:2::1"))
	for addr, same := range map[string]bool{
		"2001:db8:1:2:ffff::9": true, "2001:db8:1:3::1": false, "192.0.2.1": false,
	} {
		if got := k.Sender(netip.MustParseAddr(addr)) == one; got != same {
			t.Errorf("%s is the sender of 2001:db8:1:2::1: %v, want %v", addr, got, same)
		}
	}
	if k.Sender(netip.MustParseAddr("192.0.2.1")) != k.Sender(netip.MustParseAddr("::ffff:192.0.2.1")) {
		t.Error("an IPv4 address has two names")
	}
	if strings.Contains(one, "2001") || len(one) != 32 {
		t.Errorf("the name %s", one)
	}
	k.Sender(netip.Addr{})
}

func TestFields(t *testing.T) {
	for in, want := range map[string]string{
		" a\r\nb\x00 ": "a\nb", "a\u202eb": "ab", "\xff<b>x</b>": "<b>x</b>", "\t": "",
	} {
		if got := written(in); got != want {
			t.Errorf("written(%q) = %q, want %q", in, got, want)
		}
	}
	if got := line(" a \n b "); got != "a b" {
		t.Errorf("line = %q", got)
	}
	good := report{Page: "/data/padi", Wrong: "Angka Katingan tertukar."}
	if f := good.check(); len(f) != 0 {
		t.Errorf("a good report: %v", f)
	}
	long := strings.Repeat("é", maxWords+1)
	f := report{Wrong: "salah", Better: long, Contact: long}.check()
	for _, name := range []string{"halaman", "keliru", "seharusnya", "kontak"} {
		if f[name].Key == "" {
			t.Errorf("nothing is wrong with %s: %v", name, f)
		}
	}
	f = answer{Outcome: "x", Forwarded: long}.check()
	for _, name := range []string{"hasil", "ringkas", "jawaban", "kepada"} {
		if f[name].Key == "" {
			t.Errorf("nothing is wrong with %s: %v", name, f)
		}
	}
	if f := (answer{Outcome: forwarded, Summary: "Angka dari BPS.", Text: "Kami teruskan ke BPS."}).check(); f["kepada"].Key == "" {
		t.Error("passed on to nobody")
	}
}
