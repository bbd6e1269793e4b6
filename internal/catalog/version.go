package catalog

import (
	"context"
	"database/sql"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// An Origin (asal) is one sheet of one received file in a version's manifest.
// A row of the version carries its number and its own row in the sheet.
type Origin struct {
	Number  int               `json:"asal"`
	SHA256  string            `json:"sha256"`
	Name    string            `json:"name"`
	Size    int64             `json:"size"`
	Sheet   string            `json:"sheet,omitempty"`
	Format  string            `json:"format"`
	Header  int64             `json:"header"` // row of the header; 0: none
	Batch   string            `json:"batch"`
	SentAt  int64             `json:"sent_at"` // epoch ms
	Sender  string            `json:"sender"`  // an office, never a person
	Answers map[string]string `json:"answers,omitempty"`
	Columns []lewu.Column     `json:"columns"` // as they were read from this sheet

	Private bool `json:"private,omitempty"` // people may not take the file, whatever its dataset says
}

// A Version is one immutable state of a dataset.
type Version struct {
	Dataset     string
	N           int
	Batch       string
	Base        int
	Mode        Mode
	Rows        int64
	Added       int64
	Changed     int64
	Removed     int64
	Berkas      string // SHA-256 of the Parquet file
	BerkasSize  int64
	Isi         string // SHA-256 of the whole table as CSV: what citations carry
	IsiSize     int64  // bytes of that CSV
	Columns     []lewu.Column
	Key         []string
	Manifest    []Origin
	Recipe      []lewu.Step
	Note        string // why it was published, in the sender's words
	Solo        string // why no second pair of eyes saw it; empty: two offices approved
	Publisher   string // key of the actor whose decision put it out
	Office      string // his office
	PublishedAt time.Time
	WithdrawnAt time.Time // zero: in the open
	Withdrawn   string    // why it was taken back
	Extent      Extent    // what it covers

	SubstanceOffice string // the office that signed for the substance; empty: none did
	FormOffice      string // the office that signed for the form
}

// An Extent is what a version covers: the first and last period in it, and the
// regions, both as they were found in its cells.
type Extent struct {
	From    string   `json:"from,omitempty"` // "2019", "2025-10", "2025-10-31"; empty: no column of time
	To      string   `json:"to,omitempty"`
	Regions []string `json:"regions,omitempty"` // Kemendagri codes of the province and its kabupaten/kota
}

const versionColumns = `dataset, n, batch, base, mode, rows_total, added, changed, removed, berkas, berkas_size, isi, isi_size,
	columns, key_columns, manifest, recipe, note, solo, publisher, office, published_at, withdrawn_at, withdrawn, extent,
	substance_office, form_office`

func scanVersion(row db.Scanner) (v Version, err error) {
	var columns, key, manifest, recipe, extent string
	var published, withdrawn int64
	err = row.Scan(&v.Dataset, &v.N, &v.Batch, &v.Base, &v.Mode, &v.Rows, &v.Added, &v.Changed, &v.Removed,
		&v.Berkas, &v.BerkasSize, &v.Isi, &v.IsiSize, &columns, &key, &manifest, &recipe,
		&v.Note, &v.Solo, &v.Publisher, &v.Office, &published, &withdrawn, &v.Withdrawn, &extent,
		&v.SubstanceOffice, &v.FormOffice)
	if err != nil {
		return v, err
	}
	v.PublishedAt = clock.FromMillis(published)
	if withdrawn != 0 {
		v.WithdrawnAt = clock.FromMillis(withdrawn)
	}
	for _, part := range []struct {
		text string
		into any
	}{{columns, &v.Columns}, {key, &v.Key}, {manifest, &v.Manifest}, {recipe, &v.Recipe}, {extent, &v.Extent}} {
		if err := from(part.text, part.into); err != nil {
			return v, err
		}
	}
	return v, nil
}

// Origin finds a sheet in the manifest by its number.
func (v Version) Origin(number int) (Origin, bool) {
	for _, o := range v.Manifest {
		if o.Number == number {
			return o, true
		}
	}
	return Origin{}, false
}

// Column finds a column by its name.
func (v Version) Column(name string) (lewu.Column, bool) {
	for _, c := range v.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return lewu.Column{}, false
}

// Version finds version n of a dataset, withdrawn or not.
func (s *Store) Version(ctx context.Context, dataset string, n int) (_ Version, err error) {
	defer errs.Wrap(&err, "catalog.Version(%q, %d)", dataset, n)
	return one(ctx, s.db, scanVersion, "catalog.no-version", number(n),
		`SELECT `+versionColumns+` FROM version WHERE dataset = $1 AND n = $2`, dataset, n)
}

// At finds the version that was in force at the end of a day in WIB; before
// the first one there is none.
func (s *Store) At(ctx context.Context, dataset string, day time.Time) (_ Version, err error) {
	defer errs.Wrap(&err, "catalog.At(%q, %s)", dataset, clock.Day(day))
	end := clock.Millis(day.In(clock.WIB).AddDate(0, 0, 1))
	return one(ctx, s.db, scanVersion, "catalog.none-on-day", clock.Day(day),
		`SELECT `+versionColumns+` FROM version WHERE dataset = $1 AND published_at < $2
		 ORDER BY n DESC LIMIT 1`, dataset, end)
}

// Versions lists the versions of a dataset, newest first.
func (s *Store) Versions(ctx context.Context, dataset string) (_ []Version, err error) {
	defer errs.Wrap(&err, "catalog.Versions(%q)", dataset)
	return all(ctx, s.db, scanVersion,
		`SELECT `+versionColumns+` FROM version WHERE dataset = $1 ORDER BY n DESC`, dataset)
}

// AllVersions lists every version of the house, for doctor and backup.
func (s *Store) AllVersions(ctx context.Context) (_ []Version, err error) {
	defer errs.Wrap(&err, "catalog.AllVersions()")
	return all(ctx, s.db, scanVersion, `SELECT `+versionColumns+` FROM version ORDER BY dataset, n`)
}

// An Entry is a dataset with what a list says of its version in force.
type Entry struct {
	Dataset
	Rows        int64
	Isi         string
	IsiSize     int64
	PublishedAt time.Time
	Extent      Extent
	MediaType   string // of the file it came in, by its bytes: "application/zip" is a workbook
}

// Published lists all datasets that have a version in force, by title.
func (s *Store) Published(ctx context.Context) (_ []Entry, err error) {
	defer errs.Wrap(&err, "catalog.Published()")
	return all(ctx, s.db, func(row db.Scanner) (e Entry, err error) {
		var published int64
		var extent string
		e.Dataset, err = scanDataset(alsoScan{row, []any{&e.Rows, &e.Isi, &e.IsiSize, &published, &extent, &e.MediaType}})
		if err != nil {
			return e, err
		}
		e.PublishedAt = clock.FromMillis(published)
		return e, from(extent, &e.Extent)
	}, `SELECT `+qualified("d", datasetColumns)+`, v.rows_total, v.isi, v.isi_size, v.published_at, v.extent,
			coalesce(f.media_type, '')
		FROM dataset d JOIN version v ON v.dataset = d.id AND v.n = d.current
			LEFT JOIN batch_file f ON f.batch = v.batch AND f.n = 1
		ORDER BY d.sort_key, d.id`)
}

// An alsoScan scans more columns behind those that a scan function knows.
type alsoScan struct {
	row  db.Scanner
	more []any
}

func (s alsoScan) Scan(into ...any) error { return s.row.Scan(append(into, s.more...)...) }

// qualified puts a table's alias before each of its columns.
func qualified(alias, columns string) string {
	names := strings.Split(columns, ",")
	for i, name := range names {
		names[i] = alias + "." + strings.TrimSpace(name)
	}
	return strings.Join(names, ", ")
}

// InsertVersion adds a version; Flip puts it in force.
func (s *Store) InsertVersion(ctx context.Context, tx *sql.Tx, v Version) (err error) {
	defer errs.Wrap(&err, "catalog.InsertVersion(%q, %d)", v.Dataset, v.N)

	var parts [5]string
	for i, part := range []any{v.Columns, v.Key, v.Manifest, v.Recipe, v.Extent} {
		if parts[i], err = text(part); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO version (`+versionColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 0, '', $23, $24, $25)`,
		v.Dataset, v.N, v.Batch, v.Base, string(v.Mode), v.Rows, v.Added, v.Changed, v.Removed,
		v.Berkas, v.BerkasSize, v.Isi, v.IsiSize, parts[0], parts[1], parts[2], parts[3],
		v.Note, v.Solo, v.Publisher, v.Office, clock.Millis(v.PublishedAt), parts[4],
		v.SubstanceOffice, v.FormOffice)
	return err
}
