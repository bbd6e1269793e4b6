package audit

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// chain is how long the trails are that are tampered with.
const chain = 200

// A trail is a sound chain with a copy beside it, to start each trial from.
type trail struct {
	*db.DB
	rand *rand.Rand
}

func newTrail(t *testing.T, d *db.DB) *trail {
	t.Helper()
	migrate(t, d)
	tr := &trail{d, rand.New(rand.NewPCG(62, 6))}
	words := []string{"", "siti", `{"versi":1}`, "Dinas Ja'an", "<b>x</b>", "\u2028", "kata\nbaris"}
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		for i := range chain {
			e := Entry{At: time.UnixMilli(1761886800000 + tr.rand.Int64N(1e9)), Actor: tr.of(words), Office: tr.of(words),
				Action: fmt.Sprintf("ref.%d", i%7), Object: fmt.Sprintf("dataset/%d", i%5), Scope: tr.of(words), Request: tr.of(words)}
			if i%3 > 0 {
				e.Before, e.After = `{"n":1}`, fmt.Sprintf(`{"n":%d}`, i)
			}
			if err := Append(t.Context(), tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tr.do(t, `create table sound as select * from audit`)
	tr.do(t, `create table sound_head as select * from audit_head`)
	return tr
}

func (tr *trail) of(list []string) string { return list[tr.rand.IntN(len(list))] }

// place is a random number of the chain.
func (tr *trail) place() int64 { return 1 + tr.rand.Int64N(chain) }

func (tr *trail) do(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := tr.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// mend puts the sound trail back.
func (tr *trail) mend(t *testing.T) {
	t.Helper()
	for _, query := range []string{`delete from audit`, `insert into audit select * from sound`,
		`delete from audit_head`, `insert into audit_head select * from sound_head`} {
		tr.do(t, query)
	}
}

// rewrite makes a chain out of what stands there from a number on, its head
// included: what somebody would do who knows how the chain is made.
func (tr *trail) rewrite(t *testing.T, from int64) {
	t.Helper()
	rows, err := tr.QueryContext(t.Context(), `select `+columns+` from audit order by n`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := db.Collect(rows, scan)
	if err != nil {
		t.Fatal(err)
	}
	prev := ""
	for i, l := range all {
		if n := int64(i) + 1; n >= from {
			if l.Entry.N != n {
				tr.do(t, `update audit set n = $1 where id = $2`, n, l.ID)
				l.Entry.N = n
			}
			if l.hash, err = link(prev, l.Entry); err != nil {
				t.Fatal(err)
			}
			tr.do(t, `update audit set hash = $1 where id = $2`, l.hash, l.ID)
		}
		prev = l.hash
	}
	tr.do(t, `update audit_head set n = $1, hash = $2`, len(all), prev)
}

// named is the verdict of Verify: "audit.changed 17", or "sound".
func (tr *trail) named(t *testing.T, known ...DayHead) string {
	t.Helper()
	_, _, err := Verify(t.Context(), tr.DB, known...)
	if err == nil {
		return "sound"
	}
	m, ok := errs.Public(err)
	if !ok {
		t.Fatal(err)
	}
	return m.Key + " " + m.Args["n"]
}

// A trick tampers with a sound trail at random, and says what is to be named:
// by Verify alone, and with the heads of two days.
type trick struct {
	name string
	do   func(t *testing.T, tr *trail) (alone, known string)
}

// both is a trick that needs no noted head to be seen.
func both(format string, args ...any) (alone, known string) {
	s := fmt.Sprintf(format, args...)
	return s, s
}

// TestCheckEnd: what is done to the end shows at once; an empty trail is whole.
func TestCheckEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		if err := CheckEnd(t.Context(), d); err != nil {
			t.Errorf("an empty trail: %v", err)
		}
		fill(t, d, 3)
		if err := CheckEnd(t.Context(), d); err != nil {
			t.Errorf("a sound trail: %v", err)
		}
		for _, query := range []string{`delete from audit where n = 3`, `update audit_head set hash = ''`} {
			if _, err := d.Exec(query); err != nil {
				t.Fatal(err)
			}
			if err := CheckEnd(t.Context(), d); err == nil {
				t.Errorf("after %q all seems well", query)
			}
		}
	})
}

func tricks() []trick { return append(onEntries(), onTheChain()...) }

// onEntries are tricks that leave the chain at its length.
func onEntries() []trick {
	texts := strings.Fields("actor office action object scope before_json after_json request id hash")
	return []trick{
		{"change", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set `+tr.of(texts)+` = 'diganti' where n = $1`, n)
			return both("audit.changed %d", n)
		}},
		{"change the time", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set at = at - 1 where n = $1`, n)
			return both("audit.changed %d", n)
		}},
		{"change with a new hash", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set actor = 'budi' where n = $1`, n)
			var prev string
			if n > 1 {
				if err := tr.QueryRow(`select hash from audit where n = $1`, n-1).Scan(&prev); err != nil {
					t.Fatal(err)
				}
			}
			l, err := scan(tr.QueryRow(`select `+columns+` from audit where n = $1`, n))
			if err != nil {
				t.Fatal(err)
			}
			hash, _ := link(prev, l.Entry)
			tr.do(t, `update audit set hash = $1 where n = $2`, hash, n)
			if n == chain {
				return "audit.head 200", "audit.known 200"
			}
			known := fmt.Sprintf("audit.changed %d", n+1)
			if n == chain/2 {
				known = "audit.known 100"
			}
			return fmt.Sprintf("audit.changed %d", n+1), known
		}},
		{"replace the head", func(t *testing.T, tr *trail) (string, string) {
			tr.do(t, `update audit_head set hash = (select hash from audit where n = $1)`, 1+tr.rand.Int64N(chain-1))
			return both("audit.head 200")
		}},
		{"swap", func(t *testing.T, tr *trail) (string, string) {
			a, b := tr.place(), tr.place()
			for a == b {
				b = tr.place()
			}
			tr.do(t, `update audit set n = -1 where n = $1`, a)
			tr.do(t, `update audit set n = $1 where n = $2`, a, b)
			tr.do(t, `update audit set n = $1 where n = -1`, b)
			return both("audit.changed %d", min(a, b))
		}},
		{"rewrite as a whole", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set actor = 'budi' where n = $1`, n)
			tr.rewrite(t, n)
			if n <= chain/2 {
				return "sound", "audit.known 100"
			}
			return "sound", "audit.known 200"
		}},
	}
}

