package i18n

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	// 18.30 UTC on 31 October is already 1 November in Palangka Raya.
	late := time.Date(2025, 10, 31, 18, 30, 0, 0, time.UTC)
	noon := time.Date(2025, 10, 31, 7, 5, 0, 0, time.UTC)
	for _, test := range []struct{ got, want string }{
		{ID.Date(noon), "31 Oktober 2025"},
		{EN.Date(noon), "31 October 2025"},
		{Lang("").Date(noon), "31 Oktober 2025"},
		{ID.Date(late), "1 November 2025"},
		{ID.DateTime(noon), "31 Oktober 2025, pukul 14.05 WIB"},
		{EN.DateTime(noon), "31 October 2025, 14:05 WIB"},
		{ID.DateTime(late), "1 November 2025, pukul 01.30 WIB"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestDay(t *testing.T) {
	for _, test := range []struct{ in, id, en string }{
		{"2025-10-31", "31 Oktober 2025", "31 October 2025"},
		{"2025-08", "Agustus 2025", "August 2025"},
		{"2024", "2024", "2024"},
		{"2024-S2", "semester II 2024", "semester 2 2024"},
		{"2024-Q3", "triwulan III 2024", "quarter 3 2024"},
		{"2024-Q5", "2024-Q5", "2024-Q5"},
		{"2025-02-30", "2025-02-30", "2025-02-30"},
		{"2024/2025", "2024/2025", "2024/2025"},
	} {
		if got := ID.Day(test.in); got != test.id {
			t.Errorf("id.Day(%q) = %q, want %q", test.in, got, test.id)
		}
		if got := EN.Day(test.in); got != test.en {
			t.Errorf("en.Day(%q) = %q, want %q", test.in, got, test.en)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2025, 11, 24, 6, 42, 0, 0, time.UTC) // 13.42 WIB
	for _, test := range []struct {
		then   time.Time
		id, en string
	}{
		{now.Add(-59 * time.Second), "baru saja", "just now"},
		{now.Add(20 * time.Second), "baru saja", "just now"},
		{now.Add(-time.Minute), "1 menit lalu", "1 minute ago"},
		{now.Add(-42 * time.Minute), "42 menit lalu", "42 minutes ago"},
		{now.Add(-5 * time.Hour), "5 jam lalu", "5 hours ago"},
		{now.Add(-23 * time.Hour), "23 jam lalu", "23 hours ago"},
		{now.Add(-25 * time.Hour), "kemarin", "yesterday"},
		{now.Add(-38 * time.Hour), "2 hari lalu", "2 days ago"}, // 22 November, 23.42 WIB
		{now.AddDate(0, 0, -24), "24 hari lalu", "24 days ago"},
		{now.AddDate(0, 0, -59), "59 hari lalu", "59 days ago"},
		{now.AddDate(0, -3, 0), "3 bulan lalu", "3 months ago"},
		{now.AddDate(0, -3, 1), "2 bulan lalu", "2 months ago"},
		{now.AddDate(-1, -11, 0), "23 bulan lalu", "23 months ago"},
		{now.AddDate(-2, 0, 0), "2 tahun lalu", "2 years ago"},
		{now.AddDate(0, 0, 3), "3 hari lagi", "in 3 days"},
		{now.Add(26 * time.Hour), "besok", "tomorrow"},
		{now.Add(time.Hour), "1 jam lagi", "in 1 hour"},
	} {
		if got := ID.Ago(test.then, now); got != test.id {
			t.Errorf("id.Ago(%v) = %q, want %q", test.then, got, test.id)
		}
		if got := EN.Ago(test.then, now); got != test.en {
			t.Errorf("en.Ago(%v) = %q, want %q", test.then, got, test.en)
		}
	}
}

func TestAgoDay(t *testing.T) {
	now := time.Date(2025, 11, 23, 18, 0, 0, 0, time.UTC) // 24 November, 01.00 WIB
	for _, test := range []struct{ in, want string }{
		{"2025-11-24", "hari ini"},
		{"2025-11-23", "kemarin"},
		{"2025-10-31", "24 hari lalu"},
		{"2025-12-01", "7 hari lagi"},
		{"2024", ""},
	} {
		if got := ID.AgoDay(test.in, now); got != test.want {
			t.Errorf("AgoDay(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
