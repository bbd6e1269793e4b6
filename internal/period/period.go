// Package period is the stretch of time that a row is about: a year, half a
// year, a quarter, a month or a day of the calendar in WIB.
//
// Days are text as clock.Day writes them ("2024-05-31"): a calendar day has no
// time zone of its own. There are no weeks: a week belongs to no month, and
// "minggu II Mei" is counted in more than one way.
package period

import (
	"cmp"
	"fmt"
	"time"
)

// A Unit is how long a period is.
type Unit int

// Units from the shortest to the longest. None is the zero value: no period.
const (
	None     Unit = iota
	Day           // hari
	Month         // bulan
	Quarter       // triwulan
	Semester      // semester
	Year          // tahun
)

// months is how many months a unit spans; 0 for those that are not whole months.
func (u Unit) months() int {
	switch u {
	case Month:
		return 1
	case Quarter:
		return 3
	case Semester:
		return 6
	case Year:
		return 12
	}
	return 0
}

// First and last years that a row can be about, as of the kind lewu.Year.
const (
	FirstYear = 1900
	LastYear  = 2100
)

// A Period is a unit and its first day. Periods are equal by ==; the zero
// value is no period.
type Period struct {
	unit       Unit
	year       int
	month, day int // of the first day
}

// OfYear is a calendar year, which is the budget year too (tahun anggaran).
func OfYear(year int) (Period, bool) { return of(Year, year, 1) }

// OfSemester is half a year: n is 1 or 2.
func OfSemester(year, n int) (Period, bool) { return of(Semester, year, n) }

// OfQuarter is a triwulan: n is 1 to 4.
func OfQuarter(year, n int) (Period, bool) { return of(Quarter, year, n) }

// OfMonth is a month of the calendar: n is 1 to 12.
func OfMonth(year, n int) (Period, bool) { return of(Month, year, n) }

// OfDay is a day of the calendar; ok is false where there is no such day.
func OfDay(year, month, day int) (p Period, ok bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || !inRange(year) {
		return Period{}, false
	}
	return Period{Day, year, month, day}, true
}

func of(unit Unit, year, n int) (Period, bool) {
	if n < 1 || n > 12/unit.months() || !inRange(year) {
		return Period{}, false
	}
	return Period{unit, year, (n-1)*unit.months() + 1, 1}, true
}

func inRange(year int) bool { return year >= FirstYear && year <= LastYear }

// Unit is how long p is.
func (p Period) Unit() Unit { return p.unit }

// Year is the year in which p lies.
func (p Period) Year() int { return p.year }

// String is the canonical text: "2024", "2024-S1", "2024-Q2", "2024-05",
// "2024-05-31"; empty for no period.
func (p Period) String() string {
	switch p.unit {
	case Day:
		return p.Start()
	case Month:
		return fmt.Sprintf("%04d-%02d", p.year, p.month)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.year, (p.month+2)/3)
	case Semester:
		return fmt.Sprintf("%04d-S%d", p.year, (p.month+5)/6)
	case Year:
		return fmt.Sprintf("%04d", p.year)
	}
	return ""
}

// Start is the first day of p, "2024-05-01"; empty for no period.
func (p Period) Start() string { return dayText(p.first()) }

// End is the last day of p, "2024-05-31", which still belongs to it.
func (p Period) End() string { return dayText(p.last()) }

// Next is the period of the same length that follows without a gap. There is
// none after the last year, nor after no period.
func (p Period) Next() Period {
	if p.unit == None {
		return Period{}
	}
	t := p.last().AddDate(0, 0, 1)
	if !inRange(t.Year()) {
		return Period{}
	}
	return Period{p.unit, t.Year(), int(t.Month()), t.Day()}
}

// Compare orders periods by their first day, and of those with the same first
// day the longer first: 2024, 2024-S1, 2024-Q1, 2024-01, 2024-01-01, 2024-02.
// No period comes before all others.
func (p Period) Compare(q Period) int {
	return cmp.Or(
		cmp.Compare(p.year, q.year),
		cmp.Compare(p.month, q.month),
		cmp.Compare(p.day, q.day),
		cmp.Compare(q.unit, p.unit),
	)
}

// Contains tells whether every day of q is a day of p. No period contains
// nothing and lies in nothing.
func (p Period) Contains(q Period) bool {
	if p.unit == None || q.unit == None {
		return false
	}
	return !q.first().Before(p.first()) && !q.last().After(p.last())
}

// first and last count days in UTC, where each has 24 hours.
func (p Period) first() time.Time {
	if p.unit == None {
		return time.Time{}
	}
	return time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC)
}

func (p Period) last() time.Time {
	if months := p.unit.months(); months > 0 {
		return p.first().AddDate(0, months, -1)
	}
	return p.first()
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// MarshalText writes the canonical text.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	q, err := Parse(string(text))
	if err == nil {
		*p = q
	}
	return err
}
