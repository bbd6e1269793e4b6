package announce

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func migrate(t *testing.T, d *db.DB) {
	t.Helper()
	m := Migrations()
	if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
		t.Fatal(err)
	}
}

// follow collects n events after seq and returns them.
func follow(t *testing.T, d *db.DB, seq int64, n int) []Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var got []Event
	FollowFrom(ctx, d, seq, time.Millisecond, func(e Event) {
		if got = append(got, e); len(got) == n {
			cancel()
		}
	})
	return got
}

// TestOrderOfCommits: transactions that announce and then linger overlap as
// much as the engine lets them. They use no lock but the one of Write; with
// numbers from a sequence the follower loses those that commit late.
func TestOrderOfCommits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		const writers, each = 8, 20
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if err := announceSlowly(t.Context(), d, fmt.Sprintf("%d/%d", w, i)); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		got := follow(t, d, 0, writers*each)
		wg.Wait()
		seen := map[string]bool{}
		for i, e := range got {
			if e.Seq != int64(i)+1 {
				t.Errorf("event %d has number %d, want %d", i, e.Seq, i+1)
			}
			seen[e.ID] = true
		}
		if len(seen) != writers*each {
			t.Errorf("saw %d different events, want %d", len(seen), writers*each)
		}
	})
}

func announceSlowly(ctx context.Context, d *db.DB, id string) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := Write(ctx, tx, "dataset", id, time.Now()); err != nil {
		return err
	}
	time.Sleep(rand.N(3 * time.Millisecond))
	if rand.N(4) == 0 { // a change that did not happen leaves no gap
		tx.Rollback()
		return announceSlowly(ctx, d, id)
	}
	return tx.Commit()
}

func write(t *testing.T, d *db.DB, at time.Time, ids ...string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		for _, id := range ids {
			if err := Write(t.Context(), tx, "dataset", id, at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFollowFromHead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		write(t, d, time.Now(), "penduduk")
		head, err := Head(t.Context(), d)
		if err != nil || head != 1 {
			t.Fatalf("Head = %d, %v, want 1", head, err)
		}
		write(t, d, time.Now(), "jalan", "sekolah")
		got := fmt.Sprint(follow(t, d, head, 2))
		if want := "[{2 dataset jalan} {3 dataset sekolah}]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// TestPruned: whoever was away while entries were pruned is told that
// everything may have changed, and so is one whose store went back in time.
func TestPruned(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		now := time.Now()
		write(t, d, now.Add(-25*time.Hour), "penduduk", "jalan")
		write(t, d, now.Add(-23*time.Hour), "sekolah")
		if err := prune(t.Context(), d, now); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			seq  int64
			want string
		}{
			{0, "[{3 * }]"},
			{1, "[{3 * }]"},
			{2, "[{3 dataset sekolah}]"},
			{9, "[{3 * }]"},
		} {
			if got := fmt.Sprint(follow(t, d, test.seq, 1)); got != test.want {
				t.Errorf("after %d: %s, want %s", test.seq, got, test.want)
			}
		}
	})
}

// TestFailedPoll: while the table is away polls fail, and then nothing is lost.
func TestFailedPoll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		write(t, d, time.Now(), "penduduk")
		if _, err := d.Exec(`alter table announce rename to away`); err != nil {
			t.Fatal(err)
		}
		if _, err := after(t.Context(), d, 0); err == nil {
			t.Fatal("a poll without its table succeeded")
		}
		got := make(chan []Event, 1)
		go func() { got <- follow(t, d, 0, 1) }()
		if _, err := d.Exec(`alter table away rename to announce`); err != nil {
			t.Fatal(err)
		}
		if text, want := fmt.Sprint(<-got), "[{1 dataset penduduk}]"; text != want {
			t.Errorf("got %s, want %s", text, want)
		}
	})
}

// TestSince lists what happened behind a number, more than one reading of it,
// and says when some of that is gone.
func TestSince(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		const n = batch + 5
		err := d.Write(t.Context(), func(tx *sql.Tx) error {
			for i := range n {
				if err := Write(t.Context(), tx, "dataset", fmt.Sprint(i), time.Now().Add(-keep/2*time.Duration(n-i)/n)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		since := func(seq int64) []Event {
			t.Helper()
			list, err := Since(t.Context(), d, seq)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if list := since(0); len(list) != n || list[n-1] != (Event{n, "dataset", fmt.Sprint(n - 1)}) {
			t.Errorf("%d events, want %d", len(list), n)
		}
		if list := since(n - 2); len(list) != 2 || list[0].Seq != n-1 {
			t.Errorf("behind %d: %v", n-2, list)
		}
		if list := since(n); len(list) != 0 {
			t.Errorf("behind the last: %v", list)
		}
		if list := since(n + 7); len(list) != 1 || list[0].Kind != All {
			t.Errorf("behind what a restored store does not know: %v, want all", list)
		}
		if err := prune(t.Context(), d, time.Now().Add(keep*3/4)); err != nil {
			t.Fatal(err)
		}
		if list := since(0); len(list) == 0 || list[0].Kind != All {
			t.Errorf("behind what was pruned: %d events, want all", len(list))
		}
	})
}
