package lewu

import (
	"context"
	"io"
)

// A Message is a sentence by its key in messages/{id,en}.json, with the words
// that go into its {placeholders}. Everything people read travels as a Message
// until a page, an answer or a terminal knows which language it speaks.
type Message struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// Msg makes a Message from a key and name, value pairs.
func Msg(key string, pairs ...string) Message {
	m := Message{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if m.Args == nil {
			m.Args = make(map[string]string, len(pairs)/2)
		}
		m.Args[pairs[i]] = pairs[i+1]
	}
	return m
}

// A Kind is what the cells of a column are.
type Kind string

// The kinds of column. A code is text that looks like a number and must never
// become one; Kemendagri and BPS region codes look alike and differ for 8 of
// the 14 kabupaten/kota of Kalimantan Tengah, so they are two kinds.
const (
	Text       Kind = "text"
	Code       Kind = "code"
	Integer    Kind = "integer"    // BIGINT
	Decimal    Kind = "decimal"    // DECIMAL(Digits, Scale), exact
	Money      Kind = "money"      // rupiah, DECIMAL(18,2)
	Date       Kind = "date"       // 2025-10-31
	Year       Kind = "year"       // 1900 to 2100
	Boolean    Kind = "boolean"    // true or false
	Kemendagri Kind = "kemendagri" // 62.06, 62.06.01, 62.06.01.2001
	BPS        Kind = "bps"        // 6209, 6209010, 6209010001
)

// Numeric tells whether cells of this kind can be added up.
func (k Kind) Numeric() bool { return k == Integer || k == Decimal || k == Money }

// A Column is one column of a published table, as it stands in the dictionary.
type Column struct {
	Name    string `json:"name"`             // lower case, digits and _, unique in its table: "jumlah_penduduk"
	Label   string `json:"label"`            // for people: "Jumlah penduduk"
	Kind    Kind   `json:"kind"`             //
	Unit    string `json:"unit,omitempty"`   // "ton"; empty where none is known
	Digits  int    `json:"digits,omitempty"` // of a Decimal: all digits, at most 38
	Scale   int    `json:"scale,omitempty"`  // of a Decimal: digits behind the point
	Missing int64  `json:"missing"`          // cells without a value

	Source string  `json:"source"`           // header cell as written in the file, or "kolom 3" where it has none
	Index  int     `json:"index"`            // 0-based place in the file
	Format string  `json:"format,omitempty"` // how the cells are written, as the reader names it: "1.234,5", "d/m/y", "3201.0"
	Why    Message `json:"why,omitzero"`     // the evidence for Kind and Format

	Reading string `json:"reading,omitempty"` // how the format reads its cells again, in the format's own words
}

// A Cell is one value in canonical text, or nothing.
//
// Numbers have a point and no grouping ("1234.50"), dates are ISO, booleans
// "true" and "false", text stands as it was written. An empty text is nothing:
// no published cell is an empty string.
type Cell struct {
	Text  string
	Valid bool // false: nothing was written (missing); zero is a value
}

// A Severity orders findings by what they do to a batch.
type Severity string

// Severities: Reject ends the batch, Ask stops it until a person answers,
// Warn is published beside the data, Note tells of a repair.
const (
	Reject Severity = "tolak"
	Ask    Severity = "tanya"
	Warn   Severity = "perhatian"
	Note   Severity = "catatan"
)

// A Finding is what a machine check saw, and where. Row is 1-based as a
// spreadsheet shows it; 0 means the whole file, and an empty Column all of them.
type Finding struct {
	Severity Severity `json:"severity"`
	Sheet    string   `json:"sheet,omitempty"`
	Row      int64    `json:"row,omitempty"`
	Column   string   `json:"column,omitempty"`
	Message  Message  `json:"message"`
	Remedy   Message  `json:"remedy,omitzero"`
}

// A Step is one line of a repair recipe, in words by its Message. Off says
// that a person undid it.
type Step struct {
	Name    string  `json:"name"`
	Column  string  `json:"column,omitempty"`
	Message Message `json:"message"`
	Off     bool    `json:"off,omitempty"`
}

// An Input is a received file as a Format sees it. Answers are what people
// chose where the evidence was thin, by question ("decimal:harga" → "1.234,5").
type Input struct {
	Name    string
	Size    int64
	Open    func() (io.ReadCloser, error)
	Answers map[string]string
	Tick    func(done int64) // progress in bytes read; never nil
}

// A Grid is a file as it was understood: one table with typed columns.
//
// Rows calls yield once a row, in file order, with the row's 1-based number in
// the sheet and one Cell a Column; the slice is reused. It may be called again.
type Grid struct {
	Format   string
	Sheet    string // empty where the file has no sheets
	Header   int64  // row number of the header, 0 where there is none
	Columns  []Column
	Count    int64
	Findings []Finding
	Recipe   []Step
	Private  bool // the file holds more than is seen in it: it never leaves the house
	Rows     func(ctx context.Context, yield func(row int64, cells []Cell) error) error
}

