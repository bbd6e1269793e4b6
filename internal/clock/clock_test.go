package clock

import (
	"testing"
	"time"
)

func TestADayIsADayInWIB(t *testing.T) {
	for _, test := range []struct{ utc, want string }{
		{"2025-10-31T16:59:59Z", "2025-10-31"},
		{"2025-10-31T17:00:00Z", "2025-11-01"}, // midnight in Palangka Raya
		{"2025-01-01T00:00:00Z", "2025-01-01"},
	} {
		at, err := time.Parse(time.RFC3339, test.utc)
		if err != nil {
			t.Fatal(err)
		}
		if got := Day(at); got != test.want {
			t.Errorf("Day(%s) = %s, want %s", test.utc, got, test.want)
		}
	}
	day, err := ParseDay("2025-11-01")
	if err != nil || day.UTC().Format(time.RFC3339) != "2025-10-31T17:00:00Z" {
		t.Errorf("ParseDay = %s, %v, want 17.00 UTC of the day before", day.UTC(), err)
	}
	if _, err := ParseDay("31-10-2025"); err == nil {
		t.Error("31-10-2025 was read as a day")
	}
}

func TestStoresKeepMilliseconds(t *testing.T) {
	at := time.Date(2025, 10, 31, 14, 5, 6, 789_999_999, WIB)
	if got := FromMillis(Millis(at)); !got.Equal(at.Truncate(time.Millisecond)) {
		t.Errorf("FromMillis(Millis) = %s, want %s", got, at)
	}
}
