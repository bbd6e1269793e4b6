// Package form reads what people type, says what is wrong with it, and shows it
// again so that nothing is lost.
package form

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// Limits of what people type, in runes.
const (
	MaxLine   = 200
	MaxReason = 1000 // as the road has it
)

// A Form is what was typed, and what is wrong with it. The zero value is a form
// nobody filled in yet.
type Form struct {
	Values url.Values
	faults map[string]lewu.Message // by the name of the field
	order  []string                // names of the fields with a fault
	Broken lewu.Message            // of the whole: the road refused it
}

// Line is a field as one line without blanks at its ends.
func (f Form) Line(name string) string { return strings.Join(strings.Fields(f.Words(name)), " ") }

// Words is a field of several lines, without what no keyboard writes: control
// characters, which a store may refuse, and marks that turn the direction of
// writing.
func (f Form) Words(name string) string {
	text := strings.Map(func(c rune) rune {
		if c != '\n' && c != '\t' && unicode.IsControl(c) || c == utf8.RuneError || unicode.Is(unicode.Bidi_Control, c) {
			return -1
		}
		return c
	}, f.Values.Get(name))
	return strings.TrimSpace(text)
}

// Blame notes what is wrong with a field; the first fault of each counts.
func (f *Form) Blame(name, key string, pairs ...string) {
	if _, told := f.faults[name]; told {
		return
	}
	if f.faults == nil {
		f.faults = map[string]lewu.Message{}
	}
	f.faults[name] = lewu.Msg(key, pairs...)
	f.order = append(f.order, name)
}

// Long blames fields that hold more runes than they may.
func (f *Form) Long(limit int, names ...string) {
	for _, name := range names {
		if n := utf8.RuneCountInString(f.Values.Get(name)); n > limit {
			f.Blame(name, "desk.too-long", "n", strconv.Itoa(n), "limit", strconv.Itoa(limit))
		}
	}
}

// OK tells whether nothing is wrong.
func (f Form) OK() bool { return len(f.order) == 0 && f.Broken.Key == "" }

// Refused keeps the sentence of an error that a person can do something about;
// any other error is given back.
func (f *Form) Refused(err error) error {
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict, errs.TooLarge, errs.Full, errs.Forbidden, errs.Gone:
		if sentence, ok := errs.Public(err); ok {
			f.Broken = sentence
			return nil
		}
	}
	return err
}

// Problems are the summary above a form.
func (f Form) Problems(b web.Base) web.Problems {
	p := web.Problems{Page: b}
	if f.Broken.Key != "" {
		p.Items = append(p.Items, web.Problem{Field: "isi", Text: f.Broken})
	}
	for _, name := range f.order {
		p.Items = append(p.Items, web.Problem{Field: name, Text: f.faults[name]})
	}
	return p
}

// Fill puts what was typed, and what is wrong with it, into a field whose id is
// its name.
func (f Form) Fill(b web.Base, field web.Field) web.Field {
	field.Page, field.ID, field.Error = b, field.Name, f.faults[field.Name]
	if f.Values != nil {
		field.Value = f.Values.Get(field.Name)
		field.Checked = field.Type == "check" && field.Value != ""
		for i := range field.Choices {
			field.Choices[i].Chosen = field.Choices[i].Value == field.Value
		}
	}
	if field.Type == "check" {
		field.Value = "ya"
	}
	return field
}

// Status is the status of a page that shows a form again.
func Status(err error) int {
	switch errs.KindOf(err) {
	case errs.Conflict:
		return http.StatusConflict
	case errs.TooLarge:
		return http.StatusRequestEntityTooLarge
	case errs.Full:
		return http.StatusInsufficientStorage
	case errs.Forbidden:
		return http.StatusForbidden
	case errs.Gone:
		return http.StatusGone
	}
	return http.StatusBadRequest
}
