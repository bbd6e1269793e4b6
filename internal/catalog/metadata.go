package catalog

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Statistics, Accesses and Aggregates are all there are, in the order of forms.
func Statistics() []Statistic { return []Statistic{Basic, Sectoral} }

// Accesses are the classes of open information.
func Accesses() []Access { return []Access{Regular, Immediate, AnyTime} }

// Aggregates are the ways to bring cells together.
func Aggregates() []Aggregate { return []Aggregate{Sum, Mean, None} }

// Years in which a release can be promised.
const (
	firstDue = "2000-01-01"
	lastDue  = "2100-12-31"
)

// Check says in words what of the metadata cannot be. What is empty was not
// said, and is right.
func (m Metadata) Check() error {
	for _, err := range []error{
		among("catalog.frequency-unknown", m.Frequency, Frequencies()),
		among("catalog.statistic-unknown", m.Statistic, Statistics()),
		among("catalog.access-unknown", m.Access, Accesses()),
		checkDue(m.Due),
	} {
		if err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Meanings)) {
		if err := among("catalog.aggregate-unknown", m.Meanings[name].Aggregate, Aggregates()); err != nil {
			return err
		}
	}
	return nil
}

// among refuses a word that is not one of a list.
func among[T ~string](key string, value T, list []T) error {
	if value == "" || slices.Contains(list, value) {
		return nil
	}
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return errs.Say(errs.Invalid, key, "value", string(value), "choices", strings.Join(words, ", "))
}

func checkDue(day string) error {
	if day == "" {
		return nil
	}
	if _, err := clock.ParseDay(day); err != nil || day < firstDue || day > lastDue {
		return errs.Say(errs.Invalid, "catalog.due-bad", "value", day)
	}
	return nil
}

// Strangers are the columns that meanings speak of and columns lack, in the
// order of the alphabet.
func (m Metadata) Strangers(columns []lewu.Column) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(m.Meanings)) {
		if !slices.ContainsFunc(columns, func(c lewu.Column) bool { return c.Name == name }) {
			list = append(list, name)
		}
	}
	return list
}

// DatasetIn is Dataset inside a transaction.
func (s *Store) DatasetIn(ctx context.Context, q db.Querier, slug string) (Dataset, error) {
	return one(ctx, q, scanDataset, "catalog.no-dataset", slug, `SELECT `+datasetColumns+` FROM dataset WHERE slug = $1`, slug)
}

// settled gives what was not said its usual value.
func (m Metadata) settled() Metadata {
	if m.Statistic == "" {
		m.Statistic = Sectoral
	}
	if m.Access == "" {
		m.Access = Regular
	}
	return m
}

// UpdateMetadata writes what is said of a dataset: titles, summary, agency,
// topic, source, licence, contact and its Metadata. What its versions are made
// by stays: address, key, period, mode, and whether it is synthetic.
func (s *Store) UpdateMetadata(ctx context.Context, tx *sql.Tx, d Dataset) (err error) {
	defer errs.Wrap(&err, "catalog.UpdateMetadata(%q)", d.Slug)

	d.Metadata = d.Metadata.settled()
	var parts [2]string
	for i, part := range []any{d.Keywords, d.Meanings} {
		if parts[i], err = text(part); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE dataset SET title = $1, title_en = $2, sort_key = $3, summary = $4, agency = $5, topic = $6,
			source = $7, licence = $8, contact = $9, frequency = $10, due = $11, statistic = $12, access = $13, keywords = $14,
			method = $15, notes = $16, meanings = $17, open_files = $18, updated_at = $19, agency_id = $20, substance_id = $21, agency_slug = $22
		WHERE id = $23`,
		d.Title, d.TitleEN, d.SortKey, d.Summary, d.Agency, d.Topic, d.Source, d.Licence, d.Contact,
		string(d.Frequency), d.Due, string(d.Statistic), string(d.Access), parts[0], d.Method, d.Notes, parts[1],
		bit(d.OpenFiles), clock.Millis(d.UpdatedAt), d.AgencyID, d.Substance, d.AgencySlug, d.ID)
	return err
}
