package catalog

import (
	"database/sql"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func wib(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, clock.WIB)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTheNextRelease(t *testing.T) {
	for _, test := range []struct {
		frequency Frequency
		due       string
		published string
		want      string
	}{
		{Monthly, "2026-01-10", "2026-01-09 09:00", "2026-01-10"},   // before its day: the promise stands
		{Monthly, "2026-01-10", "2026-01-10 09:00", "2026-02-10"},   // on its day
		{Monthly, "2026-01-10", "2026-01-10 23:59", "2026-02-10"},   // still that day in WIB, 16.59 UTC
		{Monthly, "2026-01-10", "2026-04-02 09:00", "2026-04-10"},   // three months late
		{Monthly, "2026-01-31", "2026-01-31 09:00", "2026-02-28"},   // February is short
		{Monthly, "2028-01-31", "2028-02-01 09:00", "2028-02-29"},   // and in 2028 a day longer
		{Monthly, "2026-01-31", "2026-02-28 09:00", "2026-03-31"},   // and keeps nothing of it
		{Monthly, "2026-02-28", "2026-02-28 09:00", "2026-03-31"},   // the last day stays the last
		{Monthly, "2026-01-30", "2026-02-01 09:00", "2026-02-28"},   //
		{Monthly, "2028-02-28", "2028-02-28 09:00", "2028-03-28"},   // not the last day of a leap February
		{Quarterly, "2025-11-30", "2025-12-01 09:00", "2026-02-28"}, //
		{HalfYearly, "2025-08-31", "2025-09-02 09:00", "2026-02-28"},
		{Yearly, "2024-02-29", "2024-03-01 09:00", "2025-02-28"},
		{Yearly, "2024-02-29", "2027-06-01 09:00", "2028-02-29"},
		{Yearly, "2025-12-31", "2025-12-31 00:00", "2026-12-31"},
		{Weekly, "2025-12-29", "2026-01-01 09:00", "2026-01-05"},
		{Daily, "2025-12-30", "2025-12-31 09:00", "2026-01-01"},
		{Once, "2025-12-30", "2025-12-31 09:00", "2025-12-30"},
		{Monthly, "", "2025-12-31 09:00", ""}, // nothing is promised
		{"", "2025-12-30", "2025-12-31 09:00", "2025-12-30"},
	} {
		d := Dataset{Metadata: Metadata{Frequency: test.frequency, Due: test.due}}
		if got := d.DueAfter(wib(t, test.published)); got != test.want {
			t.Errorf("%s, due %s, published %s: next %q, want %q", test.frequency, test.due, test.published, got, test.want)
		}
	}
}

func TestDaysLate(t *testing.T) {
	for _, test := range []struct {
		due  string
		f    Frequency
		now  string
		want int
	}{
		{"2025-11-01", Monthly, "2025-11-24 00:30", 23},
		{"2025-11-24", Monthly, "2025-11-24 23:59", 0},
		{"2025-11-24", Monthly, "2025-11-25 00:01", 1}, // 24 November 17.01 UTC
		{"2025-12-10", Monthly, "2025-11-24 09:00", 0},
		{"2024-02-28", Yearly, "2024-03-01 09:00", 2},
		{"", Monthly, "2025-11-24 09:00", 0},
		{"2020-01-01", Once, "2025-11-24 09:00", 0},
	} {
		d := Dataset{Metadata: Metadata{Frequency: test.f, Due: test.due}}
		if got := d.Late(wib(t, test.now)); got != test.want {
			t.Errorf("due %s, at %s: %d days late, want %d", test.due, test.now, got, test.want)
		}
	}
}

func TestADatasetAdvances(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		set.Frequency, set.Due = Monthly, "2026-01-31"
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })
		for _, step := range []struct{ published, want string }{
			{"2026-01-20 09:00", "2026-01-31"}, {"2026-02-03 09:00", "2026-02-28"}, {"2026-02-05 09:00", "2026-02-28"}, {"2026-03-01 09:00", "2026-03-31"},
		} {
			write(t, s, func(tx *sql.Tx) error { return s.Advance(t.Context(), tx, set.ID, wib(t, step.published)) })
			got, err := s.Dataset(t.Context(), set.Slug)
			if got.Due != step.want || err != nil {
				t.Errorf("published %s: due %q, %v, want %q", step.published, got.Due, err, step.want)
			}
		}
	})
}
