package catalog

import (
	"context"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A BatchFilter says which batches are listed. Scope and Substance are where
// somebody holds the permission that the list is for, by the agency that
// produces the data and by the one that confirms them; a batch in either is
// listed, so the zero filter lists nothing.
type BatchFilter struct {
	Scope     auth.Scope // by Dataset.AgencyID
	Substance auth.Scope // by Dataset.Substance, or AgencyID where it is empty

	States   []State // none: all
	Dataset  string  // id
	Holder   string  // key of an actor: those he holds
	Hand     string  // key of an actor: those he had a hand in
	Unsigned Part    // those without a signature for this part that counts
	Stranger string  // key of an actor: those he neither had a hand in nor signed

	Limit  int    // 0: all
	Before string // id of the last one of the page before
}

// A BatchEntry is a batch in a list, with its dataset and its data file.
type BatchEntry struct {
	Batch
	Set  Dataset
	File File
}

// where is the filter as a condition on batch b and dataset d.
func (f BatchFilter) where(args *[]any) string {
	put := func(v any) string {
		*args = append(*args, v)
		return "$" + strconv.Itoa(len(*args))
	}
	parts := []string{"(" + f.Scope.SQL("d.agency_id", args) + " OR " +
		f.Substance.SQL("coalesce(nullif(d.substance_id, ''), d.agency_id)", args) + ")"}
	if len(f.States) > 0 {
		marks := make([]string, len(f.States))
		for i, state := range f.States {
			marks[i] = put(string(state))
		}
		parts = append(parts, "b.state IN ("+strings.Join(marks, ", ")+")")
	}
	if f.Dataset != "" {
		parts = append(parts, "b.dataset = "+put(f.Dataset))
	}
	if f.Holder != "" {
		parts = append(parts, "b.holder = "+put(f.Holder))
	}
	if f.Hand != "" {
		parts = append(parts, "EXISTS (SELECT 1 FROM batch_hand h WHERE h.batch = b.id AND h.actor = "+put(f.Hand)+")")
	}
	if f.Unsigned != "" {
		parts = append(parts, "NOT EXISTS (SELECT 1 FROM signature g WHERE g.batch = b.id AND g.void = '' AND g.part = "+put(string(f.Unsigned))+")")
	}
	if f.Stranger != "" {
		parts = append(parts,
			"NOT EXISTS (SELECT 1 FROM batch_hand h WHERE h.batch = b.id AND h.actor = "+put(f.Stranger)+")",
			"NOT EXISTS (SELECT 1 FROM signature g WHERE g.batch = b.id AND g.void = '' AND g.actor = "+put(f.Stranger)+")")
	}
	if f.Before != "" {
		parts = append(parts, "b.id < "+put(f.Before))
	}
	return strings.Join(parts, " AND ")
}

// Batches lists the batches that a filter lets through, newest first.
func (s *Store) Batches(ctx context.Context, f BatchFilter) (_ []BatchEntry, err error) {
	defer errs.Wrap(&err, "catalog.Batches")

	var args []any
	query := `SELECT ` + qualified("b", batchColumns) + `, ` + qualified("d", datasetColumns) + `,
			coalesce(f.sha256, ''), coalesce(f.name, ''), coalesce(f.size, 0), coalesce(f.media_type, '')
		FROM batch b JOIN dataset d ON d.id = b.dataset LEFT JOIN batch_file f ON f.batch = b.id AND f.n = 1
		WHERE ` + f.where(&args) + ` ORDER BY b.id DESC`
	if f.Limit > 0 {
		query += " LIMIT " + strconv.Itoa(f.Limit)
	}
	return all(ctx, s.db, scanEntry, query, args...)
}

func scanEntry(row db.Scanner) (e BatchEntry, err error) {
	file := []any{&e.File.SHA256, &e.File.Name, &e.File.Size, &e.File.MediaType}
	e.File.N, e.File.Role = 1, DataFile
	e.Batch, err = scanBatch(scanFunc(func(batch ...any) (err error) {
		e.Set, err = scanDataset(scanFunc(func(set ...any) error { return row.Scan(append(append(batch, set...), file...)...) }))
		return err
	}))
	return e, err
}

// A scanFunc scans by a function, so that one row can feed two scan functions.
type scanFunc func(into ...any) error

func (f scanFunc) Scan(into ...any) error { return f(into...) }

// Counts says how many batches that a filter lets through are in which state.
func (s *Store) Counts(ctx context.Context, f BatchFilter) (_ map[State]int, err error) {
	defer errs.Wrap(&err, "catalog.Counts")

	var args []any
	rows, err := s.db.QueryContext(ctx, `SELECT b.state, count(*) FROM batch b JOIN dataset d ON d.id = b.dataset
		WHERE `+f.where(&args)+` GROUP BY b.state`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[State]int{}
	for rows.Next() {
		var state State
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		counts[state] = n
	}
	return counts, rows.Err()
}
