package desk

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/web"
)

// A turning takes a version back, or puts it in force again.
type turning func(ctx context.Context, actor auth.Actor, slug string, n int, reason string) error

// turn serves POST /kerja/data/{slug}/versi/{n}/tarik and …/pulihkan. The form
// carries the version in force that its sender saw.
func (m *module) turn(name string, do turning) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		f, err := formOf(r)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(r.PathValue("n"))
		if err != nil {
			return errs.Say(errs.NotFound, "catalog.no-version", "name", r.PathValue("n"))
		}
		set, err := m.setAsked(r)
		if err != nil {
			return err
		}
		o := outcome{act: name + "-" + number(n), reason: f.Words(fieldReason)}
		if o.fault = faultOf(o.reason); o.fault.Key != "" {
			o.notice = &web.Notice{Tone: web.ToneBad, Title: o.fault, Alert: true}
			return m.setForm(w, r, http.StatusBadRequest, form.Form{}, o)
		}
		if f.Values.Get(fieldState) != number(set.Current) {
			err = errs.Say(errs.Conflict, "desk.set-moved", "n", number(set.Current))
		} else {
			err = do(r.Context(), auth.From(r.Context()), set.Slug, n, o.reason)
		}
		if err != nil {
			var shown form.Form
			if shown.Refused(err) != nil {
				return err
			}
			o.notice = &web.Notice{Tone: web.ToneBad, Title: lewu.Msg("desk.not-done"), Body: shown.Broken, Alert: true}
			return m.setForm(w, r, form.Status(err), form.Form{}, o)
		}
		return m.seeOther(w, r, root+"/data/"+set.Slug+"?telah="+name)
	}
}

// describe serves POST /kerja/data/{slug}/keterangan.
func (m *module) describe(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	f, err := formOf(r)
	if err != nil {
		return err
	}
	set, err := m.setAsked(r)
	if err != nil {
		return err
	}
	versions, err := m.Catalog.Versions(ctx, set.ID)
	if err != nil {
		return err
	}
	columns, err := m.columnsNow(ctx, set, versions)
	if err != nil {
		return err
	}
	units, steward := unitsIn(&f, columns), m.stewards(r, set)
	var typed catalog.Dataset
	readWords(&f, &typed)
	if f.Values.Get(fieldState) != strconv.FormatInt(clock.Millis(set.UpdatedAt), 10) {
		f.Broken = lewu.Msg("desk.words-moved", "ago", m.Web.Base(r, lewu.Message{}).Ago(set.UpdatedAt))
		f.Values.Set(fieldState, strconv.FormatInt(clock.Millis(set.UpdatedAt), 10)) // sent again it is meant
		return m.setForm(w, r, http.StatusConflict, f, outcome{})
	}
	if !f.OK() {
		return m.setForm(w, r, http.StatusBadRequest, f, outcome{})
	}
	_, err = m.Road.Describe(ctx, auth.From(ctx), set.Slug, columns, func(d *catalog.Dataset) {
		readWords(&f, d)
		giveUnits(d, columns, units)
		if steward {
			d.AgencyID = cmp.Or(f.Line("instansi"), d.AgencyID)
			d.Substance, d.OpenFiles = f.Line("substansi"), f.Values.Get("berkas-terbuka") != ""
		}
	})
	if err != nil {
		if f.Refused(err) != nil {
			return err
		}
		return m.setForm(w, r, form.Status(err), f, outcome{})
	}
	return m.seeOther(w, r, root+"/data/"+set.Slug+"?telah=keterangan")
}

// giveUnits writes units into what a dataset says of its columns. What the file
// says already is not said again.
func giveUnits(d *catalog.Dataset, columns []lewu.Column, units map[string]string) {
	meanings := map[string]catalog.Meaning{}
	for name, meaning := range d.Meanings {
		meanings[name] = meaning
	}
	for _, c := range columns {
		unit, given := units[c.Name]
		meaning := meanings[c.Name]
		if !given || unit == meaning.Unit || meaning.Unit == "" && unit == c.Unit {
			continue
		}
		meaning.Unit = unit
		meanings[c.Name] = meaning
	}
	if len(meanings) > 0 {
		d.Meanings = meanings
	}
}

// columnsNow are the columns of the version in force; before the first one, those
// of the newest delivery that could be read.
func (m *module) columnsNow(ctx context.Context, set catalog.Dataset, versions []catalog.Version) ([]lewu.Column, error) {
	if i := slices.IndexFunc(versions, func(v catalog.Version) bool { return v.N == set.Current }); i >= 0 {
		return versions[i].Columns, nil
	}
	list, err := m.Catalog.Batches(ctx, catalog.BatchFilter{Scope: auth.Scope{Province: true}, Dataset: set.ID, Limit: 10})
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Batch.Prepared != nil {
			return e.Batch.Prepared.Columns, nil
		}
	}
	return nil, nil
}
