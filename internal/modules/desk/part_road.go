package desk

import (
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"
)

// A road is how far a delivery has come, in the five steps that people know:
// "desk/_road".
type road struct {
	Page  web.Base
	Steps []roadStep
}

// A roadStep is done, current or ahead.
type roadStep struct {
	Title   lewu.Message
	Done    bool
	Current bool
}

// steps are the words of the road.
func steps() []lewu.Message {
	return []lewu.Message{
		lewu.Msg("desk.step-send"), lewu.Msg("desk.step-read"), lewu.Msg("desk.step-look"), lewu.Msg("desk.step-eyes"), lewu.Msg("desk.step-out"),
	}
}

// stepOf is the step at which a state stands; −1 where the batch left the road.
func stepOf(s catalog.State) int {
	switch s {
	case catalog.Received, catalog.Read, catalog.Checked:
		return 1
	case catalog.Asking, catalog.Draft, catalog.Failed, catalog.Returned:
		return 2
	case catalog.Submitted:
		return 3
	case catalog.Approved:
		return 4
	case catalog.Published:
		return 5
	}
	return -1
}

func roadAt(b web.Base, at int) road {
	r := road{Page: b}
	for i, title := range steps() {
		r.Steps = append(r.Steps, roadStep{Title: title, Done: i < at, Current: i == at})
	}
	return r
}

// sending is the road before anything was sent.
func sending(b web.Base) road { return roadAt(b, 0) }

// roadOf is the road of a batch; none where it left it.
func roadOf(b web.Base, s catalog.State) road {
	at := stepOf(s)
	if at < 0 {
		return road{}
	}
	return roadAt(b, at)
}

// Where says the step in words, for those who do not see the line.
func (r road) Where() string {
	at := slices.IndexFunc(r.Steps, func(s roadStep) bool { return s.Current })
	if at < 0 {
		return r.Page.T("desk.road-done")
	}
	return r.Page.T("desk.road-at", "n", at+1, "of", len(r.Steps), "step", r.Steps[at].Title)
}

// stateWord is a state as people say it.
func stateWord(s catalog.State) lewu.Message { return lewu.Msg("desk.state-" + string(s)) }

// stateTone is the tone of its tag.
func stateTone(s catalog.State) string {
	switch s {
	case catalog.Published:
		return web.ToneGood
	case catalog.Failed, catalog.Returned:
		return web.ToneBad
	case catalog.Asking, catalog.Draft, catalog.Submitted:
		return "gold"
	}
	return ""
}
