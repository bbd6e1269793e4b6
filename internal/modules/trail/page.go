package trail

import (
	"cmp"
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/web"
)

// Sizes of the page.
const (
	perPage    = 25
	maxChoices = 300
)

// A trailPage is a part of the trail, newest first.
type trailPage struct {
	web.Base
	Problems web.Problems
	Fields   []web.Field
	Filtered bool
	Entries  []line
	Empty    web.Empty
	Pager    web.Pager
	Files    web.Downloads
	Chain    web.Facts
}

// A line is one entry in words.
type line struct {
	N        int64
	At       string
	Who      string
	Office   string
	Action   string // in words, or as the trail has it
	Code     string // as the trail has it, where Action is in words
	Object   string
	ByObject string // the room filtered by it
	Agency   string
	Request  string
	Changes  []change
	More     int
}

// fewChanges are shown at once; more of them unfold.
const fewChanges = 4

// Folded tells whether the changes of an entry are too many to stand open.
func (l line) Folded() bool { return len(l.Changes) > fewChanges }

// showTrail serves GET /kerja/jejak. Whoever reads the trail is in it.
func (m *module) showTrail(w http.ResponseWriter, r *http.Request) error {
	ctx, a := r.Context(), ask(r)
	p := trailPage{Base: m.Web.Base(r, lewu.Msg("trail.title"))}
	p.Noindex, p.NoTwin = true, true
	if err := m.seen(ctx, a, "halaman"); err != nil {
		return err
	}
	names, err := m.namesOf(ctx)
	if err != nil {
		return err
	}
	if err := m.fillForm(ctx, &p, a, names); err != nil {
		return err
	}
	if err := m.fillChain(ctx, &p); err != nil {
		return err
	}
	if len(a.wrong) == 0 {
		if err := m.fillEntries(ctx, &p, a, names); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if len(a.wrong) > 0 {
		status = http.StatusBadRequest
	}
	return m.Web.Page(w, status, "trail/trail", p)
}

// seen records that the trail is read, before anything of it is shown.
func (m *module) seen(ctx context.Context, a asked, how string) error {
	what := a.trace()
	what["sebagai"] = how
	return m.DB.Write(ctx, func(tx *sql.Tx) error {
		return audit.Seen(ctx, tx, m.Clock(), "jejak", "", what)
	})
}

func (m *module) fillEntries(ctx context.Context, p *trailPage, a asked, names *names) error {
	f := a.filter
	f.Limit = perPage + 1
	list, err := audit.List(ctx, m.DB, f)
	if err != nil {
		return err
	}
	p.Empty = web.Empty{Page: p.Base, Title: lewu.Msg("trail.none"), Body: lewu.Msg("trail.none-do"), Link: root, Go: lewu.Msg("trail.clear")}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("trail.title")}
	if len(list) > perPage {
		list = list[:perPage]
		p.Pager.Next = a.address(root, keyBefore, strconv.FormatInt(list[perPage-1].N, 10))
	}
	if f.Before > 0 {
		p.Pager.First = a.address(root, "", "")
	}
	for _, e := range list {
		l, err := m.lineOf(ctx, p.Base, e, names)
		if err != nil {
			return err
		}
		p.Entries = append(p.Entries, l)
	}
	p.Files = web.Downloads{Page: p.Base, Items: []web.Download{
		{Label: lewu.Msg("trail.csv"), Path: a.address(root+".csv", "", ""), Note: lewu.Msg("trail.csv-note")},
	}}
	return nil
}

func (m *module) lineOf(ctx context.Context, b web.Base, e audit.Entry, names *names) (l line, err error) {
	l = line{
		N: e.N, At: b.DateTime(e.At), Who: names.person(b, e.Actor), Office: e.Office, Object: e.Object, Request: e.Request,
	}
	l.Action, l.Code = actionOf(b, e.Action)
	if e.Object != "" {
		l.ByObject = asked{}.address(root, keyObject, e.Object)
	}
	if l.Agency, err = names.agency(ctx, e.Scope); err != nil {
		return l, err
	}
	l.Changes, l.More = changes(e.Before, e.After)
	return l, nil
}

// actionOf is an action in words: permissions and the house's own acts have a
// sentence under their name.
func actionOf(b web.Base, action string) (words, code string) {
	if b.Has(action) {
		return b.T(action), action
	}
	return action, ""
}

// fillChain says how long the trail is and where it ends, for those who compare.
func (m *module) fillChain(ctx context.Context, p *trailPage) error {
	n, head, err := audit.Head(ctx, m.DB)
	if err != nil {
		return err
	}
	p.Chain = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("trail.length"), Value: p.Int(n)},
		{Label: lewu.Msg("trail.head"), Value: head, Code: true},
	}}
	return nil
}

func (m *module) fillForm(ctx context.Context, p *trailPage, a asked, names *names) error {
	p.Filtered = len(a.values) > 0
	field := func(key, kind string) *web.Field {
		p.Fields = append(p.Fields, web.Field{Page: p.Base, ID: "s-" + key, Name: key, Type: kind, Label: lewu.Msg("trail.by-" + key),
			Value: a.values.Get(key), Error: a.wrong[key]})
		return &p.Fields[len(p.Fields)-1]
	}
	for _, choice := range []struct{ key, column string }{{keyActor, "actor"}, {keyScope, "scope"}, {keyAction, "action"}} {
		list, err := m.choices(ctx, p.Base, choice.column, a, names)
		if err != nil {
			return err
		}
		field(choice.key, "select").Choices = chosen(p.Base, list, a.values.Get(choice.key))
	}
	field(keyObject, "").Hint = lewu.Msg("trail.by-objek-hint")
	field(keyFrom, "date")
	field(keyTo, "date")
	views := field(keyViews, "check")
	views.Value, views.Checked = "1", a.values.Get(keyViews) != ""
	p.Problems.Page = p.Base
	for _, key := range filterKeys {
		if text, ok := a.wrong[key]; ok {
			p.Problems.Items = append(p.Problems.Items, web.Problem{Field: "s-" + key, Text: text})
		}
	}
	return nil
}

// choices are what stands in a column of the trail, in words and in their order.
func (m *module) choices(ctx context.Context, b web.Base, column string, a asked, names *names) (list []web.Choice, err error) {
	values, err := audit.Choices(ctx, m.DB, column, audit.Filter{Within: a.filter.Within}, maxChoices)
	if err != nil {
		return nil, err
	}
	for _, v := range values {
		c := web.Choice{Value: v, Label: v}
		switch column {
		case "actor":
			c.Label = names.person(b, v)
		case "action":
			c.Label, _ = actionOf(b, v)
		default:
			if c.Label, err = names.agency(ctx, v); err != nil {
				return nil, err
			}
		}
		if v != "" {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(x, y web.Choice) int { return cmp.Compare(x.Label, y.Label) })
	return list, nil
}

// chosen marks the value that was asked for, and puts "all" first.
func chosen(b web.Base, list []web.Choice, value string) []web.Choice {
	all := []web.Choice{{Label: b.T("trail.all"), Chosen: value == ""}}
	there := value == ""
	for _, c := range list {
		c.Chosen = c.Value == value
		there = there || c.Chosen
		all = append(all, c)
	}
	if !there {
		all = append(all, web.Choice{Value: value, Label: value, Chosen: true})
	}
	return all
}
