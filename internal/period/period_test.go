package period

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func parse(t *testing.T, text string) Period {
	t.Helper()
	p, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPeriod(t *testing.T) {
	for _, test := range []struct {
		canonical        string
		unit             Unit
		start, end, next string
	}{
		{"2024", Year, "2024-01-01", "2024-12-31", "2025"},
		{"2024-S1", Semester, "2024-01-01", "2024-06-30", "2024-S2"},
		{"2024-S2", Semester, "2024-07-01", "2024-12-31", "2025-S1"}, // population, Dukcapil
		{"2024-Q1", Quarter, "2024-01-01", "2024-03-31", "2024-Q2"},
		{"2024-Q4", Quarter, "2024-10-01", "2024-12-31", "2025-Q1"},
		{"2024-02", Month, "2024-02-01", "2024-02-29", "2024-03"},
		{"2025-02", Month, "2025-02-01", "2025-02-28", "2025-03"},
		{"2024-12", Month, "2024-12-01", "2024-12-31", "2025-01"},
		{"2025-10-31", Day, "2025-10-31", "2025-10-31", "2025-11-01"}, // a TEPRA day
		{"2024-02-28", Day, "2024-02-28", "2024-02-28", "2024-02-29"},
		{"2100", Year, "2100-01-01", "2100-12-31", ""},
	} {
		p := parse(t, test.canonical)
		if p.String() != test.canonical || p.Unit() != test.unit {
			t.Errorf("%s: String() = %q, Unit() = %d, want unit %d", test.canonical, p, p.Unit(), test.unit)
		}
		if p.Start() != test.start || p.End() != test.end {
			t.Errorf("%s: from %s to %s, want from %s to %s", p, p.Start(), p.End(), test.start, test.end)
		}
		if got := p.Next().String(); got != test.next {
			t.Errorf("%s: Next() = %q, want %q", p, got, test.next)
		}
	}
}

func TestNoPeriod(t *testing.T) {
	var none Period
	if none.String() != "" || none.Start() != "" || none.End() != "" || none.Next() != none {
		t.Errorf("no period: %q, %q to %q, next %q", none, none.Start(), none.End(), none.Next())
	}
	year := parse(t, "2024")
	if none.Contains(none) || none.Contains(year) || year.Contains(none) {
		t.Error("no period contains something or lies in something")
	}
}

func TestCompare(t *testing.T) {
	want := []string{"2023-12-31", "2024", "2024-S1", "2024-Q1", "2024-01", "2024-01-01", "2024-01-02", "2024-02", "2024-Q2", "2024-S2"}
	var list []Period
	for _, text := range want {
		list = append([]Period{parse(t, text)}, list...)
	}
	slices.SortFunc(list, Period.Compare)
	for i, p := range list {
		if p.String() != want[i] {
			t.Fatalf("sorted: %v, want %v", list, want)
		}
	}
}

func TestContains(t *testing.T) {
	for _, test := range []struct {
		p, q string
		want bool
	}{
		{"2024", "2024", true},
		{"2024", "2024-12-31", true},
		{"2024", "2025-01-01", false},
		{"2024-S1", "2024-Q2", true},
		{"2024-S1", "2024-Q3", false},
		{"2024-Q2", "2024-S1", false},
		{"2024-Q2", "2024-06-30", true},
		{"2024-02", "2024-02-29", true},
		{"2024-05-31", "2024-05", false},
	} {
		if got := parse(t, test.p).Contains(parse(t, test.q)); got != test.want {
			t.Errorf("%s contains %s: %v, want %v", test.p, test.q, got, test.want)
		}
	}
}

func TestOf(t *testing.T) {
	for _, test := range []struct {
		name string
		make func() (Period, bool)
		want string // empty: refused
	}{
		{"year", func() (Period, bool) { return OfYear(2024) }, "2024"},
		{"year before the first", func() (Period, bool) { return OfYear(1899) }, ""},
		{"semester 2", func() (Period, bool) { return OfSemester(2024, 2) }, "2024-S2"},
		{"semester 3", func() (Period, bool) { return OfSemester(2024, 3) }, ""},
		{"quarter 4", func() (Period, bool) { return OfQuarter(2024, 4) }, "2024-Q4"},
		{"quarter 0", func() (Period, bool) { return OfQuarter(2024, 0) }, ""},
		{"month 13", func() (Period, bool) { return OfMonth(2024, 13) }, ""},
		{"leap day", func() (Period, bool) { return OfDay(2024, 2, 29) }, "2024-02-29"},
		{"no leap day", func() (Period, bool) { return OfDay(2025, 2, 29) }, ""},
	} {
		if p, ok := test.make(); p.String() != test.want || ok != (test.want != "") {
			t.Errorf("%s = %q, %v, want %q", test.name, p, ok, test.want)
		}
	}
}

func TestJSON(t *testing.T) {
	in := struct{ From, To Period }{From: parse(t, "2024-S2")}
	text, err := json.Marshal(in)
	if want := `{"From":"2024-S2","To":""}`; string(text) != want || err != nil {
		t.Fatalf("Marshal = %s, %v, want %s", text, err, want)
	}
	out := struct{ From, To Period }{To: parse(t, "2024")}
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("Unmarshal = %v, %v, want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"From":"kemarin"}`), &out); !errs.Is(err, errs.Invalid) {
		t.Errorf("Unmarshal of kemarin: %v, want kind Invalid", err)
	}
}
