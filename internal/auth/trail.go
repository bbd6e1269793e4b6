package auth

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// What the trail takes of failures: so many a minute of one account, of one address
// and in all. The others are counted, and the next one that is written down says how
// many they were.
const (
	notedEach = 5
	notedAll  = 60
	notedIn   = time.Minute
	noteTime  = 10 * time.Second
	noteAll   = "catat:"
)

// failed writes a failure to sign in down, and gives the error that says so. An
// unknown mail is not kept: people type passwords into the wrong field. Who hangs up
// is written down as well.
func (s *Accounts) failed(ctx context.Context, a Account, v Visitor, what, key string) error {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer done()
	err := s.DB.Write(ctx, func(tx *sql.Tx) error { return s.note(ctx, tx, a, v, what) })
	if err != nil {
		return err
	}
	return errs.Say(errs.Invalid, key)
}

func (s *Accounts) note(ctx context.Context, tx *sql.Tx, a Account, v Visitor, what string) error {
	who := a.ID
	if who == "" {
		who = "?"
	}
	now, room, more := s.now(), true, int64(0)
	keys := []string{noteAll, noteAll + "akun:" + who, noteAll + "alamat:" + network(v.Addr)}
	counts, starts := make([]int64, len(keys)), make([]time.Time, len(keys))
	for i, key := range keys {
		n, start, missed, err := window(ctx, tx, key, now)
		if err != nil {
			return err
		}
		most := int64(notedEach)
		if i == 0 {
			most, more = notedAll, missed
		}
		counts[i], starts[i] = n, start
		room = room && n < most
	}
	if !room {
		return setCounter(ctx, tx, noteAll, counts[0], starts[0], more+1)
	}
	for i, key := range keys {
		if err := setCounter(ctx, tx, key, counts[i]+1, starts[i], 0); err != nil {
			return err
		}
	}
	after := map[string]any{"what": what, "addr": addrText(v)}
	if more > 0 {
		after["more"] = more
	}
	return audit.Record(ctx, tx, now, audit.Act{Action: "auth.failure", Object: object(who), Scope: a.Agency, After: after})
}

// window reads how many were written down since the start of a minute.
func window(ctx context.Context, tx *sql.Tx, key string, now time.Time) (n int64, start time.Time, more int64, err error) {
	var at int64
	err = tx.QueryRowContext(ctx, `select n, at, more from session_counter where key = $1`, key).Scan(&n, &at, &more)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, now, 0, nil
	}
	start = clock.FromMillis(at)
	if now.Sub(start) >= notedIn || now.Before(start) {
		n, start = 0, now
	}
	return n, start, more, err
}

// addrText is an address as the trail and the list of sessions keep it.
func addrText(v Visitor) string {
	if !v.Addr.IsValid() {
		return ""
	}
	return v.Addr.Unmap().WithZone("").String()
}
