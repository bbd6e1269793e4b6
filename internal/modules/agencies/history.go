package agencies

import (
	"cmp"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// historyOf tells by which decrees an agency came to be what it is: agencies that
// it succeeded, its names and codes, who came after; the oldest first.
func historyOf(b web.Base, a ref.Agency, today string) web.Steps {
	type dated struct {
		day  string
		step web.Step
	}
	var list []dated
	for _, l := range a.Before {
		list = append(list, dated{l.On, web.Step{
			Title: lewu.Msg("agencies.step-before", "name", l.Name), Meta: decreed(b, b.Day(l.On), l.Decree, l.DecreeOn),
			Link: "/opd/" + l.Slug, Go: lewu.Msg("agencies.step-go", "name", l.Name), State: ahead(l.On, today),
		}})
	}
	for i, p := range a.Periods {
		s := periodStep(b, p, i == 0 && p.From == clock.Day(a.CreatedAt), today)
		if p.Code != "" && p.Code != a.Code { // that of today stands among the facts
			s.Body = lewu.Msg("agencies.step-code", "code", p.Code)
		}
		list = append(list, dated{p.From, s})
	}
	for _, l := range a.Successors {
		list = append(list, dated{l.On, web.Step{
			Title: lewu.Msg("agencies.step-after", "name", l.Name), Meta: decreed(b, b.Day(l.On), l.Decree, l.DecreeOn),
			Link: "/opd/" + l.Slug, Go: lewu.Msg("agencies.step-go", "name", l.Name), State: ahead(l.On, today),
		}})
	}
	if a.Until != "" && len(a.Successors) == 0 {
		list = append(list, dated{a.Until, web.Step{
			Title: lewu.Msg("agencies.step-end"), Meta: decreed(b, b.Day(a.Until), a.EndDecree, a.EndDecreeOn), State: ahead(a.Until, today),
		}})
	}
	slices.SortStableFunc(list, func(x, y dated) int { return cmp.Compare(x.day, y.day) })
	steps := web.Steps{Page: b}
	for _, d := range list {
		steps.Items = append(steps.Items, d.step)
	}
	return steps
}

// periodStep is a name and code with its time and decree. One that was noted on
// its first day, without a decree, began when somebody wrote it down.
func periodStep(b web.Base, p ref.Period, noted bool, today string) web.Step {
	span := b.T("agencies.span-open", "from", b.Day(p.From))
	switch {
	case p.Until != "":
		span = b.T("agencies.span", "from", b.Day(p.From), "until", b.Day(dayBefore(p.Until)))
	case noted && p.Decree == "":
		span = b.T("agencies.span-noted", "from", b.Day(p.From))
	}
	s := web.Step{Title: web.Text(p.Name), Meta: decreed(b, span, p.Decree, p.DecreeOn), State: ahead(p.From, today)}
	if s.State == "" && (p.Until == "" || today < p.Until) {
		s.State = "now"
	}
	return s
}

// ahead is the state of a step that has not come yet.
func ahead(day, today string) string {
	if day > today {
		return "wait"
	}
	return ""
}

// decreed is a time with its decree: "1 Juli 2025 · Perda 4/2025 (30 Mei 2025)".
func decreed(b web.Base, when, decree, on string) string {
	switch {
	case decree == "":
		decree = b.T("agencies.decree-none")
	case on != "":
		decree = b.T("agencies.decree", "decree", decree, "day", b.Day(on))
	}
	return when + " · " + decree
}

// dayBefore is the last day of a period that ends before a day.
func dayBefore(until string) string {
	t, err := clock.ParseDay(until)
	if err != nil {
		return until
	}
	return clock.Day(t.AddDate(0, 0, -1))
}

// names joins what agencies are called.
func names(links []ref.Link) string {
	var list []string
	for _, l := range links {
		list = append(list, l.Name)
	}
	return strings.Join(list, ", ")
}
