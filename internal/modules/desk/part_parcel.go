package desk

import (
	"errors"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/modules/desk/upload"
	"github.com/lewu-id/lewu/internal/web"
)

// Names of the fields of a delivery.
const (
	fieldFile   = "berkas"
	fieldLetter = "surat"
	fieldNumber = "nomor-surat"
	fieldDate   = "tanggal-surat"
	fieldMode   = "cara"
	fieldNote   = "catatan"
	fieldOnce   = "sekali" // made with the form: a second submit of it is the same delivery
	fieldOld    = "ganti"  // of an address: the batch whose file this one replaces
)

// maxDelivery is the largest body of a delivery: a file, a letter, the fields.
const maxDelivery = intake.MaxFile + intake.MaxAttachment + upload.MaxText

// tables are the endings a browser offers first; what a file is its bytes say.
const tables = ".csv,.tsv,.txt,.xlsx"

// A parcel is the part of a form that takes a file: "desk/_parcel".
type parcel struct {
	Page   web.Base
	Once   string
	File   web.Field
	Modes  []modeChoice // empty where there is nothing to choose
	Note   web.Field
	Letter []web.Field
	Wrote  bool // something was written about a letter: its fields stand open
}

// A modeChoice is a way to bring a file together with the version before it.
type modeChoice struct {
	Value  catalog.Mode
	Label  lewu.Message
	Hint   lewu.Message
	Chosen bool
}

// parcelOf makes the fields of a delivery for a dataset.
func parcelOf(b web.Base, f form.Form, set catalog.Dataset) parcel {
	p := parcel{Page: b, Once: f.Values.Get(fieldOnce)}
	if !isID(p.Once) {
		p.Once = db.NewID()
	}
	p.File = f.Fill(b, web.Field{
		Name: fieldFile, Type: "file", Accept: tables, Required: true, Label: lewu.Msg("desk.file"),
		Hint: lewu.Msg("desk.file-hint", "limit", strconv.FormatInt(intake.MaxFile, 10)),
	})
	if f.Values != nil && p.File.Error.Key == "" {
		p.File.Error = lewu.Msg("desk.file-again") // no browser keeps it
	}
	p.Note = f.Fill(b, web.Field{Name: fieldNote, Type: "area", Label: lewu.Msg("desk.note"), Hint: lewu.Msg("desk.note-hint")})
	p.Letter = []web.Field{
		f.Fill(b, web.Field{
			Name: fieldLetter, Type: "file", Accept: ".pdf", Label: lewu.Msg("desk.letter"),
			Hint: lewu.Msg("desk.letter-hint", "limit", strconv.FormatInt(intake.MaxAttachment, 10)),
		}),
		f.Fill(b, web.Field{Name: fieldNumber, Label: lewu.Msg("desk.letter-number"), Hint: lewu.Msg("desk.letter-number-hint")}),
		f.Fill(b, web.Field{Name: fieldDate, Type: "date", Label: lewu.Msg("desk.letter-date")}),
	}
	for _, field := range p.Letter {
		p.Wrote = p.Wrote || field.Value != "" || field.Error.Key != ""
	}
	chosen := catalog.Mode(f.Values.Get(fieldMode))
	if chosen == "" {
		chosen = set.Mode
	}
	p.Modes = modesOf(set, chosen)
	return p
}

// modesOf are the ways that what a dataset declares allows. The first version
// has nothing before it, so there is nothing to choose.
func modesOf(set catalog.Dataset, chosen catalog.Mode) []modeChoice {
	if set.Current == 0 {
		return nil
	}
	list := []modeChoice{{Value: catalog.Replace, Label: lewu.Msg("desk.mode-replace"), Hint: lewu.Msg("desk.mode-replace-hint")}}
	if set.Period != "" {
		list = append(list, modeChoice{
			Value: catalog.ReplacePeriod, Label: lewu.Msg("desk.mode-period"), Hint: lewu.Msg("desk.mode-period-hint", "column", set.Period),
		})
	}
	if len(set.Key) > 0 {
		list = append(list, modeChoice{
			Value: catalog.Merge, Label: lewu.Msg("desk.mode-merge"), Hint: lewu.Msg("desk.mode-merge-hint", "columns", joined(set.Key)),
		})
	}
	if len(list) == 1 {
		return nil
	}
	for i := range list {
		list[i].Chosen = list[i].Value == chosen
	}
	return list
}

// orderOf makes an order of what was sent, and says what is wrong with it.
func orderOf(f *form.Form, sent *upload.Form) intake.Order {
	f.Long(form.MaxReason, fieldNote)
	f.Long(form.MaxLine, fieldNumber)
	o := intake.Order{Mode: catalog.Mode(f.Values.Get(fieldMode)), Note: f.Words(fieldNote)}
	file, ok := sent.Files[fieldFile]
	switch {
	case !ok:
		f.Blame(fieldFile, "desk.file-missing")
	case file.Size == 0:
		f.Blame(fieldFile, "desk.file-empty", "name", file.Name)
	}
	o.Data = intake.Parcel{Name: file.Name, Open: file.Open}

	number, date := f.Line(fieldNumber), f.Values.Get(fieldDate)
	letter, ok := sent.Files[fieldLetter]
	switch {
	case ok && number == "":
		f.Blame(fieldNumber, "desk.letter-number-missing")
	case !ok && number+date != "":
		f.Blame(fieldLetter, "desk.letter-missing")
	}
	if _, err := clock.ParseDay(date); ok && err != nil {
		f.Blame(fieldDate, "desk.letter-date-missing")
	}
	if ok {
		o.Letters = []intake.Parcel{{Name: letter.Name, Open: letter.Open, DocNumber: number, DocDate: date}}
	}
	return o
}

// receive reads a delivery off the wire, and asks again who sends it: it may have
// taken a quarter of an hour, and whoever was signed out meanwhile sends nothing.
func (m *module) receive(r *http.Request) (sent *upload.Form, actor auth.Actor, err error) {
	sent, err = upload.Read(r, m.Road.Temp, map[string]int64{fieldFile: intake.MaxFile, fieldLetter: intake.MaxAttachment})
	if err != nil {
		return nil, actor, err
	}
	if actor, err = m.stillHere(r); err != nil {
		return nil, actor, errors.Join(err, sent.Close())
	}
	return sent, actor, nil
}

// stillHere is who makes a request, as their session says now.
func (m *module) stillHere(r *http.Request) (auth.Actor, error) {
	token := web.SessionToken(r)
	if token == "" {
		return auth.From(r.Context()), nil
	}
	actor, err := m.Accounts.Session(r.Context(), token)
	if err == nil && actor.Kind != auth.Person {
		err = errs.Say(errs.SignIn, "desk.signed-out")
	}
	return actor, err
}
