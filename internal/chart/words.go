package chart

import (
	"embed"

	lewu "github.com/lewu-id/lewu"
)

// Messages are the sentences that drawings have of their own.
//
//go:embed messages/*.json
var Messages embed.FS

// Words are what a drawing says besides its data, in one language. Without
// them it shows the same by its shapes alone.
type Words struct {
	Gap     string                     // a line is broken where a value is missing
	Missing string                     // in place of a value
	NotZero string                     // the axis begins elsewhere
	Scale   func(lo, hi string) string // all small multiples have one axis, from lo to hi
}

// WordsIn says them: chart.WordsIn(page.Say).
func WordsIn(say func(lewu.Message) string) Words {
	return Words{
		Gap:     say(lewu.Msg("chart.gap")),
		Missing: say(lewu.Msg("chart.missing")),
		NotZero: say(lewu.Msg("chart.notzero")),
		Scale:   func(lo, hi string) string { return say(lewu.Msg("chart.scale", "lo", lo, "hi", hi)) },
	}
}
