package catalog

import (
	"context"
	"database/sql"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// An Act is what an office did with a delivery or a version, in the words on
// screen.
type Act string

// The acts, in the order of the road.
const (
	Sent       Act = "dikirim"
	Corrected  Act = "diperbaiki" // answered anew, or read in another way
	Handed     Act = "diajukan"   // to the offices that sign
	TakenBack  Act = "diambil"    // by the sender's agency, before it was signed
	Confirmed  Act = "dibenarkan" // signed for the substance
	Cleared    Act = "disetujui"  // signed for the form
	SentBack   Act = "dikembalikan"
	Replaced   Act = "digantikan" // by another file
	Dropped    Act = "dibatalkan"
	Reassigned Act = "dialihkan"     // another agency confirms the figures from now on
	Rebuilt    Act = "disusun-ulang" // on a newer version, with something nobody had seen
	Alone      Act = "sendiri"       // without a second pair of eyes
	Released   Act = "terbit"
	Withdrawn  Act = "ditarik"
	Reinstated Act = "dipulihkan"
)

// Acts lists them.
func Acts() []Act {
	return []Act{Sent, Corrected, Handed, TakenBack, Confirmed, Cleared, SentBack, Replaced, Dropped, Reassigned, Rebuilt, Alone, Released, Withdrawn, Reinstated}
}

// A Decision is one line of a dataset's public log: by office, never by name.
type Decision struct {
	Dataset string // id
	N       int    // place in the log of the dataset, from 1; given by Decide
	Batch   string // id
	Version int    // of terbit, ditarik and dipulihkan; else 0
	Act     Act
	Office  string
	Reason  string // in the office's own words
	At      time.Time
}

// Says is the decision as a sentence: "Dinas Contoh A mengajukan kiriman."
func (d Decision) Says() lewu.Message {
	return lewu.Msg("catalog.act-"+string(d.Act), "office", d.Office, "version", number(d.Version), "reason", d.Reason)
}

// Decide adds a line to the log of a dataset.
func (s *Store) Decide(ctx context.Context, tx *sql.Tx, d Decision) (err error) {
	defer errs.Wrap(&err, "catalog.Decide(%q, %s)", d.Dataset, d.Act)
	var n int
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM decision WHERE dataset = $1`, d.Dataset).Scan(&n)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO decision (`+decisionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		d.Dataset, n+1, d.Batch, d.Version, string(d.Act), d.Office, d.Reason, clock.Millis(d.At))
	return err
}

const decisionColumns = `dataset, n, batch, version, act, office, reason, at`

func scanDecision(row db.Scanner) (d Decision, err error) {
	var at int64
	err = row.Scan(&d.Dataset, &d.N, &d.Batch, &d.Version, &d.Act, &d.Office, &d.Reason, &at)
	d.At = clock.FromMillis(at)
	return d, err
}

// Decisions is the log of a dataset by its id, newest first, however the clock
// was set in between.
func (s *Store) Decisions(ctx context.Context, dataset string) (_ []Decision, err error) {
	defer errs.Wrap(&err, "catalog.Decisions(%q)", dataset)
	return all(ctx, s.db, scanDecision, `SELECT `+decisionColumns+` FROM decision WHERE dataset = $1 ORDER BY n DESC`, dataset)
}

// DecisionsOf are the lines about one batch, newest first.
func (s *Store) DecisionsOf(ctx context.Context, q db.Querier, batch string) (_ []Decision, err error) {
	defer errs.Wrap(&err, "catalog.DecisionsOf(%q)", batch)
	return all(ctx, q, scanDecision, `SELECT `+decisionColumns+` FROM decision WHERE batch = $1 ORDER BY n DESC`, batch)
}
