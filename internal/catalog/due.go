package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Frequencies are all there are, from the shortest to the longest.
func Frequencies() []Frequency {
	return []Frequency{Daily, Weekly, Monthly, Quarterly, HalfYearly, Yearly, Once}
}

// step is the time from one release to the next; neither where there is none.
func (f Frequency) step() (months, days int) {
	switch f {
	case Daily:
		return 0, 1
	case Weekly:
		return 0, 7
	case Monthly:
		return 1, 0
	case Quarterly:
		return 3, 0
	case HalfYearly:
		return 6, 0
	case Yearly:
		return 12, 0
	}
	return 0, 0
}

// DueAfter is the day of the next release once a version came out at a time:
// the first day after it on the dataset's own calendar, which Due and Frequency
// make. The last day of a month stays the last day: 31 January, 28 February,
// 31 March. It is never before Due; without a Due or a Frequency nothing is
// promised, and it is Due.
func (d Dataset) DueAfter(published time.Time) string {
	months, days := d.Frequency.step()
	start, err := clock.ParseDay(d.Due)
	if err != nil || months+days == 0 {
		return d.Due
	}
	today := clock.Day(published)
	for n := 0; ; n++ {
		day := clock.Day(later(start, n*months).AddDate(0, 0, n*days))
		if day > today {
			return max(day, d.Due)
		}
	}
}

// later is a day so many months on: the same day of the month, or its last one
// where the month is too short or the day was the last of its own.
func later(day time.Time, months int) time.Time {
	y, m, dom := day.Date()
	last := func(m time.Month) int { return time.Date(y, m+1, 0, 0, 0, 0, 0, day.Location()).Day() }
	to := last(m + time.Month(months))
	if dom == last(m) || dom > to {
		dom = to
	}
	return time.Date(y, m+time.Month(months), dom, 0, 0, 0, 0, day.Location())
}

// Late is how many days a promised release is past its day, on the day of a
// time in WIB; 0: it is not late, or none is promised.
func (d Dataset) Late(day time.Time) int {
	due, err := clock.ParseDay(d.Due)
	if err != nil || d.Frequency == Once {
		return 0
	}
	today, err := clock.ParseDay(clock.Day(day))
	if err != nil {
		return 0
	}
	return max(0, int(today.Sub(due).Hours()/24)) // WIB has no summer time
}

// Advance moves the day of a dataset's next release on, in the transaction that
// published a version of it.
func (s *Store) Advance(ctx context.Context, tx *sql.Tx, dataset string, published time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.Advance(%q)", dataset)

	d, err := s.DatasetByIDIn(ctx, tx, dataset)
	if err != nil {
		return err
	}
	due := d.DueAfter(published)
	if due == d.Due {
		return nil
	}
	_, err = tx.ExecContext(ctx, `UPDATE dataset SET due = $1 WHERE id = $2`, due, dataset)
	return err
}

// DatasetByIDIn is DatasetByID inside a transaction.
func (s *Store) DatasetByIDIn(ctx context.Context, q db.Querier, id string) (Dataset, error) {
	return one(ctx, q, scanDataset, "catalog.no-dataset", id, `SELECT `+datasetColumns+` FROM dataset WHERE id = $1`, id)
}
