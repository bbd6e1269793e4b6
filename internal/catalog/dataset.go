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

// A Mode (cara) says what a new file does to the version before it.
type Mode string

// The three modes of architecture.md, in the words people use.
const (
	Replace       Mode = "ganti"         // the file is the table
	ReplacePeriod Mode = "ganti-periode" // the file replaces the periods it holds
	Merge         Mode = "gabung"        // rows with a known key are changed, others added
)

// A Dataset (kumpulan data) is one published table through all its versions.
type Dataset struct {
	ID         string
	Slug       string // its address: /data/{slug}
	Title      string
	TitleEN    string
	SortKey    string
	Summary    string // one sentence: what it is and how it was made
	Agency     string // produsen data, by its name of today; after a merger that of the heir
	AgencySlug string // the address of the one so named: see AgencyAddress
	AgencyID   string // id in ref of the one that owns it: a merger leaves it
	Substance  string // id of the agency that confirms the figures; empty: the producer itself
	Topic      string
	Source     string // who said so, where the agency only passes it on
	Licence    string // "CC BY 4.0"
	Contact    string
	Key        []string // kunci: columns that name a row
	Period     string   // the column that holds the period, for ganti-periode
	Mode       Mode
	Highlights []Highlight // figures for the front page
	Contoh     bool        // synthetic: never mixed with real figures
	OpenFiles  bool        // people may take the received files
	Metadata
	Newest    int // number given last; 0: none published
	Current   int // number of the version in force: Newest, unless it was withdrawn; 0: none
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Metadata is what an agency says of a dataset beyond the level "dasar"
// (Perpres 39/2019, BPS regulation 5/2020).
type Metadata struct {
	Frequency Frequency          // how often it comes
	Due       string             // day of the next release, "2026-12-10"; empty: none is promised
	Statistic Statistic          // dasar (BPS) or sektoral (OPD)
	Access    Access             // class of UU 14/2008
	Keywords  []string           // what people may look for it by
	Method    string             // one sentence: how the figures came to be
	Notes     string             // catatan mutu: what a reader must know before quoting
	Meanings  map[string]Meaning // by column name
}

// A Meaning is the standard of one column (standar data): with its label and
// unit, the five parts.
type Meaning struct {
	Label          string    `json:"label,omitempty"` // better than the header of the file
	LabelEN        string    `json:"label_en,omitempty"`
	Unit           string    `json:"unit,omitempty"` // satuan
	Concept        string    `json:"concept,omitempty"`
	Definition     string    `json:"definition,omitempty"`
	Classification string    `json:"classification,omitempty"`
	Measure        string    `json:"measure,omitempty"`   // ukuran: "jumlah", "rata-rata", "persentase"
	Aggregate      Aggregate `json:"aggregate,omitempty"` // what its cells may be brought together by
}

// A Frequency (frekuensi) is how often a dataset is published.
type Frequency string

// Frequencies, in the words people use.
const (
	Daily      Frequency = "harian"
	Weekly     Frequency = "mingguan"
	Monthly    Frequency = "bulanan"
	Quarterly  Frequency = "triwulanan"
	HalfYearly Frequency = "semesteran"
	Yearly     Frequency = "tahunan"
	Once       Frequency = "sekali"
)

// A Statistic is the kind of statistic by UU 16/1997.
type Statistic string

// Kinds of statistic.
const (
	Basic    Statistic = "dasar"
	Sectoral Statistic = "sektoral"
)

// An Access is a class of public information by UU 14/2008.
type Access string

// Classes of open information; what is exempt is never published.
const (
	Regular   Access = "berkala"
	Immediate Access = "serta-merta"
	AnyTime   Access = "setiap saat"
)

// An Aggregate says how the cells of a column may be brought together.
type Aggregate string

// Aggregates. None: every cell stands for itself, such as an index.
const (
	Sum  Aggregate = "jumlah"
	Mean Aggregate = "rata-rata"
	None Aggregate = "tidak"
)

// A Highlight is a figure that its agency puts on the front page: one column of
// the first row of a query, or its one measure, of whatever version is in force.
type Highlight struct {
	Label   string     `json:"label"`
	LabelEN string     `json:"label_en"`
	Query   lewu.Query `json:"query"`
	AsOf    string     `json:"as_of,omitempty"` // the column that says when; or a text for a measure
	Unit    string     `json:"unit,omitempty"`
	Order   int        `json:"order"`
}

const datasetColumns = `id, slug, title, title_en, sort_key, summary, agency, topic, source, licence, contact,
	key_columns, period, mode, highlights, contoh, open_files, newest, current, created_at, updated_at,
	frequency, due, statistic, access, keywords, method, notes, meanings, agency_id, substance_id, agency_slug`

func scanDataset(row db.Scanner) (d Dataset, err error) {
	var key, highlights, keywords, meanings string
	var contoh, open, created, updated int64
	err = row.Scan(&d.ID, &d.Slug, &d.Title, &d.TitleEN, &d.SortKey, &d.Summary, &d.Agency, &d.Topic, &d.Source,
		&d.Licence, &d.Contact, &key, &d.Period, &d.Mode, &highlights, &contoh, &open, &d.Newest, &d.Current, &created, &updated,
		&d.Frequency, &d.Due, &d.Statistic, &d.Access, &keywords, &d.Method, &d.Notes, &meanings, &d.AgencyID, &d.Substance, &d.AgencySlug)
	if err != nil {
		return d, err
	}
	d.Contoh, d.OpenFiles = contoh == 1, open == 1
	d.CreatedAt, d.UpdatedAt = clock.FromMillis(created), clock.FromMillis(updated)
	for _, part := range []struct {
		text string
		into any
	}{{highlights, &d.Highlights}, {keywords, &d.Keywords}, {meanings, &d.Meanings}, {key, &d.Key}} {
		if err := from(part.text, part.into); err != nil {
			return d, err
		}
	}
	return d, nil
}

// Dataset finds a dataset by its slug, published or not.
func (s *Store) Dataset(ctx context.Context, slug string) (_ Dataset, err error) {
	defer errs.Wrap(&err, "catalog.Dataset(%q)", slug)
	return s.DatasetIn(ctx, s.db, slug)
}

// DatasetByID finds a dataset by its id.
func (s *Store) DatasetByID(ctx context.Context, id string) (_ Dataset, err error) {
	defer errs.Wrap(&err, "catalog.DatasetByID(%q)", id)
	return s.DatasetByIDIn(ctx, s.db, id)
}

// one answers the only row of a query; none is NotFound, said as key with the
// name people asked for.
func one[T any](ctx context.Context, q db.Querier, scan func(db.Scanner) (T, error), key, name, query string, args ...any) (T, error) {
	v, err := scan(q.QueryRowContext(ctx, query, args...))
	if err == sql.ErrNoRows {
		err = errs.Say(errs.NotFound, key, "name", name)
	}
	return v, err
}

// all answers every row of a query.
func all[T any](ctx context.Context, q db.Querier, scan func(db.Scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, scan)
}

// InsertDataset adds a dataset that has no version yet. A taken slug is a
// Conflict.
func (s *Store) InsertDataset(ctx context.Context, tx *sql.Tx, d Dataset) (err error) {
	defer errs.Wrap(&err, "catalog.InsertDataset(%q)", d.Slug)

	var taken int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM dataset WHERE slug = $1`, d.Slug).Scan(&taken); err != nil {
		return err
	}
	if taken > 0 {
		return errs.Say(errs.Conflict, "catalog.slug-taken", "slug", d.Slug)
	}
	var parts [4]string
	for i, part := range []any{d.Key, d.Highlights, d.Keywords, d.Meanings} {
		if parts[i], err = text(part); err != nil {
			return err
		}
	}
	d.Metadata = d.Metadata.settled()
	at := clock.Millis(d.CreatedAt)
	_, err = tx.ExecContext(ctx, `INSERT INTO dataset (`+datasetColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, 0, $18, $19,
			$20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)`,
		d.ID, d.Slug, d.Title, d.TitleEN, d.SortKey, d.Summary, d.Agency, d.Topic, d.Source, d.Licence, d.Contact,
		parts[0], d.Period, string(d.Mode), parts[1], bit(d.Contoh), bit(d.OpenFiles), at, at,
		string(d.Frequency), d.Due, string(d.Statistic), string(d.Access), parts[2], d.Method, d.Notes, parts[3], d.AgencyID, d.Substance, d.AgencySlug)
	return err
}

// Flip makes version n the one in force, if the number given last is still
// n-1. It tells whether it did: false means that another version came in
// between.
func (s *Store) Flip(ctx context.Context, tx *sql.Tx, dataset string, n int, at time.Time) (_ bool, err error) {
	defer errs.Wrap(&err, "catalog.Flip(%q, %d)", dataset, n)

	done, err := tx.ExecContext(ctx, `UPDATE dataset SET newest = $1, current = $1, updated_at = $2 WHERE id = $3 AND newest = $4`,
		n, clock.Millis(at), dataset, n-1)
	if err != nil {
		return false, err
	}
	changed, err := done.RowsAffected()
	return changed == 1, err
}
