// Package clock is the time of the house, injected so that tests and the demo
// can move it.
package clock

import "time"

// A Clock tells the time.
type Clock func() time.Time

// System is the machine's clock.
func System() time.Time { return time.Now() }

// At is a clock that stands still.
func At(t time.Time) Clock { return func() time.Time { return t } }

// WIB is the time zone of the whole of Kalimantan Tengah (UTC+7, no summer
// time), fixed here so that it needs no zone files on the machine.
var WIB = time.FixedZone("WIB", 7*60*60)

// Day is the calendar day in WIB, "2025-10-31".
func Day(t time.Time) string { return t.In(WIB).Format(time.DateOnly) }

// ParseDay reads "2025-10-31" as the start of that day in WIB.
func ParseDay(s string) (time.Time, error) { return time.ParseInLocation(time.DateOnly, s, WIB) }

// Millis is how stores keep a time: epoch milliseconds in UTC.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// FromMillis reads what Millis wrote.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
