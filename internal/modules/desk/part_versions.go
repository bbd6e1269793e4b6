package desk

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"
)

// fillHead says how the dataset stands, and where else it can be seen.
func (p *setPage) fillHead(sends bool) {
	set := p.Set
	switch {
	case set.Current > 0:
		p.Lede = p.T("desk.set-lede", "n", set.Current)
		p.Ways = append(p.Ways, web.Crumb{Label: lewu.Msg("desk.set-public"), Path: "/data/" + set.Slug})
	case set.Newest > 0:
		p.Lede = p.T("desk.set-lede-withdrawn")
	default:
		p.Lede = p.T("desk.set-lede-none")
	}
	if set.Newest > 0 {
		p.Ways = append(p.Ways, web.Crumb{Label: lewu.Msg("desk.versions"), Path: "#h-versi"})
	}
	if sends {
		p.Ways = append(p.Ways, web.Crumb{Label: lewu.Msg("desk.set-send"), Path: root + "/kirim/" + set.Slug})
	}
}

// versionOf is a version, with the way to take it back or to put it in force
// again for those who may.
func (p *setPage) versionOf(v catalog.Version, withdraws bool, o outcome) versionLine {
	line := versionLine{
		N: v.N, Path: "/data/" + p.Set.Slug + "?versi=" + number(v.N), Note: v.Note,
		Text:  p.T("desk.version-text", "rows", v.Rows, "office", v.Office, "day", v.PublishedAt),
		State: web.Tag{Page: p.Base, Text: lewu.Msg("desk.version-old")},
	}
	name := actWithdraw
	switch {
	case !v.WithdrawnAt.IsZero():
		name = actReinstate
		line.State = web.Tag{Page: p.Base, Tone: web.ToneBad, Text: lewu.Msg("desk.version-withdrawn")}
		line.Withdrawn, line.WithdrawnAt = v.Withdrawn, p.DateTime(v.WithdrawnAt)
		line.Path = pathOf(v.Batch)
	case v.N == p.Set.Current:
		line.State = web.Tag{Page: p.Base, Tone: web.ToneGood, Text: lewu.Msg("desk.version-now")}
	}
	if withdraws {
		line.Act = p.turnOf(name, v, o)
	}
	return line
}

// turnOf is the form that takes a version back, or puts it in force again.
func (p *setPage) turnOf(name string, v catalog.Version, o outcome) *act {
	a := act{
		Title: lewu.Msg("desk.withdraw"), Text: lewu.Msg("desk.withdraw-text"), Go: lewu.Msg("desk.withdraw-go", "n", number(v.N)),
		Action: root + "/data/" + p.Set.Slug + "/versi/" + number(v.N) + "/" + name, Tone: "bad",
	}
	label := lewu.Msg("desk.withdraw-reason")
	if name == actReinstate {
		a.Title, a.Text, a.Go, a.Tone = lewu.Msg("desk.reinstate"), lewu.Msg("desk.reinstate-text"), lewu.Msg("desk.reinstate-go", "n", number(v.N)), ""
		label = lewu.Msg("desk.reinstate-reason")
	}
	a = withReason(p.Base, a, name+"-"+number(v.N), label, o)
	return &a
}

// fillFacts shows the description to those who may not change it.
func (p *setPage) fillFacts() {
	p.Facts = web.Facts{Page: p.Base}
	for _, row := range []struct{ key, value string }{
		{"desk.field-topic", p.Set.Topic}, {"desk.field-summary", p.Set.Summary}, {"desk.field-method", p.Set.Method},
		{"desk.field-source", p.Set.Source}, {"desk.field-contact", p.Set.Contact}, {"desk.field-licence", p.Set.Licence},
		{"desk.field-due", p.Day(p.Set.Due)}, {"desk.field-notes", p.Set.Notes},
	} {
		if row.value != "" {
			p.Facts.Rows = append(p.Facts.Rows, web.Fact{Label: lewu.Msg(row.key), Value: row.value})
		}
	}
}

// number is a count as messages carry it.
func number(n int) string { return strconv.Itoa(n) }
