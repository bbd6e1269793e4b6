package quote

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// How long an address is: 16 letters are 80 bits, which a person can still
// type. Where two receipts begin alike, the later one has a longer address.
const (
	shortID = 16
	stepID  = 4
)

// maxHourly is how many new figures are kept in an hour: a row is some 2 kB, and
// anybody may quote. One that was quoted before costs nothing.
const maxHourly = 1000

type store struct{ db *db.DB }

const columns = `id, number, receipt, label, label_en, kind, unit, as_of, title, title_en, agency, office, source, contoh, solo,
	published_at, quoted_at`

func scan(row db.Scanner) (q quoted, err error) {
	var receipt string
	var contoh, solo, published, at int64
	err = row.Scan(&q.ID, &q.Number, &receipt, &q.Label, &q.LabelEN, &q.Kind, &q.Unit, &q.AsOf, &q.Title, &q.TitleEN,
		&q.Agency, &q.Office, &q.Source, &contoh, &solo, &published, &at)
	if err != nil {
		return q, err
	}
	q.Contoh, q.Solo = contoh == 1, solo == 1
	q.PublishedAt, q.QuotedAt = clock.FromMillis(published), clock.FromMillis(at)
	return q, json.Unmarshal([]byte(receipt), &q.Receipt)
}

// Find finds a figure by its address.
func (s *store) Find(ctx context.Context, id string) (q quoted, err error) {
	defer errs.Wrap(&err, "quote.Find(%q)", id)
	return s.one(ctx, s.db, `SELECT `+columns+` FROM quote_figure WHERE id = $1`, id)
}

// Known finds the figure of a receipt's number.
func (s *store) Known(ctx context.Context, number string) (q quoted, err error) {
	defer errs.Wrap(&err, "quote.Known(%.16q)", number)
	return s.one(ctx, s.db, `SELECT `+columns+` FROM quote_figure WHERE number = $1`, number)
}

func (s *store) one(ctx context.Context, from db.Querier, query, arg string) (quoted, error) {
	q, err := scan(from.QueryRowContext(ctx, query, arg))
	if errors.Is(err, sql.ErrNoRows) {
		err = errs.Say(errs.NotFound, "quote.none")
	}
	return q, err
}

// Keep stores a figure, unless it was quoted before, and answers its address.
func (s *store) Keep(ctx context.Context, q quoted) (id string, err error) {
	defer errs.Wrap(&err, "quote.Keep(%.16q)", q.Number)

	receipt, err := json.Marshal(q.Receipt)
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		known, err := s.one(ctx, tx, `SELECT `+columns+` FROM quote_figure WHERE number = $1`, q.Number)
		if err == nil || !errs.Is(err, errs.NotFound) {
			id = known.ID
			return err
		}
		if err := room(ctx, tx, q.QuotedAt); err != nil {
			return err
		}
		if id, err = free(ctx, tx, q.Number); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO quote_figure (`+columns+`, dataset, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
			id, q.Number, string(receipt), q.Label, q.LabelEN, string(q.Kind), q.Unit, q.AsOf, q.Title, q.TitleEN, q.Agency, q.Office,
			q.Source, bit(q.Contoh), bit(q.Solo), clock.Millis(q.PublishedAt), clock.Millis(q.QuotedAt), q.Receipt.Dataset, q.Receipt.Version)
		return err
	})
	return id, err
}

// room refuses a new figure where too many were kept in the last hour.
func room(ctx context.Context, tx *sql.Tx, now time.Time) error {
	var n int64
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM quote_figure WHERE quoted_at > $1`, clock.Millis(now.Add(-time.Hour))).Scan(&n)
	if err == nil && n >= maxHourly {
		err = errs.Say(errs.Busy, "quote.busy")
	}
	return err
}

// free is the shortest beginning of a number that no other figure has.
func free(ctx context.Context, tx *sql.Tx, number string) (string, error) {
	for n := shortID; n < len(number); n += stepID {
		var taken int64
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM quote_figure WHERE id = $1`, number[:n]).Scan(&taken); err != nil {
			return "", err
		}
		if taken == 0 {
			return number[:n], nil
		}
	}
	return number, nil
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
