// Package shape tells what the columns of a published table are: which one is
// time, which one a place, which are figures and what they may be brought
// together by, and which are kinds. It decides from the dictionary alone, so it
// never reads a cell; what only the cells can tell is left to those who ask.
package shape

import (
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/period"
)

// A Shape is what a table is about. Columns go by their names; an empty name is
// none.
type Shape struct {
	Time   string      // the finest column of time: "tahun", "bulan", "tanggal"
	Unit   period.Unit // how long a cell of Time is; None where only its cells tell
	Part   string      // what divides a cell of Time: "bulan" ("Maret") beside "tahun", "jam" beside "tanggal"
	Coarse string      // a longer period beside Time: "bulan" of "tanggal"

	Region string    // the code or, where there is none, the name of a place
	System lewu.Kind // of Region: Kemendagri, BPS, or Text for names
	Place  string    // the name beside the code: "kabupaten_kota"

	Measures   []Measure  // in the order of the table
	Main       int        // of Measures: the one that the dataset is about; -1 without any
	Categories []Category // those of the key first
	State      string     // how final a row is: "keadaan" (sementara)
	Name       string     // names a thing where rows are things: "nama_pasar"
	Notes      []string   // free words: "catatan", "alamat"
}

// A Measure is a column of figures, under the label and unit that people read.
type Measure struct {
	lewu.Column
	LabelEN   string
	Aggregate catalog.Aggregate // never empty
	Declared  bool              // its agency said so; else it was told by the unit
}

// Less is the shape without some categories: those that tell nothing apart.
func (s Shape) Less(columns ...string) Shape {
	s.Categories = slices.DeleteFunc(slices.Clone(s.Categories), func(c Category) bool { return slices.Contains(columns, c.Column) })
	return s
}

// Timeless is the shape of a table whose column of time turns out to hold
// something else: different things, which nothing is added up across.
func (s Shape) Timeless() Shape {
	s.Categories = append(slices.Clone(s.Categories), Category{Column: s.Time, Apart: true, Key: true})
	s.Time, s.Part, s.Coarse, s.Unit = "", "", "", period.None
	return s
}

// A Category is a column of kinds. Apart says that its values are different
// things ("indikator") or, with Twice, that they say the same thing twice
// ("sumber"): nothing may be added up across them.
type Category struct {
	Column string
	Apart  bool
	Twice  bool
	Key    bool // names a row with others; all of them where the table has no key
}

// Of tells the shape of a table.
func Of(set catalog.Dataset, columns []lewu.Column) Shape {
	s := Shape{Main: -1}
	s.findTime(set, columns)
	s.findRegion(columns)
	taken := []string{s.Time, s.Part, s.Coarse, s.Region, s.Place}
	for _, c := range columns {
		if slices.Contains(taken, c.Name) {
			continue
		}
		s.place(set, c, len(set.Key) == 0 || slices.Contains(set.Key, c.Name))
	}
	slices.SortStableFunc(s.Categories, func(a, b Category) int {
		switch {
		case a.Key == b.Key:
			return 0
		case a.Key:
			return -1
		}
		return 1
	})
	s.findMain(set)
	return s
}

// place gives a column that is neither time nor place its role.
func (s *Shape) place(set catalog.Dataset, c lewu.Column, key bool) {
	inKey := slices.Contains(set.Key, c.Name)
	switch {
	case c.Kind.Numeric() && !inKey && !ofNumbers(c.Name):
		m := Measure{Column: set.Named(c, false), LabelEN: set.Named(c, true).Label, Aggregate: set.Meanings[c.Name].Aggregate}
		if m.Declared = m.Aggregate != ""; !m.Declared {
			m.Aggregate = byUnit(m.Column)
		}
		s.Measures = append(s.Measures, m)
	case c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS || c.Kind.Numeric() && !inKey:
		// a second code of the same place, or a number that counts nothing
	case s.State == "" && ofState(c.Name) && !inKey:
		s.State = c.Name
	case levelOf(c.Name) != "" && levelOf(c.Name) != "desa" && ofNames(c.Name):
		s.Notes = append(s.Notes, c.Name) // the name of a larger or smaller place
	case ofNames(c.Name):
		s.nameBy(c.Name)
	case ofNotes(c.Name) && !inKey || c.Kind == lewu.Date || c.Kind == lewu.Year:
		s.Notes = append(s.Notes, c.Name)
	default:
		s.Categories = append(s.Categories, Category{Column: c.Name, Apart: ofThings(c.Name) || ofMouths(c.Name), Twice: ofMouths(c.Name), Key: key})
	}
}

// nameBy takes a column as the one that names things: a name before a number.
func (s *Shape) nameBy(column string) {
	if s.Name != "" && (hasWord(s.Name, "nama") || !hasWord(column, "nama")) {
		s.Notes = append(s.Notes, column)
		return
	}
	if s.Name != "" {
		s.Notes = append(s.Notes, s.Name)
	}
	s.Name = column
}

// findMain picks the measure that the dataset is about: the one its agency put
// on the front page, else the one its title speaks of, else the first that adds
// up, else the first.
func (s *Shape) findMain(set catalog.Dataset) {
	best := 0
	for i, m := range s.Measures {
		score := 1
		if m.Aggregate == catalog.Sum {
			score = 2
		}
		if n := shared(m.Label, set.Title); n > 0 {
			score = 2 + n
		}
		if hasWord(m.Name, "total", "seluruhnya") {
			score++ // the whole before its parts
		}
		if highlighted(set, m.Name) {
			score = 100
		}
		if score > best {
			best, s.Main = score, i
		}
	}
}

// highlighted tells whether the figures of the front page show a column.
func highlighted(set catalog.Dataset, name string) bool {
	return slices.ContainsFunc(set.Highlights, func(h catalog.Highlight) bool {
		if n := len(h.Query.Columns); n > 0 && h.Query.Columns[n-1] == name {
			return true
		}
		return slices.ContainsFunc(h.Query.Measure, func(m lewu.Measure) bool { return m.Column == name })
	})
}

// Measure finds a measure by its column; an empty name is the main one.
func (s Shape) Measure(name string) (Measure, bool) {
	if name == "" && s.Main >= 0 {
		return s.Measures[s.Main], true
	}
	at := slices.IndexFunc(s.Measures, func(m Measure) bool { return m.Name == name })
	if at < 0 {
		return Measure{}, false
	}
	return s.Measures[at], true
}

// Category finds a category by its column.
func (s Shape) Category(name string) (Category, bool) {
	at := slices.IndexFunc(s.Categories, func(c Category) bool { return c.Column == name })
	if at < 0 {
		return Category{}, false
	}
	return s.Categories[at], true
}

// Adds tells whether figures of a measure may be added up over a whole period.
func (m Measure) Adds() bool { return m.Aggregate == catalog.Sum }

// Apart are the categories across which nothing may be brought together.
func (s Shape) Apart() (list []string) {
	for _, c := range s.Categories {
		if c.Apart {
			list = append(list, c.Column)
		}
	}
	return list
}
