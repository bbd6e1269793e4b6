package desk

import (
	"net/url"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/web"
)

// The acts on a batch, as their addresses end.
const (
	actSend    = "kirim" // its own page
	actAnswer  = "jawab"
	actSubmit  = "ajukan"
	actRecall  = "tarik-kembali"
	actDrop    = "batalkan"
	actConfirm = "benarkan"
	actApprove = "setujui"
	actReturn  = "kembalikan"  // for its form
	actDeny    = "tolak-angka" // for its figures
)

// Fields that every act carries, and that of a reason.
const (
	fieldState   = "keadaan"
	fieldContent = "isi"
	fieldReason  = "alasan"
)

// acts are what the reader of a batch can do now: "desk/_acts".
type acts struct {
	Page   web.Base
	Seen   intake.Seen
	Items  []act
	Signs  bool         // there is a decision to make
	Strong bool         // the second factor will be asked for
	Why    lewu.Message // why somebody who signs such batches does not sign this one
}

// An act is a form with a button, a form that asks for a reason, or a way to
// another page.
type act struct {
	Title, Text, Go lewu.Message
	Action          string // where its form goes
	Path            string // where it leads instead
	Reason          bool
	Field           web.Field
	Tone            string // of the button: "", "quiet", "bad"
	Open            bool
}

// actsOf lists the acts, the likeliest first.
func actsOf(b web.Base, s intake.Sight, does may, o outcome) acts {
	list := acts{Page: b, Seen: intake.SeenOf(s.Batch), Signs: does.Signs(), Strong: does.Signs() || does.Return != "", Why: does.Why}
	add := func(on bool, a act) {
		if on {
			list.Items = append(list.Items, a)
		}
	}
	plain := func(name, tone string, title, text, word lewu.Message) act {
		return act{Title: title, Text: text, Go: word, Action: pathOf(s.Batch.ID) + "/" + name, Tone: tone}
	}
	add(does.Submit, plain(actSubmit, "", lewu.Msg("desk.submit"), lewu.Msg("desk.submit-text"), lewu.Msg("desk.submit-go")))
	add(does.Confirm, plain(actConfirm, "", lewu.Msg("desk.confirm"), lewu.Msg("desk.confirm-text"), lewu.Msg("desk.confirm-go")))
	add(does.Approve, plain(actApprove, "", lewu.Msg("desk.approve"), lewu.Msg("desk.approve-text"), lewu.Msg("desk.approve-go")))
	add(does.Return != "", withReason(b, plain(does.Return, "quiet", lewu.Msg("desk.return"), lewu.Msg("desk.return-text"), lewu.Msg("desk.return-go")),
		does.Return, lewu.Msg("desk.return-reason"), o))
	replace := act{
		Title: lewu.Msg("desk.replace"), Text: lewu.Msg("desk.replace-text"), Go: lewu.Msg("desk.replace-go"),
		Path: root + "/kirim/" + s.Set.Slug + "?" + url.Values{fieldOld: {s.Batch.ID}}.Encode(),
	}
	add(does.Replace, replace)
	add(does.Recall, plain(actRecall, "quiet", lewu.Msg("desk.recall"), lewu.Msg("desk.recall-text"), lewu.Msg("desk.recall-go")))
	add(does.Drop, withReason(b, plain(actDrop, "bad", lewu.Msg("desk.drop"), lewu.Msg("desk.drop-text"), lewu.Msg("desk.drop-go")),
		actDrop, lewu.Msg("desk.drop-reason"), o))
	return list
}

// withReason makes an act ask for a reason; one that was typed and refused stands
// in it again.
func withReason(b web.Base, a act, name string, label lewu.Message, o outcome) act {
	a.Reason = true
	a.Field = web.Field{Page: b, ID: fieldReason + "-" + name, Name: fieldReason, Type: "area", Label: label, Required: true}
	if o.act == name {
		a.Open, a.Field.Value, a.Field.Error = true, o.reason, o.fault
	}
	return a
}

// doneWord is what is told after an act.
func doneWord(name string) lewu.Message {
	switch name {
	case actSend:
		return lewu.Msg("desk.done-send")
	case actAnswer:
		return lewu.Msg("desk.done-answer")
	case actSubmit:
		return lewu.Msg("desk.done-submit")
	case actRecall:
		return lewu.Msg("desk.done-recall")
	case actDrop:
		return lewu.Msg("desk.done-drop")
	case actConfirm:
		return lewu.Msg("desk.done-confirm")
	case actApprove:
		return lewu.Msg("desk.done-approve")
	case actReturn, actDeny:
		return lewu.Msg("desk.done-return")
	}
	return lewu.Message{}
}
