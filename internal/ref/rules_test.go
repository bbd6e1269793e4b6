package ref

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

// spans writes periods as "2017-01-01 Dinas A … 2020-01-01".
func spans(list []Period) string {
	var parts []string
	for _, p := range list {
		parts = append(parts, p.From+" "+p.Name+" … "+p.Until)
	}
	return strings.Join(parts, "; ")
}

// A new period ends the one that it begins in, and stands in order.
func TestWithPeriod(t *testing.T) {
	open := []Period{{From: "2017-01-01", Name: "A"}}
	two := []Period{{From: "2017-01-01", Until: "2020-01-01", Name: "A"}, {From: "2020-01-01", Name: "B"}}
	ended := []Period{{From: "2017-01-01", Until: "2020-01-01", Name: "A"}}
	for _, test := range []struct {
		name string
		list []Period
		p    Period
		want string // periods, or the key of the refusal
	}{
		{"the first", nil, Period{From: "2017-01-01", Name: "A"}, "2017-01-01 A … "},
		{"behind", open, Period{From: "2021-01-01", Name: "C"}, "2017-01-01 A … 2021-01-01; 2021-01-01 C … "},
		{"before", open, Period{From: "2010-01-01", Name: "C"}, "2010-01-01 C … 2017-01-01; 2017-01-01 A … "},
		{"between", two, Period{From: "2018-01-01", Name: "C"}, "2017-01-01 A … 2018-01-01; 2018-01-01 C … 2020-01-01; 2020-01-01 B … "},
		{"said again", two, Period{From: "2017-01-01", Name: "C"}, "2017-01-01 C … 2020-01-01; 2020-01-01 B … "},
		{"before the end", ended, Period{From: "2019-01-01", Name: "C"}, "2017-01-01 A … 2019-01-01; 2019-01-01 C … 2020-01-01"},
		{"on the day of the end", ended, Period{From: "2020-01-01", Name: "C"}, "ref.agency-closed"},
		{"without a day", open, Period{Name: "C"}, "ref.from-missing"},
	} {
		got, err := withPeriod(test.list, test.p)
		said := spans(got)
		if m, _ := errs.Public(err); err != nil {
			said = m.Key
		}
		if said != test.want {
			t.Errorf("%s: %s, want %s", test.name, said, test.want)
		}
	}
	if got := spans(two); got != "2017-01-01 A … 2020-01-01; 2020-01-01 B … " {
		t.Errorf("the list that was given is now %s", got)
	}
}

// Heirs are followed through mergers that count by the day, never through a split
// nor around a circle.
func TestHeirs(t *testing.T) {
	steps := []step{
		{"a", "c", "2020-01-01"}, {"b", "c", "2020-01-01"}, {"c", "d", "2022-01-01"}, // merged twice
		{"e", "f", "2021-01-01"}, {"e", "g", "2021-01-01"}, // split
		{"h", "i", "2020-01-01"}, {"i", "h", "2020-01-01"}, // a damaged table
	}
	ids := strings.Split("abcdefghi", "")
	for day, want := range map[string]string{
		"2019-12-31": "a b c d e f g h i",
		"2020-01-01": "c c c d e f g",
		"2022-01-01": "d d d d e f g",
	} {
		heir := heirs(ids, steps, day)
		var got []string
		for _, id := range ids {
			got = append(got, heir[id])
		}
		if said := strings.Join(got, " "); !strings.HasPrefix(said, want) {
			t.Errorf("%s: %s, want %s", day, said, want)
		}
	}
	for from, want := range map[string]bool{"a": true, "c": true, "d": true, "e": false, "h": false} {
		if got := reaches(steps, from, "d"); got != want {
			t.Errorf("%s reaches d: %v", from, got)
		}
	}
}

// What passes keeps its hue: only lightness is moved.
func TestReadable(t *testing.T) {
	for _, colour := range []string{"#ffee00", "#7fbfff", "#ff0000"} {
		c := channels(readable(colour, light))
		was := channels(colour)
		for i := range c {
			for j := range c {
				if was[i] > was[j] && c[i] < c[j] {
					t.Errorf("%s became %s", colour, fmt.Sprint(c))
				}
			}
		}
	}
}
