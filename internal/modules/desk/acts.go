package desk

import (
	"context"
	"net/http"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/modules/desk/reading"
	"github.com/lewu-id/lewu/internal/web"
)

// maxForm bounds the body of an act, in bytes.
const maxForm = 64 << 10

// An action takes an act to the road, on what its sender saw.
type action func(ctx context.Context, actor auth.Actor, id string, seen intake.Seen, reason string) (catalog.Batch, error)

// actPages are the acts on a batch. Each leads back to the page of the batch.
func (m *module) actPages() []lewu.Page {
	page := func(name, perm string, serve func(http.ResponseWriter, *http.Request) error) lewu.Page {
		return lewu.Page{Pattern: "POST " + root + "/kiriman/{id}/" + name, Need: m.ofBatch(perm), MaxBody: maxForm, Serve: serve}
	}
	return []lewu.Page{
		page(actAnswer, intake.MayReceive, m.answer),
		page(actSubmit, intake.MayReceive, m.act(actSubmit, false, plainly(m.Road.Submit))),
		page(actRecall, intake.MayReceive, m.act(actRecall, false, plainly(m.Road.Recall))),
		page(actDrop, intake.MayReceive, m.act(actDrop, true, m.Road.Cancel)),
		page(actConfirm, intake.MayConfirm, m.act(actConfirm, false, signing(m.Road.Confirm))),
		page(actApprove, intake.MayApprove, m.act(actApprove, false, signing(m.Road.Approve))),
		page(actReturn, intake.MayApprove, m.act(actReturn, true, m.Road.Return)),
		page(actDeny, intake.MayConfirm, m.act(actDeny, true, m.Road.Return)),
	}
}

// plainly is an act that takes no reason.
func plainly(do func(ctx context.Context, actor auth.Actor, id string, seen intake.Seen) (catalog.Batch, error)) action {
	return func(ctx context.Context, actor auth.Actor, id string, seen intake.Seen, _ string) (catalog.Batch, error) {
		return do(ctx, actor, id, seen)
	}
}

// signing is a signature under the content that was seen.
func signing(do func(ctx context.Context, actor auth.Actor, id, content string) (catalog.Batch, error)) action {
	return func(ctx context.Context, actor auth.Actor, id string, seen intake.Seen, _ string) (catalog.Batch, error) {
		return do(ctx, actor, id, seen.Content)
	}
}

// act serves the POST of an act.
func (m *module) act(name string, reasoned bool, do action) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		f, err := formOf(r)
		if err != nil {
			return err
		}
		o := outcome{act: name, reason: f.Words(fieldReason)}
		if reasoned {
			if o.fault = faultOf(o.reason); o.fault.Key != "" {
				o.notice = &web.Notice{Tone: web.ToneBad, Title: o.fault, Alert: true}
				return m.batchForm(w, r, http.StatusBadRequest, o)
			}
		}
		if _, err := do(r.Context(), auth.From(r.Context()), r.PathValue("id"), seenIn(f), o.reason); err != nil {
			return m.refused(w, r, o, err)
		}
		return m.acted(w, r, name)
	}
}

// seenIn is what the sender of a form saw of a batch. A form without it saw
// nothing, so it fits no batch.
func seenIn(f form.Form) intake.Seen {
	s := intake.Seen{State: catalog.State(f.Values.Get(fieldState)), Content: f.Values.Get(fieldContent)}
	if s.State == "" {
		s.State = "?"
	}
	return s
}

// answer serves POST /kerja/kiriman/{id}/jawab.
func (m *module) answer(w http.ResponseWriter, r *http.Request) error {
	f, err := formOf(r)
	if err != nil {
		return err
	}
	id, o := r.PathValue("id"), outcome{act: actAnswer}
	found, err := m.Catalog.Findings(r.Context(), id)
	if err != nil {
		return err
	}
	answers := reading.Answers(found, f.Values.Get)
	if len(answers) == 0 {
		return m.refused(w, r, o, errs.Say(errs.Invalid, "desk.answer-none"))
	}
	if _, err := m.Road.Answer(r.Context(), auth.From(r.Context()), id, seenIn(f), answers); err != nil {
		return m.refused(w, r, o, err)
	}
	return m.acted(w, r, actAnswer)
}

// acted leads back to the batch with a word on what was done.
func (m *module) acted(w http.ResponseWriter, r *http.Request, name string) error {
	return m.seeOther(w, r, pathOf(r.PathValue("id"))+"?telah="+name)
}

// formOf reads a plain form.
func formOf(r *http.Request) (form.Form, error) {
	if err := r.ParseForm(); err != nil {
		return form.Form{}, errs.Because(errs.Invalid, err, "web.error.invalid.text")
	}
	return form.Form{Values: r.PostForm}, nil
}

// refused shows the batch again, with why the act was not done and with what was
// typed.
func (m *module) refused(w http.ResponseWriter, r *http.Request, o outcome, err error) error {
	var f form.Form
	if f.Refused(err) != nil {
		return err
	}
	o.notice = &web.Notice{Tone: web.ToneBad, Title: lewu.Msg("desk.not-done"), Body: f.Broken, Alert: true}
	return m.batchForm(w, r, form.Status(err), o)
}

// faultOf is what is wrong with a reason.
func faultOf(reason string) lewu.Message {
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		return lewu.Msg("desk.reason-missing")
	case n > form.MaxReason:
		return lewu.Msg("desk.too-long", "n", number(n), "limit", number(form.MaxReason))
	}
	return lewu.Message{}
}
