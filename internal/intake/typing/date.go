package typing

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const longestDate = len("30 September 2025") + 4

// monthNames are the months in Indonesian and English, whole and cut to three
// letters, as they stand in official tables.
var monthNames = map[string]int{
	"januari": 1, "january": 1, "jan": 1,
	"februari": 2, "pebruari": 2, "february": 2, "feb": 2,
	"maret": 3, "march": 3, "mar": 3,
	"april": 4, "apr": 4,
	"mei": 5, "may": 5,
	"juni": 6, "june": 6, "jun": 6,
	"juli": 7, "july": 7, "jul": 7,
	"agustus": 8, "august": 8, "agu": 8, "ags": 8, "agt": 8, "aug": 8,
	"september": 9, "sep": 9, "sept": 9,
	"oktober": 10, "october": 10, "okt": 10, "oct": 10,
	"november": 11, "nopember": 11, "nov": 11, "nop": 11,
	"desember": 12, "december": 12, "des": 12, "dec": 12,
}

// dateReadings tells which of the wanted dates a cell can be.
func dateReadings(t []byte, want reading) (can reading) {
	for want != 0 {
		as := lowest(want)
		want &^= as
		if _, _, _, ok := dateParts(t, as); ok {
			can |= as
		}
	}
	return can
}

// dateParts reads a date of the calendar from the year 1000 on; years have
// four digits.
func dateParts(t []byte, as reading) (year, month, day int, ok bool) {
	if as == asWords {
		return wordDate(t)
	}
	if !isDigit(t[0]) || (as == asISO) != (len(t) == 10 && t[4] == '-') {
		return 0, 0, 0, false
	}
	var n [3]int
	var width [3]int
	part := 0
	var between byte
	for _, c := range t {
		switch {
		case isDigit(c):
			n[part] = n[part]*10 + int(c-'0')
			width[part]++
			if width[part] > 4 {
				return 0, 0, 0, false
			}
		case (c == '-' || c == '/' || c == '.') && part < 2 && width[part] > 0 && (part == 0 || c == between):
			between = c
			part++
		default:
			return 0, 0, 0, false
		}
	}
	if part != 2 {
		return 0, 0, 0, false
	}
	switch as {
	case asISO:
		if between != '-' || width != [3]int{4, 2, 2} {
			return 0, 0, 0, false
		}
		return calendar(n[0], n[1], n[2])
	case asDMY, asMDY:
		if width[2] != 4 || width[0] > 2 || width[1] > 2 {
			return 0, 0, 0, false
		}
		if as == asMDY {
			return calendar(n[2], n[0], n[1])
		}
		return calendar(n[2], n[1], n[0])
	}
	return 0, 0, 0, false
}

// wordDate reads "31 Oktober 2025", "31-Okt-2025" and "October 31, 2025".
func wordDate(t []byte) (year, month, day int, ok bool) {
	if !isDigit(t[len(t)-1]) || bytes.IndexFunc(t, unicode.IsLetter) < 0 {
		return 0, 0, 0, false
	}
	parts := strings.FieldsFunc(string(t), func(r rune) bool { return r == ' ' || r == '-' || r == ',' || r == '.' })
	if len(parts) != 3 {
		return 0, 0, 0, false
	}
	dayWord, monthWord := parts[0], parts[1]
	if isLetter(parts[0][0]) {
		dayWord, monthWord = parts[1], parts[0]
	}
	month = monthNames[strings.ToLower(monthWord)]
	day, dayErr := strconv.Atoi(dayWord)
	year, yearErr := strconv.Atoi(parts[2])
	if month == 0 || dayErr != nil || yearErr != nil || len(dayWord) > 2 || len(parts[2]) != 4 {
		return 0, 0, 0, false
	}
	return calendar(year, month, day)
}

func calendar(year, month, day int) (int, int, int, bool) {
	if year < 1000 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, 0, 0, false
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return year, month, day, day <= last
}

// appendDate writes a date as ISO does. One that stands so already means
// nothing else, whatever is beside it.
func appendDate(dst, t []byte, as reading) ([]byte, bool) {
	if len(t) == len("2025-10-31") && t[4] == '-' {
		as = asISO
	}
	year, month, day, ok := dateParts(t, as)
	if !ok {
		return dst, false
	}
	return append(dst,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10)), true
}
