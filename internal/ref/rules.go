package ref

import (
	"regexp"
	"slices"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// Lengths of what people type, in runes.
const (
	maxName = 200
	maxText = 2000
)

// codeShape is the code of a SKPD: three fields, number, unit.
var codeShape = regexp.MustCompile(`^\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d\.\d{4}$`)

// checkPeriod says what of a period cannot be.
func checkPeriod(p Period) error {
	switch {
	case p.Name == "":
		return errs.Say(errs.Invalid, "ref.name-missing")
	case len([]rune(p.Name)) > maxName || len([]rune(p.NameEN)) > maxName || len([]rune(p.Short)) > maxName || len([]rune(p.Decree)) > maxName:
		return errs.Say(errs.Invalid, "ref.name-long", "name", string([]rune(p.Name)[:min(len([]rune(p.Name)), 40)]), "limit", "200")
	case p.Code != "" && !codeShape.MatchString(p.Code):
		return errs.Say(errs.Invalid, "ref.code-shape", "code", p.Code)
	}
	for _, day := range []string{p.From, p.Until, p.DecreeOn} {
		if day != "" && !isDay(day) {
			return errs.Say(errs.Invalid, "ref.day", "day", day)
		}
	}
	switch {
	case p.From == "":
		return errs.Say(errs.Invalid, "ref.from-missing", "name", p.Name)
	case p.Until != "" && p.Until <= p.From:
		return errs.Say(errs.Invalid, "ref.period-backwards", "name", p.Name, "from", p.From, "until", p.Until)
	}
	return nil
}

// isDay tells whether a text is an ISO day that exists.
func isDay(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && t.Format(time.DateOnly) == s && t.Year() >= 1900 && t.Year() <= 2200
}

// checkPeriods says where the periods of one agency, in order, leave a gap or
// overlap.
func checkPeriods(list []Period) error {
	for i, p := range list {
		if err := checkPeriod(p); err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		before := list[i-1]
		switch {
		case before.Until == "" || before.Until > p.From:
			return errs.Say(errs.Conflict, "ref.periods-overlap", "first", before.Name, "second", p.Name, "day", p.From)
		case before.Until < p.From:
			return errs.Say(errs.Conflict, "ref.periods-gap", "first", before.Name, "second", p.Name, "from", before.Until, "until", p.From)
		}
	}
	return nil
}

// withPeriod is a list of periods with one more, which ends the one it begins in.
func withPeriod(list []Period, p Period) ([]Period, error) {
	list = slices.Clone(list)
	at := slices.IndexFunc(list, func(q Period) bool { return q.From == p.From })
	switch {
	case at >= 0:
		p.Until = list[at].Until
		list[at] = p // said again, better
	case len(list) > 0 && p.From < list[0].From:
		p.Until = list[0].From
		list = append([]Period{p}, list...)
	case len(list) > 0:
		last := 0
		for i, q := range list {
			if q.From < p.From {
				last = i
			}
		}
		if until := list[last].Until; until != "" && until <= p.From {
			return nil, errs.Say(errs.Conflict, "ref.agency-closed", "name", list[last].Name, "day", until)
		}
		p.Until, list[last].Until = list[last].Until, p.From
		list = slices.Insert(list, last+1, p)
	default:
		list = []Period{p}
	}
	return list, checkPeriods(list)
}

// A step is a succession as the table has it.
type step struct{ from, to, on string }

// heirs follows each agency to its heir on a day: as long as it has exactly one
// successor by then. Who was split into several, or has none, is his own heir. A
// circle, which the rules refuse but a damaged table could hold, is not followed.
func heirs(ids []string, steps []step, day string) map[string]string {
	next := map[string][]string{}
	for _, s := range steps {
		if s.on <= day {
			next[s.from] = append(next[s.from], s.to)
		}
	}
	heir := make(map[string]string, len(ids))
	for _, id := range ids {
		at, seen := id, map[string]bool{id: true}
		for len(next[at]) == 1 && !seen[next[at][0]] {
			at = next[at][0]
			seen[at] = true
		}
		heir[id] = at
	}
	return heir
}

// reaches tells whether the steps lead from one agency to another.
func reaches(steps []step, from, to string) bool {
	seen, open := map[string]bool{}, []string{from}
	for len(open) > 0 {
		at := open[0]
		open = open[1:]
		if at == to {
			return true
		}
		for _, s := range steps {
			if s.from == at && !seen[s.to] {
				seen[s.to] = true
				open = append(open, s.to)
			}
		}
	}
	return false
}
