package xlsx

import (
	"math"
	"strconv"
	"time"
)

const (
	secondsADay = 24 * 60 * 60
	lastSerial  = 2_958_465 // 31 December 9999
	noLeapDay   = 60        // 29 February 1900, which never was
	from1904    = 1_462     // days between the two ways to count
)

// A moment is a serial number of a workbook: days from its epoch, and seconds.
type moment struct {
	days    int
	seconds int
}

func momentOf(serial float64) (m moment, ok bool) {
	if !(serial >= 0 && serial < lastSerial+1) {
		return m, false
	}
	whole := math.Floor(serial)
	m.days, m.seconds = int(whole), int(math.Round((serial-whole)*secondsADay))
	if m.seconds == secondsADay {
		m.days, m.seconds = m.days+1, 0
	}
	return m, true
}

// day is the date of a moment; ok is false for what is none: day 0 and 29
// February of 1900 count in Excel and not in the calendar.
func (m moment) day(date1904 bool) (t time.Time, ok bool) {
	days := m.days
	if date1904 {
		days += from1904
	}
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case days == 0 || days == noLeapDay || days > lastSerial:
		return t, false
	case days < noLeapDay:
		days++
	}
	return epoch.AddDate(0, 0, days), true
}

// appendMoment writes what a date or time format makes of a number: ISO day,
// with the time where there is one; false where the number is no date.
func (f *Format) appendMoment(dst []byte, raw []byte, date1904 bool) ([]byte, bool) {
	serial, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return dst, false
	}
	m, ok := momentOf(serial)
	if !ok {
		return dst, false
	}
	switch {
	case f.Kind == Duration:
		return m.appendClock(dst, m.days*24, f.Seconds), true
	case f.Kind == Clock && m.days == 0:
		return m.appendClock(dst, 0, f.Seconds), true
	}
	day, ok := m.day(date1904)
	if !ok {
		return dst, false
	}
	if f.Kind == Year {
		return day.AppendFormat(dst, "2006"), true
	}
	dst = day.AppendFormat(dst, time.DateOnly)
	if m.seconds != 0 {
		dst = m.appendClock(append(dst, ' '), 0, f.Seconds)
	}
	return dst, true
}

// appendClock writes hours and minutes, and seconds where they count.
func (m moment) appendClock(dst []byte, hours int, seconds bool) []byte {
	two := func(n int) {
		if n < 10 {
			dst = append(dst, '0')
		}
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	two(hours + m.seconds/3600)
	dst = append(dst, ':')
	two(m.seconds / 60 % 60)
	if seconds || m.seconds%60 != 0 {
		dst = append(dst, ':')
		two(m.seconds % 60)
	}
	return dst
}
