package gallery

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// A statesPage shows ages, marks, notices, nothing, steps, facts, how a page is
// passed on and how it is reported.
type statesPage struct {
	page
	Ages    []web.Fresh
	Tags    []web.Tag
	Notices []web.Notice
	Empties []web.Empty
	Steps   web.Steps
	Facts   web.Facts
	Share   web.Share
	Wrong   *web.Wrong
}

func states(p page) any {
	p.Scripts = []string{web.ShareScript}
	b := p.Base
	return statesPage{
		page: p,
		Ages: []web.Fresh{
			{Page: b, Text: lewu.Msg("gallery.fresh-now")}, {Page: b, Age: "late", Text: lewu.Msg("gallery.late")},
			{Page: b, Age: "stale", Text: lewu.Msg("gallery.stale")}, {Page: b, Age: "final", Text: lewu.Msg("gallery.final")},
		},
		Tags: []web.Tag{
			{Page: b, Text: lewu.Msg("gallery.unaudited")}, {Page: b, Tone: web.ToneGood, Text: lewu.Msg("gallery.public")},
			{Page: b, Tone: "gold", Text: lewu.Msg("gallery.differs")}, {Page: b, Tone: web.ToneBad, Text: lewu.Msg("gallery.returned")},
		},
		Notices: notices(b),
		Empties: []web.Empty{
			{Page: b, Title: lewu.Msg("gallery.empty-search"), Body: lewu.Msg("gallery.empty-search-body"), Link: toLists, Go: lewu.Msg("gallery.empty-search-go")},
			{Page: b, Title: lewu.Msg("gallery.empty-new"), Body: lewu.Msg("gallery.rubber-note")},
			{Page: b, Title: lewu.Msg("gallery.empty-new")},
		},
		Steps: web.Steps{Page: b, Items: []web.Step{
			{Title: lewu.Msg("gallery.step-sent"), Meta: b.DateTime(p.now), Link: toLists, Go: lewu.Msg("gallery.step-sent-go")},
			{Title: lewu.Msg("gallery.step-checked"), Body: lewu.Msg("gallery.step-checked-body"), State: "bad", Link: toLists, Go: lewu.Msg("gallery.step-checked-go")},
			{Title: lewu.Msg("gallery.step-handed"), State: "now"},
			{Title: lewu.Msg("gallery.step-waiting"), Body: lewu.Msg("gallery.step-waiting-body"), State: "wait"},
		}},
		Facts: web.Facts{Page: b, Rows: []web.Fact{
			{Label: lewu.Msg("gallery.fact-file"), Value: "LRA-Oktober-2025-final-revisi-3 (contoh).xlsx", Link: toLists, Note: lewu.Msg("gallery.fact-file-note")},
			{Label: lewu.Msg("gallery.fact-hash"), Value: "7d309764d963a997640a8e380322114fb40e09704a7fd4c02f0661897a216285", Code: true, Tag: &web.Tag{Page: b, Tone: web.ToneGood, Text: lewu.Msg("gallery.fact-hash-good")}},
			{Label: lewu.Msg("gallery.fact-sender"), Value: "Dinas Contoh A"},
		}},
		Share: web.Share{
			Page: b, Label: lewu.Msg("gallery.share-label"), Hint: lewu.Msg("gallery.share-hint"), Address: b.Abs(toLists), Words: b.Say(lewu.Msg("gallery.notice-info-body")),
		},
		Wrong: web.WrongOn(b, toLists, ""),
	}
}

func notices(b web.Base) []web.Notice {
	return []web.Notice{
		{Page: b, Title: lewu.Msg("gallery.notice-info"), Body: lewu.Msg("gallery.notice-info-body")},
		{Page: b, Tone: web.ToneGood, Title: lewu.Msg("gallery.notice-good"), Body: lewu.Msg("gallery.notice-good-body"), Link: toLists, Go: lewu.Msg("gallery.notice-good-go")},
		{Page: b, Tone: web.ToneWarn, Title: lewu.Msg("gallery.notice-warn"), Body: lewu.Msg("gallery.notice-warn-body")},
		{Page: b, Tone: web.ToneLate, Title: lewu.Msg("gallery.notice-late"), Body: lewu.Msg("gallery.notice-late-body")},
		{Page: b, Tone: web.ToneBad, Title: lewu.Msg("gallery.notice-bad"), Body: lewu.Msg("gallery.notice-bad-body"), Alert: true},
		{Page: b, Tone: web.ToneStale, Title: lewu.Msg("gallery.notice-stale"), Body: lewu.Msg("gallery.water-note")},
	}
}
