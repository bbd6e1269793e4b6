package auth

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

// BenchmarkSignIn measures what an attacker can: how long it takes to be told that
// mail, password or code is wrong, at the real cost of a hash. Known and unknown mails
// come by lot, and "ratio" is that of their medians: 1 within the noise (±10 %). That
// they do the same work is TestSameWork.
func BenchmarkSignIn(b *testing.B) {
	h, known := benchHouse(b)
	n := 0
	wrong := func(b *testing.B, mail, code string) time.Duration {
		n++
		h.pass(3 * 24 * time.Hour) // whatever was counted is forgotten
		v := Visitor{Addr: netip.AddrFrom4([4]byte{203, byte(n >> 16), byte(n >> 8), byte(n)})}
		start := time.Now()
		if _, err := h.SignIn(b.Context(), v, mail, "salah salah salah", code); err == nil {
			b.Fatal("signed in")
		}
		return time.Since(start)
	}
	for _, test := range []struct{ name, code string }{{"digits", "000000"}, {"printed", "2222-2222-2222-2222"}} {
		b.Run(test.name, func(b *testing.B) {
			there := []time.Duration{wrong(b, known, test.code)}
			nowhere := []time.Duration{wrong(b, "siapa@kalteng.go.id", test.code)}
			for b.Loop() {
				// By lot: in turns, the collector of garbage would run in every other one.
				for range 2 {
					if rand.IntN(2) == 0 {
						there = append(there, wrong(b, known, test.code))
					} else {
						nowhere = append(nowhere, wrong(b, "siapa@kalteng.go.id", test.code))
					}
				}
			}
			b.ReportMetric(float64(median(there))/1e6, "known-ms")
			b.ReportMetric(float64(median(nowhere))/1e6, "unknown-ms")
			b.ReportMetric(float64(median(there))/float64(median(nowhere)), "ratio")
		})
	}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// BenchmarkSession is what each request of somebody signed in pays.
func BenchmarkSession(b *testing.B) {
	h, _ := benchHouse(b)
	ctx := With(b.Context(), CommandLine("yanto"))
	var e Entry
	err := h.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := h.Create(ctx, tx, Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasA, Grants: []Grant{{"operator", dinasA}}})
		if err == nil {
			e, err = h.open(ctx, tx, a, Visitor{}, ByPasskey)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if a, err := h.Session(ctx, e.Token); err != nil || a.Kind != Person {
			b.Fatal(a, err)
		}
	}
}

// benchHouse has one person with all means, at the real cost of a hash.
func benchHouse(b *testing.B) (*house, string) {
	b.Helper()
	d := dbtest.Open(b, dbtest.SQLite(b))
	for _, m := range []db.Migrations{audit.Migrations(), Migrations()} {
		if err := d.Migrate(b.Context(), m.Name, m.Files); err != nil {
			b.Fatal(err)
		}
	}
	h := &house{at: time.Date(2025, 11, 24, 1, 0, 0, 0, time.UTC), url: "https://lewu.example"}
	h.Accounts = h.node(d)
	h.hasher = password.New(password.Standard())
	ctx := With(b.Context(), CommandLine("yanto"))
	hash, err := h.hasher.Hash(ctx, goodPassword)
	if err != nil {
		b.Fatal(err)
	}
	err = d.Write(ctx, func(tx *sql.Tx) error {
		a, err := h.Create(ctx, tx, Account{Mail: "siti@kalteng.go.id", Name: "Siti", Agency: dinasA, Grants: []Grant{{"operator", dinasA}}})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `update account set password = $1, totp = 'x' where id = $2`, hash, a.ID)
		for n := range recoveryCodes {
			if err == nil {
				_, err = tx.ExecContext(ctx, `insert into account_recovery (account, hash) values ($1, $2)`, a.ID, fmt.Sprintf("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2E$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRP%cc", 'A'+n))
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return h, "siti@kalteng.go.id"
}
