package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Hand is somebody who made a batch what it is: sent, answered, submitted or
// took it over. He never signs it.
type Hand struct {
	Actor  string // key of the actor; never shown to the public
	Office string
	At     time.Time // the first time
}

// Hands lists the hands of a batch, the sender first.
func (s *Store) Hands(ctx context.Context, batch string) (_ []Hand, err error) {
	defer errs.Wrap(&err, "catalog.Hands(%q)", batch)
	return s.HandsIn(ctx, s.db, batch)
}

// HandsIn is Hands inside a transaction.
func (s *Store) HandsIn(ctx context.Context, q db.Querier, batch string) ([]Hand, error) {
	return all(ctx, q, func(row db.Scanner) (h Hand, err error) {
		var at int64
		err = row.Scan(&h.Actor, &h.Office, &at)
		h.At = clock.FromMillis(at)
		return h, err
	}, `SELECT h.actor, h.office, h.at FROM batch_hand h JOIN batch b ON b.id = h.batch WHERE h.batch = $1
		ORDER BY CASE WHEN h.actor = b.sender THEN 0 ELSE 1 END, h.at, h.actor`, batch)
}

// AddHand notes a hand of a batch; one that is known stays as it is.
func (s *Store) AddHand(ctx context.Context, tx *sql.Tx, batch string, h Hand) (err error) {
	defer errs.Wrap(&err, "catalog.AddHand(%q)", batch)
	_, err = tx.ExecContext(ctx, `INSERT INTO batch_hand (batch, actor, office, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (batch, actor) DO NOTHING`, batch, h.Actor, h.Office, clock.Millis(h.At))
	return err
}

// InheritHands makes the hands of one batch hands of another: who made a file
// has a part in the one that replaces it.
func (s *Store) InheritHands(ctx context.Context, tx *sql.Tx, from, to string) (err error) {
	defer errs.Wrap(&err, "catalog.InheritHands(%q, %q)", from, to)
	_, err = tx.ExecContext(ctx, `INSERT INTO batch_hand (batch, actor, office, at)
		SELECT $1, actor, office, at FROM batch_hand WHERE batch = $2
		ON CONFLICT (batch, actor) DO NOTHING`, to, from)
	return err
}

// Held lists the batches that somebody holds and that are not at their end,
// oldest first.
func (s *Store) Held(ctx context.Context, q db.Querier, holder string) (_ []Batch, err error) {
	defer errs.Wrap(&err, "catalog.Held(%q)", holder)
	return all(ctx, q, scanBatch, `SELECT `+batchColumns+` FROM batch
		WHERE holder = $1 AND state NOT IN ('terbit', 'digantikan', 'dibatalkan') ORDER BY id`, holder)
}

// Hold gives a batch another holder, whatever its state; who is saving it just
// now has to look again.
func (s *Store) Hold(ctx context.Context, tx *sql.Tx, batch, holder string) (err error) {
	defer errs.Wrap(&err, "catalog.Hold(%q)", batch)
	_, err = tx.ExecContext(ctx, `UPDATE batch SET holder = $1, revision = revision + 1 WHERE id = $2`, holder, batch)
	return err
}
