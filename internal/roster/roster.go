// Package roster brings the start of a province into the house with one
// workbook: its agencies, people, regions, topics and settings. The workbook is
// read as a whole into a Plan, which says what would be added and changed and
// every fault by its sheet and cell; a plan without faults is applied in one
// transaction, or not at all. The same workbook a second time changes nothing.
package roster

import (
	"context"
	"database/sql"
	"embed"
	"io"
	"reflect"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Roster reads and applies workbooks.
type Roster struct {
	DB       *db.DB
	Ref      *ref.Store
	Accounts *auth.Accounts
	Clock    clock.Clock
}

func (s *Roster) today() string { return clock.Day(s.Clock()) }

// Read reads a workbook and says what it would do. What is wrong with its cells
// stands in the plan; the error is of a file that is no such workbook.
func (s *Roster) Read(ctx context.Context, src io.ReaderAt, size int64) (p Plan, err error) {
	defer errs.Wrap(&err, "roster.Read(%d bytes)", size)

	if err := readBook(ctx, src, size, &p); err != nil {
		return Plan{}, err
	}
	_, err = s.plan(ctx, &p)
	return p, err
}

// Done is what a workbook did.
type Done struct {
	Added, Changed, Same int
	People               []auth.Account // who are new, and wait for an invitation
}

// Apply does what a plan says, all of it or nothing: a plan with faults is
// refused, and so is one that no longer holds, because somebody changed what it
// was made from (Conflict). Then, where there is one, runs last in the same
// transaction.
func (s *Roster) Apply(ctx context.Context, p Plan, then func(tx *sql.Tx, d Done) error) (d Done, err error) {
	defer errs.Wrap(&err, "roster.Apply")

	if !p.Ready() {
		return Done{}, errs.Say(errs.Invalid, "roster.faults", "n", number(len(p.Faults)+p.Hidden))
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		now := Plan{Rows: p.Rows, book: p.book}
		w, err := s.plan(ctx, &now) // nobody else writes until this transaction ends
		if err != nil {
			return err
		}
		if !now.Ready() || !reflect.DeepEqual(now.Changes, p.Changes) {
			return errs.Say(errs.Conflict, "roster.changed")
		}
		d = Done{Added: p.Count("", Add), Changed: p.Count("", Alter), Same: p.Count("", Same)}
		if !p.Idle() {
			if d.People, err = s.apply(ctx, tx, w); err != nil {
				return err
			}
			act := audit.Act{Action: "roster.apply", Object: "roster", After: map[string]int{"added": d.Added, "changed": d.Changed}}
			if err := audit.Record(ctx, tx, s.Clock(), act); err != nil {
				return err
			}
		}
		if then != nil {
			return then(tx, d)
		}
		return nil
	})
	if err != nil {
		return Done{}, err
	}
	return d, nil
}
