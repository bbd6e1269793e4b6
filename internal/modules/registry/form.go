package registry

import (
	"net/http"
	"net/url"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// A blank is a form as a page shows it: "registry/_blank".
type blank struct {
	Page   web.Base
	ID     string // of the form; the ids of its fields begin with it
	Title  lewu.Message
	Lede   lewu.Message
	Action string
	Seen   string // what the page was made from: a change since then is a conflict
	Hidden []web.Hidden
	Fields []web.Field
	Go     lewu.Message
	Tone   string      // of the button: "", "quiet" or "bad"
	Open   bool        // shown at once
	Files  bool        // sends files
	Fault  *web.Notice // why it was not taken
}

// seenField names the field of what a page was made from.
const seenField = "lihat"

// newBlank makes a form of a page.
func newBlank(b web.Base, id, title, action, button string) *blank {
	return &blank{Page: b, ID: id, Title: lewu.Msg(title), Action: action, Go: lewu.Msg(button)}
}

// add puts a question into the form.
func (f *blank) add(name, kind, label, value string, more ...func(*web.Field)) *blank {
	field := web.Field{Page: f.Page, ID: f.ID + "-" + name, Name: name, Type: kind, Label: lewu.Msg(label), Value: value}
	for _, set := range more {
		set(&field)
	}
	f.Fields = append(f.Fields, field)
	return f
}

// must, hinted and offering set what not every field has.
func must(f *web.Field) { f.Required = true }

func hinted(key string, pairs ...string) func(*web.Field) {
	return func(f *web.Field) { f.Hint = lewu.Msg(key, pairs...) }
}

func offering(list []web.Choice) func(*web.Field) {
	return func(f *web.Field) {
		f.Choices = slices.Clone(list)
		choose(f, f.Value)
	}
}

func choose(f *web.Field, value string) {
	for i := range f.Choices {
		f.Choices[i].Chosen = f.Choices[i].Value == value
	}
}

// refuse shows a form again with what was typed and why it was not taken.
func (f *blank) refuse(typed url.Values, why lewu.Message) {
	f.Open = true
	f.Fault = &web.Notice{Page: f.Page, Tone: web.ToneBad, Title: why, Alert: true}
	for i := range f.Fields {
		field := &f.Fields[i]
		switch field.Type {
		case "file":
		case "check":
			field.Checked = slices.Contains(typed[field.Name], orOne(field.Value))
		case "select":
			choose(field, typed.Get(field.Name))
		default:
			field.Value = typed.Get(field.Name)
		}
	}
}

func orOne(value string) string {
	if value == "" {
		return "1"
	}
	return value
}

// A refusal is why a form was not taken, as the page that shows it again needs
// it; ok is false where the error is none of the sender's.
func refusal(err error) (why lewu.Message, status int, ok bool) {
	why, ok = errs.Public(err)
	switch errs.KindOf(err) {
	case errs.Invalid:
		return why, http.StatusBadRequest, ok
	case errs.Conflict:
		return why, http.StatusConflict, ok
	case errs.Forbidden:
		return why, http.StatusForbidden, ok
	}
	return why, 0, false
}

// stale refuses a form that was made from something that has changed since.
func stale(r *http.Request, now string) error {
	if r.PostForm.Get(seenField) != now {
		return errs.Say(errs.Conflict, "registry.stale")
	}
	return nil
}

// parsed reads the fields of a form.
func parsed(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errs.Because(errs.Invalid, err, "registry.unread")
	}
	return nil
}

// done leads back to a page, which says what was done. A reload asks for the
// page again, not for the deed.
func done(w http.ResponseWriter, r *http.Request, path, what string) error {
	return seeOther(w, r, path+"?"+doneField+"="+what)
}

// seeOther leads to a page of the house in the language of the request.
func seeOther(w http.ResponseWriter, r *http.Request, path string) error {
	if web.LangOf(r) == i18n.EN {
		path = "/en" + path
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

const doneField = "kabar"

// news is what a page says was just done; none where the address names nothing
// that this room does.
func news(r *http.Request, b web.Base) *web.Notice {
	what := r.URL.Query().Get(doneField)
	if !slices.Contains(deeds(), what) {
		return nil
	}
	return &web.Notice{Page: b, Tone: web.ToneGood, Title: lewu.Msg("registry.done." + what), Alert: true}
}

// deeds are what the room does, as addresses name it.
func deeds() []string {
	return []string{
		"disimpan", "ditambah", "peran", "peran-dicabut", "mutasi", "ditutup", "dibuka", "diminta", "batal", "sesi",
		"masa", "dilebur", "dipecah", "diakhiri",
	}
}
