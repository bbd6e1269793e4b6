package i18n

import (
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
)

var months = map[Lang][12]string{
	ID: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

func (l Lang) month(m time.Month) string {
	if l != EN {
		l = ID
	}
	return months[l][m-1]
}

// pick chooses a word of the language itself, such as a unit of time.
func (l Lang) pick(id, en string) string {
	if l == EN {
		return en
	}
	return id
}

// Date writes the day of t in WIB: "31 Oktober 2025".
func (l Lang) Date(t time.Time) string {
	t = t.In(clock.WIB)
	return strconv.Itoa(t.Day()) + " " + l.month(t.Month()) + " " + strconv.Itoa(t.Year())
}

// DateTime writes t in WIB: "31 Oktober 2025, pukul 14.05 WIB".
func (l Lang) DateTime(t time.Time) string {
	if l == EN {
		return l.Date(t) + ", " + t.In(clock.WIB).Format("15:04") + " WIB"
	}
	return l.Date(t) + ", pukul " + t.In(clock.WIB).Format("15.04") + " WIB"
}

// Day writes the time a figure speaks of, as the data has it: "2025-10-31",
// "2025-10", "2024-S2" (semester), "2024-Q3" (triwulan). A year, and what is
// none of these, stays as it is.
func (l Lang) Day(text string) string {
	if t, err := clock.ParseDay(text); err == nil {
		return l.Date(t)
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return l.month(t.Month()) + " " + strconv.Itoa(t.Year())
	}
	year, part, ok := strings.Cut(text, "-")
	if !ok || len(year) != 4 || !digits(year) || len(part) != 2 {
		return text
	}
	n := int(part[1] - '0')
	switch {
	case part[0] == 'S' && n >= 1 && n <= 2:
		return l.half("semester", n) + " " + year
	case part[0] == 'Q' && n >= 1 && n <= 4:
		return l.half("triwulan", n) + " " + year
	}
	return text
}

// half writes a part of a year: "semester II", "quarter 3".
func (l Lang) half(part string, n int) string {
	if l == EN {
		if part == "triwulan" {
			part = "quarter"
		}
		return part + " " + strconv.Itoa(n)
	}
	return part + " " + [...]string{"I", "II", "III", "IV"}[n-1]
}

// Ago tells how far then lies from now: "42 menit lalu", "kemarin", "24 hari
// lalu", "3 bulan lalu"; a time to come is "3 hari lagi". Days are calendar
// days in WIB.
func (l Lang) Ago(then, now time.Time) string {
	early, late, future := then, now, false
	if then.After(now) {
		early, late, future = now, then, true
	}
	d := late.Sub(early)
	days := dayNumber(late) - dayNumber(early)
	switch {
	case d < time.Minute:
		return l.pick("baru saja", "just now")
	case d < time.Hour:
		return l.distance(int(d/time.Minute), "menit", "minute", future)
	case d < 24*time.Hour:
		return l.distance(int(d/time.Hour), "jam", "hour", future)
	case days == 1 && future:
		return l.pick("besok", "tomorrow")
	case days == 1:
		return l.pick("kemarin", "yesterday")
	case days < 60:
		return l.distance(days, "hari", "day", future)
	}
	if n := wholeMonths(early, late); n < 24 {
		return l.distance(n, "bulan", "month", future)
	} else {
		return l.distance(n/12, "tahun", "year", future)
	}
}

// AgoDay is Ago for a calendar day "2025-10-31": "hari ini", "24 hari lalu". It
// is empty for what is no such day.
func (l Lang) AgoDay(day string, now time.Time) string {
	then, err := clock.ParseDay(day)
	if err != nil {
		return ""
	}
	today := clock.Day(now)
	if day == today {
		return l.pick("hari ini", "today")
	}
	start, err := clock.ParseDay(today)
	if err != nil {
		return ""
	}
	return l.Ago(then, start)
}

func (l Lang) distance(n int, id, en string, future bool) string {
	number := l.Int(int64(n)) + " "
	switch {
	case l == EN && n != 1:
		en += "s"
		fallthrough
	case l == EN:
		if future {
			return "in " + number + en
		}
		return number + en + " ago"
	case future:
		return number + id + " lagi"
	}
	return number + id + " lalu"
}

// dayNumber counts calendar days in WIB since 1 January 1970.
func dayNumber(t time.Time) int {
	_, offset := t.In(clock.WIB).Zone()
	seconds := t.Unix() + int64(offset)
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return int(day)
}

// wholeMonths counts the full calendar months from early to late.
func wholeMonths(early, late time.Time) int {
	early, late = early.In(clock.WIB), late.In(clock.WIB)
	n := (late.Year()-early.Year())*12 + int(late.Month()-early.Month())
	if late.Day() < early.Day() {
		n--
	}
	return n
}
