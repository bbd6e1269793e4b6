package desk

import (
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// licences are those that data may go out under; the first is the usual one.
func licences() []string { return []string{"CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0"} }

// wordFields are the fields of a description of level "dasar": what suffices to
// publish. set is what they hold at first.
func wordFields(b web.Base, f form.Form, topics []ref.Topic, set catalog.Dataset) []web.Field {
	if f.Values == nil {
		f.Values = valuesOf(set)
	}
	field := func(name, label, hint, kind string, must bool) web.Field {
		w := web.Field{Name: name, Type: kind, Label: lewu.Msg(label), Required: must}
		if hint != "" {
			w.Hint = lewu.Msg(hint)
		}
		return f.Fill(b, w)
	}
	return []web.Field{
		field("judul", "desk.field-title", "desk.field-title-hint", "", true),
		field("judul-en", "desk.field-title-en", "", "", false),
		field("ringkasan", "desk.field-summary", "desk.field-summary-hint", "area", true),
		field("cara-memperoleh", "desk.field-method", "desk.field-method-hint", "area", false),
		topicField(b, f, topics),
		f.Fill(b, web.Field{Name: "lisensi", Type: "select", Label: lewu.Msg("desk.field-licence"), Choices: licenceChoices(set.Licence)}),
		field("sumber", "desk.field-source", "", "", false),
		field("kontak", "desk.field-contact", "desk.field-contact-hint", "", false),
		f.Fill(b, web.Field{Name: "frekuensi", Type: "select", Label: lewu.Msg("desk.field-frequency"), Choices: frequencyChoices(b)}),
		field("rilis", "desk.field-due", "desk.field-due-hint", "date", false),
		field("mutu", "desk.field-notes", "desk.field-notes-hint", "area", false),
	}
}

// topicField offers the topics of the province; where there are none yet it takes
// any.
func topicField(b web.Base, f form.Form, topics []ref.Topic) web.Field {
	w := web.Field{Name: "topik", Label: lewu.Msg("desk.field-topic"), Required: true}
	if len(topics) == 0 {
		w.Hint = lewu.Msg("desk.field-topic-hint")
		return f.Fill(b, w)
	}
	w.Type = "select"
	w.Choices = []web.Choice{{Value: "", Label: b.T("desk.choose")}}
	own := f.Line("topik")
	known := own == ""
	for _, t := range topics {
		w.Choices = append(w.Choices, web.Choice{Value: t.Name, Label: t.Name})
		known = known || t.Name == own
	}
	if !known {
		w.Choices = append(w.Choices, web.Choice{Value: own, Label: own})
	}
	return f.Fill(b, w)
}

// licenceChoices are the usual licences, and the one a dataset has.
func licenceChoices(own string) (list []web.Choice) {
	names := licences()
	if own != "" && !slices.Contains(names, own) {
		names = append(names, own)
	}
	for _, name := range names {
		list = append(list, web.Choice{Value: name, Label: name})
	}
	return list
}

func frequencyChoices(b web.Base) []web.Choice {
	list := []web.Choice{{Value: "", Label: b.T("desk.unsaid")}}
	for _, f := range catalog.Frequencies() {
		list = append(list, web.Choice{Value: string(f), Label: b.T("desk.frequency-" + string(f))})
	}
	return list
}

// valuesOf is a description as the fields of its form.
func valuesOf(set catalog.Dataset) map[string][]string {
	return map[string][]string{
		"judul": {set.Title}, "judul-en": {set.TitleEN}, "topik": {set.Topic}, "ringkasan": {set.Summary},
		"cara-memperoleh": {set.Method}, "sumber": {set.Source}, "kontak": {set.Contact}, "lisensi": {set.Licence},
		"frekuensi": {string(set.Frequency)}, "rilis": {set.Due}, "mutu": {set.Notes},
	}
}

// readWords takes a description from a form into a dataset, and says what is
// wrong with it. It writes these fields and no others.
func readWords(f *form.Form, set *catalog.Dataset) {
	f.Long(form.MaxLine, "judul", "judul-en", "topik", "sumber", "kontak")
	f.Long(form.MaxReason, "ringkasan", "cara-memperoleh", "mutu")
	for _, name := range []string{"judul", "topik", "ringkasan"} {
		if f.Line(name) == "" {
			f.Blame(name, "desk.must")
		}
	}
	due := f.Line("rilis")
	if _, err := clock.ParseDay(due); due != "" && err != nil {
		f.Blame("rilis", "desk.due-bad", "value", due)
	}
	set.Title, set.TitleEN, set.Topic = f.Line("judul"), f.Line("judul-en"), f.Line("topik")
	set.Summary, set.Method = f.Line("ringkasan"), f.Line("cara-memperoleh")
	set.Source, set.Contact, set.Notes = f.Line("sumber"), f.Line("kontak"), f.Words("mutu")
	set.Frequency, set.Due = catalog.Frequency(f.Line("frekuensi")), due
	if licence := f.Line("lisensi"); slices.Contains(licences(), licence) {
		set.Licence = licence
	}
}

// listed writes words as a list within a sentence: "a, b dan c".
func listed(b web.Base, words []string) string {
	if n := len(words); n > 1 {
		return b.T("desk.and", "list", joined(words[:n-1]), "last", words[n-1])
	}
	return joined(words)
}

// joined writes names as a list within a sentence.
func joined(names []string) string { return strings.Join(names, ", ") }
