package data

import (
	"encoding/json"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/table"
)

// value is a cell as JSON, by the one rule of the house.
func value(c lewu.Column, v lewu.Cell) json.RawMessage { return table.AppendJSON(nil, c, v) }

// stamp is a time as programs read it.
func stamp(t time.Time) string { return t.In(clock.WIB).Format(time.RFC3339) }

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func asFile(o catalog.Origin) fileAnswer {
	return fileAnswer{
		Asal: o.Number, Name: o.Name, SHA256: o.SHA256, Size: o.Size, Sheet: o.Sheet, Format: o.Format, Header: o.Header,
		Sender: o.Sender, SentAt: stamp(clock.FromMillis(o.SentAt)),
	}
}
