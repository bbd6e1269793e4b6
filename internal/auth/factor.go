package auth

import (
	"context"
	"database/sql"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth/totp"
)

// A factor is a second factor that was looked at: right or not, and what is used up
// by it.
type factor struct {
	right bool
	how   How
	step  int64  // of the authenticator
	code  string // hash of a printed code
}

// second looks at a second factor. Six digits are the authenticator's; anything else
// is held against the printed codes, at the price of one hash, whoever is asked for.
func (s *Accounts) second(ctx context.Context, m means, code string, known bool) (factor, error) {
	bare := bareCode(code)
	if isDigits(bare) {
		step, ok := s.totpStep(ctx, m, bare)
		return factor{right: ok, how: ByTOTP, step: step}, nil
	}
	if bare == "" {
		return factor{}, nil
	}
	i, err := s.hasher.Match(ctx, m.codes, bare, known)
	if err != nil || i < 0 {
		return factor{}, busy(err)
	}
	return factor{right: true, how: ByRecovery, code: m.codes[i]}, nil
}

func (s *Accounts) totpStep(ctx context.Context, m means, code string) (int64, bool) {
	if m.totp == "" {
		return 0, false
	}
	secret, err := s.unseal(m.totp, m.ID)
	if err != nil { // another key than the one it was sealed with: the operator has to know
		s.Log.ErrorContext(ctx, "authenticator cannot be read", "account", m.ID, "err", err)
		return 0, false
	}
	return totp.Step(secret, code, s.now(), m.step)
}

// use takes a second factor, once: a time step or a printed code that somebody else
// took in between is wrong.
func (s *Accounts) use(ctx context.Context, tx *sql.Tx, m means, f factor) error {
	switch f.how {
	case ByTOTP:
		r, err := tx.ExecContext(ctx, `update account set totp_step = $1 where id = $2 and totp = $3 and totp_step < $1`, f.step, m.ID, m.totp)
		return onlyOne(r, err, wrong)
	case ByRecovery:
		r, err := tx.ExecContext(ctx, `delete from account_recovery where account = $1 and hash = $2`, m.ID, f.code)
		if err := onlyOne(r, err, wrong); err != nil {
			return err
		}
		return audit.Record(With(ctx, Actor{Kind: Person, ID: m.ID, Name: m.Name, Agency: m.Agency}), tx, s.now(), audit.Act{
			Action: "auth.recovery-used", Object: object(m.ID), Scope: m.Agency, After: map[string]int{"left": len(m.codes) - 1},
		})
	}
	return nil
}
