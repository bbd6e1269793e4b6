package audit

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

func migrate(t *testing.T, d *db.DB) {
	t.Helper()
	m := Migrations()
	if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
		t.Fatal(err)
	}
}

func entry(i int) Entry {
	return Entry{ID: fmt.Sprintf("e%d", i), At: time.UnixMilli(1761886800000), Actor: "siti", Office: "Dinas Kehutanan",
		Action: "data.publish", Object: fmt.Sprintf("dataset/%d", i%2), Scope: "62.06",
		Before: `{"versi":1}`, After: `{"versi":2}`, Request: "r1"}
}

func fill(t *testing.T, d *db.DB, n int) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		for i := 1; i <= n; i++ {
			if err := Append(t.Context(), tx, entry(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLink holds the format of the chain: a changed hash would call every old
// trail broken. The value is that of
// printf '%s' 'ab{"n":1,…,"request":"r1"}' | sha256sum.
func TestLink(t *testing.T) {
	e := entry(1)
	e.N = 1
	got, err := link("ab", e)
	if want := "08037801b156d6bc7893154300f44bb75049e6dc0e25cdaf8e405a82dcccd17b"; err != nil || got != want {
		t.Errorf("link = %s (%v), want %s", got, err, want)
	}
}

// TestTampering changes a sound trail of five in each way it can be changed.
func TestTampering(t *testing.T) {
	for _, test := range []struct{ query, key, n string }{
		{`update audit set actor = 'budi' where n = 3`, "audit.changed", "3"},
		{`update audit set at = at + 1 where n = 3`, "audit.changed", "3"},
		{`update audit set before_json = after_json, after_json = before_json where n = 4`, "audit.changed", "4"},
		{`update audit set hash = '0' where n = 5`, "audit.changed", "5"},
		{`delete from audit where n = 2`, "audit.missing", "2"},
		{`delete from audit where n = 5`, "audit.missing", "5"},
		{`update audit set n = -5 where n = 1; update audit set n = 1 where n = 5; update audit set n = 5 where n = -5`, "audit.changed", "1"},
		{`update audit_head set n = 4`, "audit.head", "5"},
		{`update audit_head set hash = ''`, "audit.head", "5"},
	} {
		t.Run(test.query, func(t *testing.T) {
			d := dbtest.Open(t, dbtest.SQLite(t))
			migrate(t, d)
			fill(t, d, 5)
			if _, err := d.Exec(test.query); err != nil {
				t.Fatal(err)
			}
			_, _, err := Verify(t.Context(), d)
			if m, _ := errs.Public(err); m.Key != test.key || m.Args["n"] != test.n {
				t.Errorf("Verify: %v, want %s n=%s", err, test.key, test.n)
			}
		})
	}
}

func TestVerifyOnBoth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		if n, head, err := Verify(t.Context(), d); n != 0 || head != "" || err != nil {
			t.Errorf("empty trail: %d, %q, %v", n, head, err)
		}
		fill(t, d, 5)
		n, head, err := Verify(t.Context(), d)
		wantN, wantHead, headErr := Head(t.Context(), d)
		if n != 5 || head == "" || n != wantN || head != wantHead || err != nil || headErr != nil {
			t.Errorf("Verify = %d, %q, %v; Head = %d, %q, %v", n, head, err, wantN, wantHead, headErr)
		}
		if _, err := d.Exec(`update audit set office = 'Dinas Lain' where n = 2`); err != nil {
			t.Fatal(err)
		}
		_, _, err = Verify(t.Context(), d)
		if m, _ := errs.Public(err); m.Key != "audit.changed" || m.Args["id"] != "e2" {
			t.Errorf("Verify: %v, want audit.changed id=e2", err)
		}
	})
}

// TestConcurrentAppends uses transactions without the writers' lock, as a
// library in between would.
func TestConcurrentAppends(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				tx, err := d.BeginTx(t.Context(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				defer tx.Rollback()
				if err := Append(t.Context(), tx, entry(i)); err != nil {
					t.Error(err)
					return
				}
				if err := tx.Commit(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, _, err := Verify(t.Context(), d); n != 50 || err != nil {
			t.Errorf("Verify = %d, %v, want one chain of 50", n, err)
		}
	})
}

func TestList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		fill(t, d, 5)
		for _, test := range []struct {
			filter Filter
			want   string
		}{
			{Filter{}, "[5 4 3 2 1]"},
			{Filter{Object: "dataset/1", Actor: "siti", Scope: "62.06"}, "[5 3 1]"},
			{Filter{Object: "dataset/1", Before: 5, Limit: 1}, "[3]"},
			{Filter{Actor: "budi"}, "[]"},
		} {
			list, err := List(t.Context(), d, test.filter)
			numbers := []int64{}
			for _, e := range list {
				numbers = append(numbers, e.N)
			}
			if got := fmt.Sprint(numbers); got != test.want || err != nil {
				t.Errorf("List(%+v) = %s (%v), want %s", test.filter, got, err, test.want)
			}
		}
		list, err := List(t.Context(), d, Filter{Before: 2})
		want := entry(1)
		want.N, want.At = 1, want.At.UTC()
		if err != nil || len(list) != 1 || list[0] != want {
			t.Errorf("got %+v (%v), want %+v", list, err, want)
		}
	})
}

// TestHostileText: no header can stop an act from being recorded.
func TestHostileText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		for i, test := range []struct {
			before string
			fails  bool
		}{{"", false}, {"null", false}, {"{", true}} {
			e := entry(i)
			e.Request, e.Before = "a\x00b\xff", test.before
			err := d.Write(t.Context(), func(tx *sql.Tx) error { return Append(t.Context(), tx, e) })
			if (err != nil) != test.fails {
				t.Errorf("before %q: %v, want failure %v", test.before, err, test.fails)
			}
		}
		if n, _, err := Verify(t.Context(), d); n != 2 || err != nil {
			t.Errorf("Verify = %d, %v, want 2", n, err)
		}
	})
}
