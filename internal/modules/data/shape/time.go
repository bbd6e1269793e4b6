package shape

import (
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/period"
)

// findTime finds the column of time: of those that may be one, the finest that
// is in the key, else the declared period, else the first.
func (s *Shape) findTime(set catalog.Dataset, columns []lewu.Column) {
	var list []lewu.Column
	for _, c := range columns {
		if mayBeTime(set, c) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return
	}
	rank := func(c lewu.Column) int {
		switch {
		case slices.Contains(set.Key, c.Name):
			return 0
		case c.Name == set.Period:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b lewu.Column) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return int(unitOf(a)) - int(unitOf(b)) // None comes first: "periode" says less than "2025-03"
	})
	s.setTime(list)
	if s.Part == "" && s.Unit == period.Day {
		s.Part = hour(set, columns)
	}
}

// setTime takes the first of the candidates; a month in words stands beside its
// year and only divides it.
func (s *Shape) setTime(list []lewu.Column) {
	first := list[0]
	for _, c := range list[1:] {
		divides := first.Kind != lewu.Date && first.Kind != lewu.Year && c.Kind == lewu.Year
		if divides {
			s.Part, first = first.Name, c
			break
		}
	}
	s.Time, s.Unit = first.Name, unitOf(first)
	for _, c := range list {
		if c.Name != s.Time && c.Name != s.Part && unitOf(c) > s.Unit && s.Coarse == "" {
			s.Coarse = c.Name
		}
	}
}

// mayBeTime tells whether a column may say which time a row is about.
func mayBeTime(set catalog.Dataset, c lewu.Column) bool {
	inKey := slices.Contains(set.Key, c.Name)
	switch c.Kind {
	case lewu.Year, lewu.Date:
		return inKey || c.Name == set.Period || !hasWord(c.Name, "berdiri", "didirikan", "pendirian", "bangun", "dibangun", "pembangunan",
			"pembuatan", "perolehan", "lahir", "izin", "berlaku", "berakhir", "akhir", "input", "entri", "unduh", "diperbarui", "update", "updated", "created")
	case lewu.Text, lewu.Code:
		return c.Name == set.Period || unitOf(c) != period.None || c.Name == "periode"
	case lewu.Integer:
		return inKey && unitOf(c) != period.None
	}
	return false
}

// unitOf is how long a cell of a column of time is.
func unitOf(c lewu.Column) period.Unit {
	switch c.Kind {
	case lewu.Date:
		return period.Day
	case lewu.Year:
		return period.Year
	}
	switch c.Name {
	case "bulan":
		return period.Month
	case "triwulan", "kuartal":
		return period.Quarter
	case "semester":
		return period.Semester
	case "tahun", "tahun_ajaran", "tahun_anggaran":
		return period.Year
	}
	return period.None
}

// hour is the column of the key that divides a day.
func hour(set catalog.Dataset, columns []lewu.Column) string {
	for _, c := range columns {
		if slices.Contains(set.Key, c.Name) && slices.Contains([]string{"jam", "pukul", "waktu", "hour"}, c.Name) {
			return c.Name
		}
	}
	return ""
}

// findRegion finds the place of a row: its code before its name, that of a
// kabupaten/kota before smaller ones, Kemendagri before BPS; and the name of
// the same kind of place beside it.
func (s *Shape) findRegion(columns []lewu.Column) {
	rank := func(c lewu.Column) int { return 2*levelOf(c.Name).rank() + one(c.Kind == lewu.BPS) }
	var code, named *lewu.Column
	for i, c := range columns {
		if (c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS) && (code == nil || rank(c) < rank(*code)) {
			code = &columns[i]
		}
	}
	for i, c := range columns {
		if c.Kind != lewu.Text || !ofPlaces(c.Name) {
			continue
		}
		fits := code == nil || levelOf(code.Name) == "" || levelOf(c.Name) == "" || levelOf(code.Name) == levelOf(c.Name)
		if fits && (named == nil || levelOf(c.Name).rank() < levelOf(named.Name).rank()) {
			named = &columns[i]
		}
	}
	if named != nil {
		s.Place = named.Name
	}
	switch {
	case code != nil:
		s.Region, s.System = code.Name, code.Kind
	case named != nil:
		s.Region, s.System = s.Place, lewu.Text
	}
	if code != nil && named == nil && slices.ContainsFunc(columns, func(c lewu.Column) bool { return c.Name == "nama" && c.Kind == lewu.Text }) {
		s.Place = "nama" // the only name in a table of codes
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A level is the kind of place that a column's name speaks of; empty where it
// does not say.
type level string

func levelOf(column string) level {
	switch {
	case hasWord(column, "desa", "kelurahan"):
		return "desa"
	case hasWord(column, "kecamatan"):
		return "kecamatan"
	case hasWord(column, "kabupaten", "kab", "kota", "kabkota"):
		return "kabupaten"
	case hasWord(column, "provinsi", "propinsi"):
		return "provinsi"
	}
	return ""
}

// rank puts the level that most tables are about first.
func (l level) rank() int {
	switch l {
	case "kabupaten":
		return 0
	case "":
		return 1
	case "kecamatan":
		return 2
	case "desa":
		return 3
	}
	return 4
}
