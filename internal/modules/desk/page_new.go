package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// fieldAgency of an address is the agency a new dataset is for.
const fieldAgency = "instansi"

// A newPage describes a new dataset, and takes its first file.
type newPage struct {
	web.Base
	Agency   string
	Action   string
	Road     road
	Problems web.Problems
	Words    []web.Field
	Keys     []web.Field
	KeyOpen  bool
	Parcel   parcel
}

// showNew serves GET /kerja/kirim/baru?instansi=.
func (m *module) showNew(w http.ResponseWriter, r *http.Request) error {
	return m.newForm(w, r, http.StatusOK, form.Form{})
}

// agencyFor is the agency of a new dataset, if it still is one today: data of a
// merged agency goes out in the name of its successor.
func (m *module) agencyFor(r *http.Request) (ref.Agency, error) {
	id, err := m.agencyAsked(r)
	if err != nil {
		return ref.Agency{}, err
	}
	a, err := m.Ref.Agency(r.Context(), id)
	if err == nil && a.Closed(clock.Day(m.Clock())) {
		err = errs.Say(errs.Invalid, "desk.agency-ended")
	}
	return a, strange(err)
}

func (m *module) newForm(w http.ResponseWriter, r *http.Request, code int, f form.Form) error {
	agency, err := m.agencyFor(r)
	if err != nil {
		return err
	}
	topics, err := m.Ref.Topics(r.Context())
	if err != nil {
		return err
	}
	p := newPage{
		Base: staff(m.Web.Base(r, lewu.Msg("desk.new-title"))), Agency: agency.Name,
		Action: root + "/kirim/baru?" + url.Values{fieldAgency: {agency.ID}}.Encode(),
	}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("desk.nav-home"), Path: root}, {Label: lewu.Msg("desk.nav-send"), Path: root + "/kirim"}}
	p.Contoh = agency.Contoh
	p.Road = sending(p.Base)
	p.Words = wordFields(p.Base, f, topics, catalog.Dataset{Licence: licences()[0], Contact: agency.Contact})
	p.Keys = []web.Field{
		f.Fill(p.Base, web.Field{Name: "kunci", Label: lewu.Msg("desk.field-key"), Hint: lewu.Msg("desk.field-key-hint")}),
		f.Fill(p.Base, web.Field{Name: "masa", Label: lewu.Msg("desk.field-period"), Hint: lewu.Msg("desk.field-period-hint")}),
	}
	p.KeyOpen = slices.ContainsFunc(p.Keys, func(k web.Field) bool { return k.Value != "" || k.Error.Key != "" })
	p.Parcel = parcelOf(p.Base, f, catalog.Dataset{})
	p.Problems = f.Problems(p.Base)
	return m.Web.Page(w, code, "desk/new", p)
}

// sendNew serves POST /kerja/kirim/baru?instansi=.
func (m *module) sendNew(w http.ResponseWriter, r *http.Request) (err error) {
	agency, err := m.agencyFor(r)
	if err != nil {
		return err
	}
	sent, actor, err := m.receive(r)
	if err != nil {
		return m.again(w, r, form.Form{}, err, m.newForm)
	}
	defer func() { err = errors.Join(err, sent.Close()) }()

	f := form.Form{Values: sent.Values}
	order := orderOf(&f, sent)
	set := catalog.Dataset{Agency: agency.Name, AgencyID: agency.ID, Contoh: agency.Contoh, Mode: catalog.Replace}
	readWords(&f, &set)
	set.Key, set.Period = columnsIn(f, "kunci"), columnName(f, "masa")
	if set.Slug = text.Slug(set.Title); set.Slug == "baru" {
		set.Slug = "data-baru" // its own address is this page
	}
	order.New = &set
	if !f.OK() {
		return m.newForm(w, r, http.StatusBadRequest, f)
	}
	return m.order(w, r, actor, f, order, m.newForm)
}

// columnName is the name a column will have by what its heading says.
func columnName(f form.Form, name string) string {
	return typing.Name(f.Line(name))
}

// columnsIn are the names of columns between commas.
func columnsIn(f form.Form, name string) (list []string) {
	for part := range strings.SplitSeq(f.Values.Get(name), ",") {
		if column := typing.Name(strings.Join(strings.Fields(part), " ")); column != "" && !slices.Contains(list, column) {
			list = append(list, column)
		}
	}
	return list
}
