package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/web"
)

// A choicePage lists the datasets that the reader may send to.
type choicePage struct {
	web.Base
	Lede   string
	Groups []choiceGroup
}

// A choiceGroup is an agency with its datasets.
type choiceGroup struct {
	ID, Name string
	New      string // where to make a new one; empty: the agency is no more
	Sets     []choiceSet
}

// A choiceSet is a dataset to send to.
type choiceSet struct {
	Title, Summary, Send string
	Meta                 []string
	Fresh                web.Fresh
	Batch, BatchText     string // what is on the road already
}

// showChoice serves GET /kerja/kirim.
func (m *module) showChoice(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p := choicePage{Base: staff(m.Web.Base(r, lewu.Msg("desk.choice")))}
	p.Lede = p.T("desk.choice-lede")
	scope := auth.Agencies(ctx, intake.MayReceive)
	sets, err := m.Catalog.Datasets(ctx, scope, auth.Scope{})
	if err != nil {
		return err
	}
	agencies, err := m.Ref.Agencies(ctx, "")
	if err != nil {
		return err
	}
	entries, err := m.Catalog.Batches(ctx, catalog.BatchFilter{Scope: scope, States: waiting.OnRoad(), Limit: waiting.Scan})
	if err != nil {
		return err
	}
	moving := map[string]catalog.Batch{}
	for _, e := range slices.Backward(entries) { // the newest stays
		moving[e.Set.ID] = e.Batch
	}
	groups := map[string]*choiceGroup{}
	for _, a := range agencies {
		if scope.Holds(a.ID) {
			groups[a.ID] = &choiceGroup{Name: a.Name, New: root + "/kirim/baru?" + url.Values{fieldAgency: {a.ID}}.Encode()}
		}
	}
	for _, set := range sets {
		g := groups[set.AgencyID]
		if g == nil {
			g = &choiceGroup{Name: set.Agency}
			groups[set.AgencyID] = g
		}
		g.Sets = append(g.Sets, m.choiceOf(p.Base, set, moving))
	}
	for _, g := range groups {
		p.Groups = append(p.Groups, *g)
	}
	slices.SortFunc(p.Groups, func(a, b choiceGroup) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.New, b.New)) })
	for i := range p.Groups {
		p.Groups[i].ID = "instansi-" + strconv.Itoa(i+1)
	}
	return m.Web.Page(w, http.StatusOK, "desk/choice", p)
}

func (m *module) choiceOf(b web.Base, set catalog.Dataset, moving map[string]catalog.Batch) choiceSet {
	c := choiceSet{Title: set.Title, Summary: set.Summary, Send: root + "/kirim/" + set.Slug, Fresh: web.Fresh{Page: b}}
	c.Meta = append(c.Meta, inForce(b, set))
	if set.Contoh {
		c.Meta = append(c.Meta, b.T("web.contoh"))
	}
	switch late := set.Late(m.Clock()); {
	case late > 0:
		c.Fresh.Age, c.Fresh.Text = web.ToneLate, lewu.Msg("desk.set-late", "n", number(late))
	case set.Due >= clock.Day(m.Clock()):
		c.Meta = append(c.Meta, b.T("desk.set-due", "day", b.Day(set.Due)))
	}
	if batch, ok := moving[set.ID]; ok {
		c.Batch, c.BatchText = pathOf(batch.ID), b.T("desk.set-moving", "state", stateWord(batch.State))
	}
	return c
}
