package desk

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/web"
)

// The acts on a version, as their addresses end.
const (
	actWithdraw  = "tarik"
	actReinstate = "pulihkan"
)

// A setPage is one dataset: its versions, and what is said of it.
type setPage struct {
	web.Base
	Set      catalog.Dataset
	Lede     string
	Ways     []web.Crumb
	Notices  []web.Notice
	Problems web.Problems
	Versions []versionLine
	Seen     int    // the version in force that the reader saw
	Action   string // where the description goes
	Edited   string // when the description was last changed, as the reader saw it
	Form     []web.Field
	Units    []web.Field
	Steward  []web.Field // what only the walidata says; empty: not for this reader
	Facts    web.Facts
}

// A versionLine is one version, with what can be done about it.
type versionLine struct {
	N                      int
	Path                   string
	State                  web.Tag
	Text, Note             string
	Withdrawn, WithdrawnAt string
	Act                    *act
}

// showSet serves GET /kerja/data/{slug}.
func (m *module) showSet(w http.ResponseWriter, r *http.Request) error {
	return m.setForm(w, r, http.StatusOK, form.Form{}, outcome{})
}

func (m *module) setForm(w http.ResponseWriter, r *http.Request, code int, f form.Form, o outcome) error {
	ctx := r.Context()
	set, err := m.setAsked(r)
	if err != nil {
		return err
	}
	versions, err := m.Catalog.Versions(ctx, set.ID)
	if err != nil {
		return err
	}
	p := setPage{Base: staff(m.Web.Base(r, lewu.Msg("desk.set-title", "title", set.Title))), Set: set, Seen: set.Current}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("desk.nav-home"), Path: root}, {Label: lewu.Msg("desk.nav-sets"), Path: root + "/data"}}
	p.Contoh = set.Contoh
	actor := auth.From(ctx)
	own := auth.Object{Agency: set.AgencyID}
	p.fillHead(auth.Can(actor, intake.MayReceive, own))
	for _, v := range versions {
		p.Versions = append(p.Versions, p.versionOf(v, auth.Can(actor, intake.MayWithdraw, own), o))
	}
	if auth.Can(actor, intake.MayDescribe, own) {
		if err := m.fillWords(r, &p, f, versions); err != nil {
			return err
		}
	} else {
		p.fillFacts()
	}
	p.Problems = f.Problems(p.Base)
	if o.notice != nil {
		o.notice.Page = p.Base
		p.Notices = append(p.Notices, *o.notice)
	} else if done := setDone(r.URL.Query().Get("telah")); done.Key != "" && code == http.StatusOK {
		p.Notices = append(p.Notices, web.Notice{Page: p.Base, Tone: web.ToneGood, Title: done, Alert: true})
	}
	return m.Web.Page(w, code, "desk/set", p)
}

// fillWords makes the form of the description, with a unit for each column that
// holds numbers: of the version in force, or of what is on the road.
func (m *module) fillWords(r *http.Request, p *setPage, f form.Form, versions []catalog.Version) error {
	topics, err := m.Ref.Topics(r.Context())
	if err != nil {
		return err
	}
	p.Action, p.Edited = root+"/data/"+p.Set.Slug+"/keterangan", strconv.FormatInt(clock.Millis(p.Set.UpdatedAt), 10)
	if typed := f.Values.Get(fieldState); typed != "" {
		p.Edited = typed
	}
	p.Form = wordFields(p.Base, f, topics, p.Set)
	columns, err := m.columnsNow(r.Context(), p.Set, versions)
	if err != nil {
		return err
	}
	for _, c := range columns {
		if !c.Kind.Numeric() {
			continue
		}
		field := web.Field{Name: unitField(c.Name), Label: web.Text(cmp.Or(p.Set.Meanings[c.Name].Label, c.Label, c.Name))}
		values := f
		if values.Values == nil {
			values.Values = map[string][]string{field.Name: {cmp.Or(p.Set.Meanings[c.Name].Unit, c.Unit)}}
		}
		p.Units = append(p.Units, values.Fill(p.Base, field))
	}
	if m.stewards(r, p.Set) {
		p.Steward, err = m.stewardFields(r.Context(), p.Base, f, p.Set)
	}
	return err
}

// stewards tells whether whoever asks is the walidata of a dataset.
func (m *module) stewards(r *http.Request, set catalog.Dataset) bool {
	return auth.Can(auth.From(r.Context()), intake.MayApprove, auth.Object{Agency: set.AgencyID})
}

// stewardFields are what only the walidata says of a dataset: whose it is, since
// agencies end and their duties move; who confirms its figures, since the sender
// must not choose his own checker; and whether people may take the received files.
func (m *module) stewardFields(ctx context.Context, b web.Base, f form.Form, set catalog.Dataset) ([]web.Field, error) {
	agencies, err := m.Ref.Agencies(ctx, "")
	if err != nil {
		return nil, err
	}
	if f.Values == nil {
		f.Values = map[string][]string{"instansi": {set.AgencyID}, "substansi": {set.Substance}, "berkas-terbuka": {map[bool]string{true: "ya"}[set.OpenFiles]}}
	}
	var owners []web.Choice
	choices := []web.Choice{{Value: "", Label: b.T("desk.field-substance-own")}}
	for _, a := range agencies {
		if a.ID == set.AgencyID || !a.Closed(clock.Day(m.Clock())) {
			owners = append(owners, web.Choice{Value: a.ID, Label: a.Name})
		}
		if a.ID != set.AgencyID && (!a.Closed(clock.Day(m.Clock())) || a.ID == set.Substance) {
			choices = append(choices, web.Choice{Value: a.ID, Label: a.Name})
		}
	}
	return []web.Field{
		f.Fill(b, web.Field{
			Name: "instansi", Type: "select", Label: lewu.Msg("desk.field-owner"), Hint: lewu.Msg("desk.field-owner-hint"), Choices: owners,
		}),
		f.Fill(b, web.Field{
			Name: "substansi", Type: "select", Label: lewu.Msg("desk.field-substance"), Hint: lewu.Msg("desk.field-substance-hint"), Choices: choices,
		}),
		f.Fill(b, web.Field{Name: "berkas-terbuka", Type: "check", Label: lewu.Msg("desk.field-open"), Hint: lewu.Msg("desk.field-open-hint")}),
	}, nil
}

// unitField is the field of the unit of a column.
func unitField(column string) string { return "satuan:" + column }

// unitsIn are the units that a form gives to columns it could give one to.
func unitsIn(f *form.Form, columns []lewu.Column) map[string]string {
	units := map[string]string{}
	for _, c := range columns {
		name := unitField(c.Name)
		if _, given := f.Values[name]; given && c.Kind.Numeric() {
			f.Long(form.MaxLine, name)
			units[c.Name] = f.Line(name)
		}
	}
	return units
}

func setDone(name string) lewu.Message {
	switch name {
	case actWithdraw:
		return lewu.Msg("desk.done-withdraw")
	case actReinstate:
		return lewu.Msg("desk.done-reinstate")
	case "keterangan":
		return lewu.Msg("desk.done-words")
	}
	return lewu.Message{}
}
