package desk

import (
	"strings"

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
func lineOf(b web.Base, t task) taskLine {
	line := taskLine{Title: t.set.Title, Path: pathOf(t.batch.ID), When: b.Ago(t.batch.UpdatedAt), Main: true}
	if t.batch.ID != "" {
		line.Word = text.Capital(b.Say(stateWord(t.batch.State)))
	}
	switch t.kind {
	case taskReturned:
		line.Shape, line.GoText = "Sev Sev--stop", b.T("desk.go-mend")
		line.Quote, line.By = reasonOf(b, t.batch), t.by
	case taskFailed:
		line.Shape, line.GoText = "Sev Sev--stop", b.T("desk.go-mend")
		line.Text = b.Say(t.batch.Failure)
	case taskAsking:
		line.Shape, line.GoText, line.Text = "Sev Sev--part", b.T("desk.go-answer"), b.T("desk.asking-text")
	case taskDraft:
		line.GoText, line.Text = b.T("desk.go-on"), b.T("desk.draft-text")
	case taskConfirm:
		line.Word, line.GoText, line.Text = b.T("desk.task-confirm"), b.T("desk.go-confirm"), sentence(b, t.batch, t.set)
	case taskApprove:
		line.Word, line.GoText, line.Text = b.T("desk.task-approve"), b.T("desk.go-approve"), sentence(b, t.batch, t.set)
	case taskLate, taskSoon:
		line.Path, line.Text, line.GoText = root+"/data/"+t.set.Slug, t.set.Summary, b.T("desk.go-send")
		line.When, line.Main = "", false
		line.Word = b.Day(t.set.Due)
		if t.kind == taskLate {
			line.Shape, line.Word, line.Main = "Fresh Fresh--late", b.T("desk.late", "n", t.late), true
			line.When = b.T("desk.due-was", "day", b.Day(t.set.Due))
		}
		line.Go = root + "/kirim/" + t.set.Slug
	}
	if line.Go == "" {
		line.Go = line.Path
	}
	return line
}

// headline says how much waits, and of what kinds.
func headline(b web.Base, list []task) (heading, lede string) {
	switch len(list) {
	case 0:
		return b.T("desk.nothing"), ""
	case 1:
		heading = b.T("desk.waits-one")
	default:
		heading = b.T("desk.waits", "n", counting(b, len(list)))
	}
	var parts []string
	for _, kind := range taskKinds() {
		n := 0
		for _, t := range list {
			if t.kind == kind {
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
