package auth

import (
	"context"
	"database/sql"
	"errors"
	"net/netip"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// A DelayError says that too much was wrong just now, and for how long nothing is
// tried. It is of kind Busy.
type DelayError struct{ Wait time.Duration }

func (e *DelayError) Error() string { return "auth: wait " + e.Wait.String() }

// Unwrap is the sentence for people.
func (e *DelayError) Unwrap() error {
	seconds := e.RetryAfter()
	if seconds <= 90 {
		return errs.Say(errs.Busy, "auth.wait-seconds", "n", strconv.Itoa(seconds))
	}
	return errs.Say(errs.Busy, "auth.wait-minutes", "n", strconv.Itoa((seconds+59)/60))
}

// RetryAfter is the wait in whole seconds, at least one.
func (e *DelayError) RetryAfter() int {
	return max(1, int((e.Wait+time.Second-1)/time.Second))
}

// Delays: after so many failures the next try waits 1, 2, 4 … seconds. An address
// has more of them free, since a whole office may share one.
const (
	freeTries    = 3
	freeOfAddr   = 20
	longestDelay = 15 * time.Minute
	forgetAfter  = 24 * time.Hour // without a failure
	forgetAddr   = time.Hour
	pruneAfter   = 48 * time.Hour
)

// A counted thing is what failures are counted by.
type counted struct {
	key    string
	free   int
	forget time.Duration
	device bool // cleared by success; the others only get back what was theirs
}

func byAccount(mail string) counted {
	return counted{key: "akun:" + digest(mail), free: freeTries, forget: forgetAfter}
}

func byAddr(v Visitor) counted {
	return counted{key: "alamat:" + network(v.Addr), free: freeOfAddr, forget: forgetAddr}
}

func byDevice(account, device string) counted {
	return counted{key: "perangkat:" + digest(device+account), free: freeTries, forget: forgetAfter, device: true}
}

func bySession(id string) counted {
	return counted{key: "sesi:" + id, free: freeTries, forget: forgetAfter, device: true}
}

// network is who an address belongs to: itself, or the /64 that one household gets
// in IPv6.
func network(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if !a.IsValid() {
		return "-"
	}
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return "-"
	}
	return p.String()
}

// delay is how long to wait after n failures.
func (c counted) delay(n int64) time.Duration {
	over := n - int64(c.free)
	switch {
	case over <= 0:
		return 0
	case over > 10: // 2¹⁰ s are more than longestDelay
		return longestDelay
	}
	return min(longestDelay, time.Second<<(over-1))
}

// left is how long is still to wait after n failures, the last of them at a time. One
// that is yet to come was counted by a clock that has gone backwards since: nobody
// waits for it, and the next failure is counted from now.
func (c counted) left(n int64, at, now time.Time) time.Duration {
	wait := c.delay(n)
	if now.Before(at.Add(-backwards)) {
		return 0
	}
	return min(wait, at.Add(wait).Sub(now))
}

// A tried attempt was counted as a failure before it began, so that a thousand at
// once are no way around the count.
type tried struct{ list []counted }

// attempt counts one try at something secret, or refuses it with a DelayError. To
// be refused counts for nothing: only a few reads.
func (s *Accounts) attempt(ctx context.Context, list ...counted) (tried, error) {
	for _, c := range list {
		if _, err := s.count(ctx, s.DB, c); err != nil {
			return tried{}, err
		}
	}
	err := s.DB.Write(ctx, func(tx *sql.Tx) error {
		now := s.now()
		for _, c := range list {
			n, err := s.count(ctx, tx, c)
			if err != nil {
				return err
			}
			if err := setCounter(ctx, tx, c.key, n+1, now, 0); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `delete from session_counter where at < $1`, clock.Millis(now.Add(-pruneAfter)))
		return err
	})
	return tried{list}, err
}

// count reads the failures of a key; an error says to wait.
func (s *Accounts) count(ctx context.Context, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, c counted) (n int64, err error) {
	var at int64
	err = q.QueryRowContext(ctx, `select n, at from session_counter where key = $1`, c.key).Scan(&n, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	now, last := s.now(), clock.FromMillis(at)
	if now.Sub(last) > c.delay(n)+c.forget {
		return 0, nil
	}
	if left := c.left(n, last, now); left > 0 {
		return n, &DelayError{left}
	}
	return n, nil
}

func setCounter(ctx context.Context, tx *sql.Tx, key string, n int64, at time.Time, more int64) error {
	_, err := tx.ExecContext(ctx, `insert into session_counter (key, n, at, more) values ($1, $2, $3, $4)
		on conflict (key) do update set n = excluded.n, at = excluded.at, more = excluded.more`, key, n, clock.Millis(at), more)
	return err
}

// forgive takes an attempt back that was right. Only the counter of one's own
// browser is cleared: what others did wrong to an account or from an address stays.
func (t tried) forgive(ctx context.Context, tx *sql.Tx) error {
	for _, c := range t.list {
		query := `update session_counter set n = n - 1 where key = $1 and n > 0`
		if c.device {
			query = `delete from session_counter where key = $1`
		}
		if _, err := tx.ExecContext(ctx, query, c.key); err != nil {
			return err
		}
	}
	return nil
}

// busy says for people that the machine has more passwords to look at than it can.
func busy(err error) error {
	if errors.Is(err, password.ErrBusy) {
		return errs.Because(errs.Busy, err, "auth.busy")
	}
	return err
}