// onTheChain are tricks that take links out, put some in, or cut it off.
func onTheChain() []trick {
	return []trick{
		{"delete", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `delete from audit where n = $1`, n)
			return both("audit.missing %d", n)
		}},
		{"cut off", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `delete from audit where n >= $1`, n)
			return both("audit.missing %d", n)
		}},
		{"cut off with the head", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `delete from audit where n >= $1`, n)
			if n == 1 {
				tr.do(t, `update audit_head set n = 0, hash = ''`)
			} else {
				tr.do(t, `update audit_head set n = $1, hash = (select hash from audit where n = $2)`, n-1, n-1)
			}
			if n <= chain/2 {
				return "sound", "audit.cut 100"
			}
			return "sound", "audit.cut 200"
		}},
		{"another number", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set n = $1 where n = $2`, chain+1+tr.rand.Int64N(9), n)
			return both("audit.missing %d", n)
		}},
		{"insert before the first", func(t *testing.T, tr *trail) (string, string) {
			n := -tr.rand.Int64N(9)
			tr.do(t, `insert into audit select $1, 'baru', at, actor, office, action, object, scope, before_json, after_json, request, hash
				from audit where n = $2`, n, tr.place())
			return both("audit.stray %d", n)
		}},
		{"insert between", func(t *testing.T, tr *trail) (string, string) {
			n := tr.place()
			tr.do(t, `update audit set n = -n where n >= $1`, n)
			tr.do(t, `update audit set n = 1 - n where n < 0`)
			tr.do(t, `insert into audit select $1, 'baru', at, actor, office, action, object, scope, before_json, after_json, request, hash
				from audit where n = $2`, n, n+1)
			return both("audit.changed %d", n)
		}},
		{"put behind the end", func(t *testing.T, tr *trail) (string, string) {
			err := tr.Write(t.Context(), func(tx *sql.Tx) error { return Append(t.Context(), tx, entry(1)) })
			if err != nil {
				t.Fatal(err)
			}
			tr.do(t, `update audit_head set n = (select n from sound_head), hash = (select hash from sound_head)`)
			return both("audit.stray 201")
		}},
		{"delete and rewrite", func(t *testing.T, tr *trail) (string, string) {
			n := 1 + tr.rand.Int64N(chain/2)
			tr.do(t, `delete from audit where n = $1`, n)
			tr.rewrite(t, n)
			return "sound", "audit.known 100"
		}},
	}
}

// TestEveryKindOfTampering does each trick at random places of a chain of 200.
// What the chain alone cannot show, the head that was noted halfway or at the
// end does.
func TestEveryKindOfTampering(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tr := newTrail(t, d)
		var half string
		if err := d.QueryRow(`select hash from audit where n = $1`, chain/2).Scan(&half); err != nil {
			t.Fatal(err)
		}
		n, head, err := Head(t.Context(), d)
		if err != nil || n != chain {
			t.Fatalf("Head = %d, %v", n, err)
		}
		known := []DayHead{{Day: "2025-11-22", N: chain / 2, Hash: half, Where: "uji"}, {Day: "2025-11-23", N: n, Hash: head, Where: "uji"}}
		if got := tr.named(t, known...); got != "sound" {
			t.Fatalf("an untouched trail: %s", got)
		}
		for _, trick := range tricks() {
			for range 4 {
				wantAlone, wantKnown := trick.do(t, tr)
				if got := tr.named(t); got != wantAlone {
					t.Errorf("%s: %s, want %s", trick.name, got, wantAlone)
				}
				if got := tr.named(t, known...); got != wantKnown {
					t.Errorf("%s, with heads: %s, want %s", trick.name, got, wantKnown)
				}
				tr.mend(t)
			}
		}
		if got := tr.named(t, known...); got != "sound" {
			t.Errorf("the mended trail: %s", got)
		}
	})
}
