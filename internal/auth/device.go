package auth

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
)

// A browser is known for a year after somebody last signed in on it; an account
// knows its newest twenty.
const (
	deviceFor  = 365 * 24 * time.Hour
	maxDevices = 20
)

// knows tells whether somebody signed in to an account on a browser before.
func (s *Accounts) knows(ctx context.Context, q db.Querier, account, device string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `select 1 from session_device where token = $1 and account = $2 and ends_at > $3`,
		digest(device), account, clock.Millis(s.now())).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// device makes a browser known to an account. One that this house made known to
// somebody before keeps its token: shared computers are several people's. Any other
// token is not ours, and is replaced.
func (s *Accounts) device(ctx context.Context, tx *sql.Tx, account, token string) (string, error) {
	now := s.now()
	ours := 0
	err := tx.QueryRowContext(ctx, `select count(*) from session_device where token = $1 and ends_at > $2`,
		digest(token), clock.Millis(now)).Scan(&ours)
	if err != nil {
		return "", err
	}
	if ours == 0 {
		token = newToken()
	}
	_, err = tx.ExecContext(ctx, `insert into session_device (token, account, seen_at, ends_at) values ($1, $2, $3, $4)
		on conflict (token, account) do update set seen_at = excluded.seen_at, ends_at = excluded.ends_at`,
		digest(token), account, clock.Millis(now), clock.Millis(now.Add(deviceFor)))
	if err != nil {
		return "", err
	}
	_, err = tx.ExecContext(ctx, `delete from session_device where account = $1 and (ends_at <= $2 or token not in
		(select token from session_device where account = $1 order by seen_at desc, token limit $3))`,
		account, clock.Millis(now), maxDevices)
	return token, err
}
