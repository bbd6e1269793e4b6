package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Part is what a signature vouches for, in the words on screen.
type Part string

// The two parts of a publication, each signed by another person.
const (
	Substance Part = "substansi" // the figures are ours and right
	Form      Part = "bentuk"    // the form is right: layout, codes, sums, description
)

// Parts lists them as people meet them.
func Parts() []Part { return []Part{Substance, Form} }

// A Signature stands under the content of a batch. A void one is kept, and
// counts no more.
type Signature struct {
	ID      string
	Batch   string
	Part    Part
	Actor   string // key of the actor; never shown to the public
	Office  string
	Content string // the hash that was seen and signed
	At      time.Time
	Void    Act       // what made it void; empty: it counts
	VoidAt  time.Time // zero: it counts
}

const signatureColumns = `id, batch, part, actor, office, content, at, void, void_at`

func scanSignature(row db.Scanner) (s Signature, err error) {
	var at, void int64
	err = row.Scan(&s.ID, &s.Batch, &s.Part, &s.Actor, &s.Office, &s.Content, &at, &s.Void, &void)
	s.At = clock.FromMillis(at)
	if void != 0 {
		s.VoidAt = clock.FromMillis(void)
	}
	return s, err
}

// Signatures lists the signatures of a batch, void ones too, in the order they
// were given.
func (s *Store) Signatures(ctx context.Context, batch string) (_ []Signature, err error) {
	defer errs.Wrap(&err, "catalog.Signatures(%q)", batch)
	return s.SignaturesIn(ctx, s.db, batch)
}

// SignaturesIn is Signatures inside a transaction.
func (s *Store) SignaturesIn(ctx context.Context, q db.Querier, batch string) ([]Signature, error) {
	return all(ctx, q, scanSignature, `SELECT `+signatureColumns+` FROM signature WHERE batch = $1 ORDER BY id`, batch)
}

// Sign adds a signature. The store itself refuses a second one of the same part,
// or of the same person.
func (s *Store) Sign(ctx context.Context, tx *sql.Tx, g Signature) (err error) {
	defer errs.Wrap(&err, "catalog.Sign(%q, %s)", g.Batch, g.Part)
	_, err = tx.ExecContext(ctx, `INSERT INTO signature (`+signatureColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0)`,
		db.NewID(), g.Batch, string(g.Part), g.Actor, g.Office, g.Content, clock.Millis(g.At))
	return err
}

// VoidSubstance makes void what was signed for the substance of a dataset's
// batches that still wait, because another agency confirms them from now on. It
// answers the ids of these batches.
func (s *Store) VoidSubstance(ctx context.Context, tx *sql.Tx, dataset string, by Act, at time.Time) (batches []string, err error) {
	defer errs.Wrap(&err, "catalog.VoidSubstance(%q)", dataset)
	batches, err = all(ctx, tx, func(row db.Scanner) (id string, err error) { err = row.Scan(&id); return id, err },
		`SELECT g.batch FROM signature g JOIN batch b ON b.id = g.batch
			WHERE b.dataset = $1 AND b.state = 'diajukan' AND g.part = 'substansi' AND g.void = '' ORDER BY g.batch`, dataset)
	if err != nil {
		return nil, err
	}
	for _, id := range batches {
		_, err := tx.ExecContext(ctx, `UPDATE signature SET void = $1, void_at = $2 WHERE batch = $3 AND part = 'substansi' AND void = ''`,
			string(by), clock.Millis(at), id)
		if err != nil {
			return nil, err
		}
	}
	return batches, nil
}

// Void makes the signatures of a batch void, and says by what. It answers how
// many still counted.
func (s *Store) Void(ctx context.Context, tx *sql.Tx, batch string, by Act, at time.Time) (n int64, err error) {
	defer errs.Wrap(&err, "catalog.Void(%q, %s)", batch, by)
	done, err := tx.ExecContext(ctx, `UPDATE signature SET void = $1, void_at = $2 WHERE batch = $3 AND void = ''`,
		string(by), clock.Millis(at), batch)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}
