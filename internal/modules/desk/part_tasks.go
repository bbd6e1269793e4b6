package desk

import (
	"strings"

	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// A taskLine is a task as the page shows it.
type taskLine struct {
	Word   string // of the kind
	Shape  string // the class that draws it; empty: a plain tag
	When   string
	Title  string
	Path   string
	Quote  string // what somebody wrote about it
	By     string
	Text   string
	Go     string // where to do it
	GoText string
	Main   bool
}

// lineOf puts a task into words.
func lineOf(b web.Base, t waiting.Task) taskLine {
	line := taskLine{Title: t.Set.Title, Path: pathOf(t.Batch.ID), When: b.Ago(t.Batch.UpdatedAt), Main: true}
	if t.Batch.ID != "" {
		line.Word = text.Capital(b.Say(stateWord(t.Batch.State)))
	}
	switch t.Kind {
	case waiting.Returned:
		line.Shape, line.GoText = "Sev Sev--stop", b.T("desk.go-mend")
		line.Quote, line.By = reasonOf(b, t.Batch), t.By
	case waiting.Failed:
		line.Shape, line.GoText = "Sev Sev--stop", b.T("desk.go-mend")
		line.Text = b.Say(t.Batch.Failure)
	case waiting.Asking:
		line.Shape, line.GoText, line.Text = "Sev Sev--part", b.T("desk.go-answer"), b.T("desk.asking-text")
	case waiting.Draft:
		line.GoText, line.Text = b.T("desk.go-on"), b.T("desk.draft-text")
	case waiting.Confirm:
		line.Word, line.GoText, line.Text = b.T("desk.task-confirm"), b.T("desk.go-confirm"), sentence(b, t.Batch, t.Set)
	case waiting.Approve:
		line.Word, line.GoText, line.Text = b.T("desk.task-approve"), b.T("desk.go-approve"), sentence(b, t.Batch, t.Set)
	case waiting.Late, waiting.Soon:
		line.Path, line.Text, line.GoText = root+"/data/"+t.Set.Slug, t.Set.Summary, b.T("desk.go-send")
		line.When, line.Main = "", false
		line.Word = b.Day(t.Set.Due)
		if t.Kind == waiting.Late {
			line.Shape, line.Word, line.Main = "Fresh Fresh--late", b.T("desk.late", "n", t.Late), true
			line.When = b.T("desk.due-was", "day", b.Day(t.Set.Due))
		}
		line.Go = root + "/kirim/" + t.Set.Slug
	}
	if line.Go == "" {
		line.Go = line.Path
	}
	return line
}

// headline says how much waits, and of what kinds.
func headline(b web.Base, list []waiting.Task) (heading, lede string) {
	switch len(list) {
	case 0:
		return b.T("desk.nothing"), ""
	case 1:
		heading = b.T("desk.waits-one")
	default:
		heading = b.T("desk.waits", "n", counting(b, len(list)))
	}
	var parts []string
	for _, kind := range waiting.Kinds() {
		n := 0
		for _, t := range list {
			if t.Kind == kind {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, b.T("desk.sum-"+string(kind), "n", n))
		}
	}
	return heading, text.Capital(strings.Join(parts, ", ")) + "."
}

// counting writes small numbers as a word that begins a sentence.
func counting(b web.Base, n int) string {
	if key := "desk.number-" + number(n); b.Has(key) {
		return b.T(key)
	}
	return b.Int(n)
}