// A RawRow is one row of a file in its original words.
type RawRow struct {
	Row   int64    `json:"row"`
	Cells []string `json:"cells"`
}

// Filter operators.
const (
	OpIn      = "in" // equal to one of Values
	OpNot     = "not"
	OpMin     = "min" // at least
	OpMax     = "max" // at most
	OpHas     = "has" // contains, case folded
	OpMissing = "missing"
	OpPresent = "present"
)

// A Filter keeps the rows whose Column stands in relation Op to Values.
type Filter struct {
	Column string   `json:"column"`
	Op     string   `json:"op"`
	Values []string `json:"values,omitempty"`
}

// A Sort is one column of an order. Missing values come last either way.
type Sort struct {
	Column string `json:"column"`
	Desc   bool   `json:"desc,omitempty"`
}

// A Measure is one aggregate: Func is count, sum, avg, min or max; Column is
// empty for a count of rows.
type Measure struct {
	Func   string `json:"func"`
	Column string `json:"column,omitempty"`
}

// A Query is a structured question to one published table. Without Measure it
// answers rows; with Measure one row a group, or a single row.
type Query struct {
	Columns []string  `json:"columns,omitempty"`
	Filter  []Filter  `json:"filter,omitempty"`
	Sort    []Sort    `json:"sort,omitempty"`
	Group   []string  `json:"group,omitempty"`
	Measure []Measure `json:"measure,omitempty"`
	Limit   int       `json:"limit,omitempty"`
	After   string    `json:"after,omitempty"` // opaque key of the page before
}

// A Receipt is the birth certificate of a figure: what was asked of which
// version, and what came out. Its page recomputes Result when opened.
type Receipt struct {
	Dataset string `json:"dataset"`
	Version int    `json:"version"`
	SHA256  string `json:"sha256"` // `isi` of the version
	Query   Query  `json:"query"`
	Asal    int    `json:"asal,omitempty"` // of a single cell: the sheet its row came from, in the version's manifest
	Row     int64  `json:"row,omitempty"`  // and its row in that sheet; 0: not a cell
	Rows    int64  `json:"rows"`           // rows that contributed
	Result  string `json:"result"`
}

// A Figure is a value that people may quote, with all that makes it honest.
type Figure struct {
	Value   string   `json:"value"` // canonical text; empty: no data yet
	Kind    Kind     `json:"kind"`
	Unit    string   `json:"unit,omitempty"`
	AsOf    string   `json:"as_of,omitempty"` // "2024", "2025-10-31"
	Due     string   `json:"due,omitempty"`   // day by which a newer one was promised: "2025-11-03"
	Since   string   `json:"since,omitempty"` // day since which it has not moved, where readings went on
	State   Message  `json:"state,omitzero"`  // sementara, belum diaudit, …
	Source  string   `json:"source,omitempty"`
	Contoh  bool     `json:"contoh,omitempty"` // synthetic
	Receipt *Receipt `json:"receipt,omitempty"`
}

// A Ref names a thing of the house: a region by its Kemendagri code ("region",
// "62.06"), an agency by its part of an address ("agency", "dinas-contoh-a").
type Ref struct{ Kind, ID string }

// Kinds of Ref.
const (
	RefRegion = "region"
	RefAgency = "agency"
)

// A Card is what one room says about a thing on that thing's page: its figures,
// and the pages that tell more.
type Card struct {
	Title   Message
	Link    string
	Order   int
	Figures []KPI
	Lines   []Line
	Total   int // of Lines, where the card names only the first
}

// A Layer is a measure that can colour the map of the kabupaten/kota. Marks
// reads it: one figure a region, all of one measure and period.
type Layer struct {
	ID      string // in addresses; unique in the house
	Label   string
	LabelEN string
	Contoh  bool // synthetic
	Link    string
	Order   int
	Marks   func(ctx context.Context) ([]Mark, error)
}

// A Mark is what a layer says of one region.
type Mark struct {
	Region string // Kemendagri code: "62.06"
	Figure Figure
	Origin string // where the figure is proved
	Cite   string // where it is quoted
}

// A Line is one thing that a card names: a dataset, a finding, a camera. Note
// says how it stands, and Age which shape that has: "" (fresh), "late", "stale"
// or "final".
type Line struct {
	Label   string
	LabelEN string
	Link    string
	Note    Message
	Age     string
	Meta    []Message // small facts: its agency, its rows
	Contoh  bool      // synthetic
}

// A Question is what somebody typed into the search of the house, with what the
// house understood of it.
type Question struct {
	Text    string   // as typed
	Terms   []string // stems of the words that are neither stop words, years nor places
	Regions []string // Kemendagri codes of places that were named: "62.06"
	Years   []int
}

// A Doc is one document for the search over all rooms.
type Doc struct {
	Kind, ID, Link string
	Title          string
	TitleEN        string
	Summary        string
	Words          []string // what else it should be found by: agency, topic, columns, synonyms, values
	Contoh         bool     // synthetic
	Gone           bool     // no longer there: forget it
}
