package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
)

// report writes one JSON object on a line of its own.
func (a *call) report(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// say is a message in the language of the terminal.
func (a *call) say(m lewu.Message) string { return a.catalogue().Say(i18n.ID, m) }

// A finding is a lewu.Finding as a report gives it: with its sentence.
type finding struct {
	Severity lewu.Severity `json:"severity"`
	Sheet    string        `json:"sheet,omitempty"`
	Row      int64         `json:"row,omitempty"`
	Column   string        `json:"column,omitempty"`
	Key      string        `json:"key"`
	Text     string        `json:"text"`
	Remedy   string        `json:"remedy,omitempty"`
}

func (a *call) findings(list []lewu.Finding) []finding {
	out := make([]finding, 0, len(list))
	for _, f := range list {
		g := finding{Severity: f.Severity, Sheet: f.Sheet, Row: f.Row, Column: f.Column, Key: f.Message.Key, Text: a.say(f.Message)}
		if f.Remedy.Key != "" {
			g.Remedy = a.say(f.Remedy)
		}
		out = append(out, g)
	}
	return out
}

// A bar shows progress on a terminal, and nothing in a file or pipe.
type bar struct {
	on    bool
	label string
	shown string
}

func (a *call) newBar(label string) *bar {
	b := &bar{label: label}
	if f, ok := a.err.(*os.File); ok {
		info, err := f.Stat()
		b.on = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

// show draws done of total, in bytes or pieces, with a word for the step.
func (b *bar) show(done, total int64, step string) {
	if !b.on {
		return
	}
	const width = 24
	part := 0
	if total > 0 {
		part = int(min(done, total) * width / total)
	}
	line := fmt.Sprintf("\r%s [%s%s] %s", b.label, strings.Repeat("█", part), strings.Repeat("·", width-part), step)
	if line == b.shown {
		return
	}
	b.shown = line
	fmt.Fprint(os.Stderr, line+"\x1b[K")
}

// clear takes the bar off the screen.
func (b *bar) clear() {
	if b.on && b.shown != "" {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
