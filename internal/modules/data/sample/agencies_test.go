package sample

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/clock"
)

// TestAgenciesOfTheDemo: whoever sends is registered, every name of every time and
// every decree says that it is a sample, one merger lies behind what the old ones
// sent and before the demo's day, and one name has an apostrophe.
func TestAgenciesOfTheDemo(t *testing.T) {
	invented := regexp.MustCompile(`^Dinas Contoh [A-D]$`)
	for _, days := range []int{0, 17, 200} { // months and years of all lengths
		day := aDay().AddDate(0, 0, days)
		var now []string
		for _, a := range Agencies(day) {
			for _, p := range a.Periods {
				if !strings.HasSuffix(p.Name, "(contoh)") && !invented.MatchString(p.Name) || !strings.HasSuffix(p.Decree, "(contoh)") || p.DecreeOn >= p.From {
					t.Errorf("%q since %s by %q of %s", p.Name, p.From, p.Decree, p.DecreeOn)
				}
			}
			if !a.Contoh {
				t.Errorf("%q is no sample", a.Periods[0].Name)
			}
			now = append(now, a.Periods[len(a.Periods)-1].Name)
		}
		m := Merge(day)
		if on, err := clock.ParseDay(m.On); err != nil || m.On >= clock.Day(day) {
			t.Errorf("merged on %s (%v), the demo is of %s", m.On, err, clock.Day(day))
		} else {
			for _, d := range Deliveries(day) {
				if sent := day.AddDate(0, 0, -d.DaysAgo); slices.Contains(m.From, d.Set.Agency) && !sent.Before(on) {
					t.Errorf("%s sent %s on %s, behind its end on %s", d.Set.Agency, d.File, clock.Day(sent), m.On)
				}
			}
		}
		for _, name := range append(slices.Clone(m.From), m.Into) {
			if !slices.Contains(now, name) {
				t.Errorf("%q is merged and not registered", name)
			}
		}
		for _, d := range Deliveries(day) {
			if !slices.Contains(now, d.Set.Agency) {
				t.Errorf("%s is of %q, which is not registered", d.Set.Slug, d.Set.Agency)
			}
		}
		if !slices.ContainsFunc(now, func(name string) bool { return strings.Contains(name, "'") }) {
			t.Error("no name has an apostrophe")
		}
	}
}
