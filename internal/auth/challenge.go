package auth

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// Purposes of what browsers are asked.
const (
	askSignIn   = "masuk"
	askProve    = "bukti"
	askRegister = "daftar"
	askTOTP     = "totp"
)

// Limits of what is asked and not answered. A holder's oldest makes room for a new
// one, so that the table has bounds and nobody is kept waiting.
const (
	challengeFor = 5 * time.Minute
	totpFor      = 30 * time.Minute
	maxAsked     = 200 // of one address or session
)

// ask keeps the state of something that a browser is asked, and gives the reference
// under which it comes back: once, and only to the session that asked.
func (s *Accounts) ask(ctx context.Context, holder, purpose string, state []byte) (ref string, err error) {
	ref = newToken()
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		return s.putAsked(ctx, tx, digest(ref), holder, purpose, string(state), challengeFor)
	})
	return ref, err
}

func (s *Accounts) putAsked(ctx context.Context, tx *sql.Tx, ref, holder, purpose, state string, long time.Duration) error {
	now := clock.Millis(s.now())
	_, err := tx.ExecContext(ctx, `delete from session_challenge where ends_at <= $1 or ref in
		(select ref from session_challenge where holder = $2 and purpose = $3 order by at desc, ref limit 10000 offset $4)`,
		now, holder, purpose, maxAsked-1)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into session_challenge (ref, holder, purpose, state, at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
		ref, holder, purpose, state, now, now+long.Milliseconds())
	return err
}

// answered takes the state of what was asked away: whatever comes of the answer,
// there is no second one. An empty holder is whoever brings the reference, which only
// the browser has that asked.
func (s *Accounts) answered(ctx context.Context, ref, holder, purpose string) (state []byte, err error) {
	var text, whose string
	var ends int64
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `delete from session_challenge where ref = $1 and purpose = $2 returning state, holder, ends_at`,
			digest(ref), purpose).Scan(&text, &whose, &ends)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return nil, err
	case (holder == "" || holder == whose) && s.now().Before(clock.FromMillis(ends)):
		return []byte(text), nil
	}
	return nil, errs.Say(errs.Invalid, "auth.challenge")
}
