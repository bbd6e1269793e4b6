package data

import (
	"encoding/json"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
)

// value is a cell as JSON: null where nothing was written, numbers digit by
// digit as they were published, amounts of money and all else as strings.
func value(c lewu.Column, v lewu.Cell) json.RawMessage {
	switch {
	case !v.Valid:
		return json.RawMessage("null")
	case c.Kind == lewu.Integer || c.Kind == lewu.Decimal || c.Kind == lewu.Year || c.Kind == lewu.Boolean:
		return json.RawMessage(v.Text)
	}
	text, err := json.Marshal(v.Text)
	if err != nil {
		return json.RawMessage("null") // a string always marshals
	}
	return text
}

// stamp is a time as programs read it.
func stamp(t time.Time) string { return t.In(clock.WIB).Format(time.RFC3339) }

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
