package roster

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
)

// Words of the column "Cakupan".
const (
	scopeAgency   = "instansi"
	scopeProvince = "provinsi"
)

// roleWords are the roles as the column "Peran" takes them.
func roleWords() (list []string) {
	for _, r := range lewu.Roles() {
		list = append(list, string(r))
	}
	return list
}

// ParseRole reads a role as people write it: "operator-cctv", "Operator CCTV",
// "operator OPD".
func ParseRole(word string) (lewu.Role, bool) {
	word = strings.ReplaceAll(strings.TrimSuffix(folded(word), " opd"), " ", "-")
	r := lewu.Role(word)
	return r, slices.Contains(lewu.Roles(), r)
}

// Bound tells whether a role means something only within an agency; Free whether
// it means something only in the whole province. The other roles can be either.
func Bound(r lewu.Role) bool {
	return r == lewu.RoleOperator || r == lewu.RoleVerifier || r == lewu.RoleSubstance
}

// Free is the opposite of Bound: an admin of one agency does not exist.
func Free(r lewu.Role) bool { return r == lewu.RoleAdmin }

// parts are the words of a cell that may hold several, between ; or on lines of
// their own; a comma parts only where names cannot have one.
func parts(text string, comma bool) (list []string) {
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ';' || c == '\n' || comma && (c == ',' || c == '/') }) {
		if word = strings.TrimSpace(word); word != "" {
			list = append(list, word)
		}
	}
	return list
}

// plain is the text of a cell as it is kept: without the white space that nobody
// sees around and inside it. Lines stay lines where there may be several.
func plain(text string, lines bool) string {
	if lines {
		var out []string
		for line := range strings.SplitSeq(text, "\n") {
			out = append(out, strings.TrimRight(line, " \t\r"))
		}
		return strings.Trim(strings.Join(out, "\n"), "\n ")
	}
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || invisible(c) }), " ")
}

// invisible are the characters that pasted text brings along.
func invisible(c rune) bool { return c == '\u200b' || c == '\ufeff' || c == '\u2060' || c == '\u00ad' }

// printable tells whether a text holds nothing but what can be seen.
func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(c rune) bool { return c != '\n' && unicode.IsControl(c) })
}

// mailFault says what is wrong with an address; empty: nothing.
func mailFault(mail string) (key string) {
	local, domain, ok := strings.Cut(mail, "@")
	switch {
	case strings.HasPrefix(strings.ToLower(mail), "mailto:"):
		return "roster.mail-link"
	case strings.ContainsFunc(mail, unicode.IsSpace):
		return "roster.mail-space"
	case strings.ContainsAny(mail, ",;"):
		return "roster.mail-many"
	case !ok || strings.Contains(domain, "@") || len(mail) > 254 || !localPart(local) || !domainName(domain):
		return "roster.mail-bad"
	}
	return ""
}

// localPart knows the unquoted form (RFC 5322, dot-atom), in ASCII.
func localPart(s string) bool {
	const marks = "!#$%&'*+-/=?^_`{|}~"
	if s == "" || len(s) > 64 {
		return false
	}
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" || strings.ContainsFunc(atom, func(c rune) bool { return !letterOrDigit(c) && !strings.ContainsRune(marks, c) }) {
			return false
		}
	}
	return true
}

// domainName knows names of at least two labels, the last not a number.
func domainName(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.ContainsFunc(label, func(c rune) bool { return !letterOrDigit(c) && c != '-' }) {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && len(last) > 1 && strings.Trim(last, "0123456789") != ""
}

func letterOrDigit(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// months are the names a day can be written with.
func months() []string {
	return []string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"}
}

// ParseDay reads a day as people write it: 2020-01-02, 2/1/2020, 02-01-2020,
// 2 Januari 2020. The day stands before the month, as in Indonesia.
func ParseDay(text string) (iso string, ok bool) {
	f := strings.FieldsFunc(text, func(c rune) bool { return c == '-' || c == '/' || c == '.' || c == ' ' })
	if len(f) != 3 {
		return "", false
	}
	if len(f[0]) == 4 {
		f[0], f[2] = f[2], f[0]
	}
	month, err := strconv.Atoi(f[1])
	if err != nil {
		month = slices.IndexFunc(months(), func(m string) bool { return len(f[1]) >= 3 && strings.HasPrefix(m, strings.ToLower(f[1])) }) + 1
	}
	day, err := strconv.Atoi(f[0])
	year, err2 := strconv.Atoi(f[2])
	if err != nil || err2 != nil || len(f[2]) != 4 || year < 1900 || year > 2100 {
		return "", false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || int(t.Month()) != month || t.Year() != year {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// nextDay is the day after an ISO day, and dayBefore the one before: sheets name
// the last day of a period, the store the first that is no longer in it.
func nextDay(iso string) string { return shifted(iso, 1) }

func dayBefore(iso string) string { return shifted(iso, -1) }

func shifted(iso string, days int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// agencyCode knows the shape 1.03.0.00.0.00.01.0000: up to three fields of
// government, number of the agency, unit.
func agencyCode(code string) bool {
	widths := []int{1, 2, 1, 2, 1, 2, 2, 4}
	fields := strings.Split(code, ".")
	if len(fields) != len(widths) {
		return false
	}
	for i, f := range fields {
		if len(f) != widths[i] || strings.Trim(f, "0123456789") != "" {
			return false
		}
	}
	return true
}
