package registry

import (
	"context"
	"net/http"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/roster"
	"github.com/lewu-id/lewu/internal/web"
)

// agencyOwner is the agency of an address itself.
func (m *module) agencyOwner(r *http.Request) (string, error) {
	a, err := m.Ref.AgencyBySlug(r.Context(), r.PathValue("slug"))
	return a.ID, err
}

// agencyOf is an agency that a form names by its id, which must be there still.
func (m *module) agencyOf(ctx context.Context, id string) (ref.Agency, error) {
	a, err := m.Ref.Agency(ctx, id)
	if errs.Is(err, errs.NotFound) {
		return a, invalid("registry.agency-gone")
	}
	return a, err
}

// agencyChoices are the province and all agencies of today, with a word to begin
// with; those that have ended stand last, because people are still in them.
func (m *module) agencyChoices(ctx context.Context, b web.Base) ([]web.Choice, error) {
	list, err := m.ownChoices(ctx, b, "")
	if err != nil {
		return nil, err
	}
	return slices.Insert(list, 1, web.Choice{Value: provinceValue, Label: b.T("registry.province")}), nil
}

// ownChoices are agencies without one of them.
func (m *module) ownChoices(ctx context.Context, b web.Base, but string) ([]web.Choice, error) {
	all, err := m.Ref.Agencies(ctx, "")
	if err != nil {
		return nil, err
	}
	list := []web.Choice{{Label: b.T("registry.choose")}}
	var ended []web.Choice
	for _, a := range all {
		switch {
		case a.ID == but:
		case a.Closed(m.today()):
			ended = append(ended, web.Choice{Value: a.ID, Label: b.T("registry.agency-ended", "name", a.Name)})
		default:
			list = append(list, web.Choice{Value: a.ID, Label: a.Name})
		}
	}
	return append(list, ended...), nil
}

func (m *module) today() string { return clock.Day(m.Clock()) }

// seenAgency is what a page of an agency was made from.
func seenAgency(a ref.Agency) string {
	return fingerprint([]any{a.Periods, a.Contact, a.PPID, a.Successors, a.Before})
}

// agencyWords tells whether a word is part of how an agency is or was called.
func agencyWords(a ref.Agency, word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(a.Periods, func(p ref.Period) bool {
		return strings.Contains(strings.ToLower(p.Name+"\n"+p.Short+"\n"+p.Code+"\n"+p.NameEN), word)
	})
}

// agenciesFor are the agencies that the reader may see.
func (m *module) agenciesFor(r *http.Request) ([]ref.Agency, error) {
	list, err := m.Ref.Agencies(r.Context(), "")
	scope := auth.Agencies(r.Context(), permRead)
	return slices.DeleteFunc(list, func(a ref.Agency) bool { return !scope.Holds(a.ID) }), err
}

// dayOf reads a day of a form, as people write it; empty stays empty.
func dayOf(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	day, ok := roster.ParseDay(text)
	if !ok {
		return "", invalid("registry.day-bad", "text", text)
	}
	return day, nil
}

// spanText is a period as a page writes it.
func spanText(b web.Base, from, until string) string {
	if until == "" {
		return b.T("registry.span-open", "from", b.Day(from))
	}
	return b.T("registry.span", "from", b.Day(from), "until", b.Day(lastDay(until)))
}

// lastDay is the day before the first that is no longer in a period.
func lastDay(until string) string { return shifted(until, -1) }

// dayAfter is that first day, of the last one; none of none.
func dayAfter(last string) string { return shifted(last, 1) }

func shifted(day string, by int) string {
	t, err := clock.ParseDay(day)
	if err != nil {
		return day
	}
	return clock.Day(t.AddDate(0, 0, by))
}

// agencyState is how an agency stands today, as a word with a shape.
func (m *module) agencyState(b web.Base, a ref.Agency) web.Fresh {
	f := web.Fresh{Page: b, Text: lewu.Msg("registry.agency-active")}
	switch {
	case a.Undecided(m.today()):
		f.Age, f.Text = "late", lewu.Msg("registry.agency-undecided")
	case a.Closed(m.today()):
		f.Age, f.Text = "final", lewu.Msg("registry.agency-followed", "name", a.Successors[0].Name)
	case a.From > m.today():
		f.Age, f.Text = "stale", lewu.Msg("registry.agency-coming", "from", a.From)
	}
	return f
}
