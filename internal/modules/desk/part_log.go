package desk

import (
	"context"
	"encoding/json"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/web"
)

// maxLog is how many lines of its trail a batch shows.
const maxLog = 200

// A logLine is one act on a batch, from the trail.
type logLine struct {
	Ago, At, ISO string
	Text         string
	By           string
	Reason       string
}

// An eyeLine is one pair of eyes: it has seen the batch, or is awaited.
type eyeLine struct {
	Text  string
	Note  string
	Done  bool
	Yours bool
}

// people finds the names of accounts; each is asked for once.
type people struct {
	find  func(id string) (string, error)
	known map[string]string
}

func (m *module) people(ctx context.Context) people {
	return people{known: map[string]string{}, find: func(id string) (string, error) {
		a, err := m.Accounts.Account(ctx, id)
		if errs.Is(err, errs.NotFound) {
			return id, nil // somebody at the terminal, or the machine
		}
		return a.Name, err
	}}
}

// name is who acted, as colleagues know them.
func (p people) name(id string) (string, error) {
	if name, ok := p.known[id]; ok {
		return name, nil
	}
	name, err := p.find(id)
	if err == nil {
		p.known[id] = name
	}
	return name, err
}

// with is a name with the office it acted for.
func (p people) with(id, office string) (string, error) {
	name, err := p.name(id)
	switch {
	case err != nil || office == "" || office == name:
		return name, err
	case name == "":
		return office, nil
	}
	return name + ", " + office, nil
}

// sentBy says who sent a batch, and when.
func sentBy(b web.Base, p people, batch catalog.Batch) (string, error) {
	name, err := p.name(batch.Sender)
	return b.T("desk.sent-by", "name", name, "at", b.DateTime(batch.CreatedAt)), err
}

// eyeLines are the sender, and the two who sign or have signed.
func (m *module) eyeLines(ctx context.Context, b web.Base, p people, s intake.Sight, does may) ([]eyeLine, error) {
	sender, err := p.with(s.Batch.Sender, s.Batch.Office)
	if err != nil {
		return nil, err
	}
	lines := []eyeLine{{Text: b.T("desk.eye-sent", "who", sender), Note: b.DateTime(s.Batch.CreatedAt), Done: true}}
	if s.Batch.Solo != "" {
		return append(lines, eyeLine{Text: b.T("desk.eye-solo"), Note: s.Batch.Solo}), nil
	}
	owner, err := m.officeOf(ctx, s.Set)
	if err != nil {
		return nil, err
	}
	for _, part := range catalog.Parts() {
		mine := part == catalog.Substance && does.Confirm || part == catalog.Form && does.Approve
		g, ok := s.Signed(part)
		switch {
		case ok:
			who, err := p.with(g.Actor, g.Office)
			if err != nil {
				return nil, err
			}
			lines = append(lines, eyeLine{Text: b.T("desk.eye-done-"+string(part), "who", who), Note: b.DateTime(g.At), Done: true})
		case mine:
			lines = append(lines, eyeLine{Text: b.T("desk.eye-you-" + string(part)), Note: b.T("desk.eye-may"), Yours: true})
		default:
			lines = append(lines, eyeLine{Text: b.T("desk.eye-wait-"+string(part), "who", owner)})
		}
	}
	return lines, nil
}

// officeOf is the name of the agency that confirms the figures of a dataset.
func (m *module) officeOf(ctx context.Context, set catalog.Dataset) (string, error) {
	if intake.Confirmer(set) == set.AgencyID {
		return set.Agency, nil
	}
	a, err := m.Ref.Agency(ctx, set.Substance)
	return a.Name, err
}

// logOf is the trail of a batch, newest first.
func (m *module) logOf(ctx context.Context, b web.Base, p people, batch catalog.Batch) (lines []logLine, err error) {
	list, err := audit.List(ctx, m.DB, audit.Filter{Object: "batch/" + batch.ID, Limit: maxLog})
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		line := logLine{Ago: b.Ago(e.At), At: b.DateTime(e.At), ISO: e.At.Format(time.RFC3339), Text: b.Say(actWord(e.Action)), Reason: reasonIn(e.After)}
		if line.By, err = p.with(e.Actor, e.Office); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// actWord is an act of the trail in words; one that has none stands as it is.
func actWord(action string) lewu.Message {
	switch action {
	case intake.MayReceive:
		return lewu.Msg("desk.act-receive")
	case "intake.answer":
		return lewu.Msg("desk.act-answer")
	case "intake.replace":
		return lewu.Msg("desk.act-replace")
	case "intake.cancel":
		return lewu.Msg("desk.act-cancel")
	case "intake.submit":
		return lewu.Msg("desk.act-submit")
	case "intake.recall":
		return lewu.Msg("desk.act-recall")
	case "intake.return":
		return lewu.Msg("desk.act-return")
	case "intake.confirm":
		return lewu.Msg("desk.act-confirm")
	case "intake.approve":
		return lewu.Msg("desk.act-approve")
	case "intake.publish-alone":
		return lewu.Msg("desk.act-alone")
	case "intake.publish":
		return lewu.Msg("desk.act-publish")
	case "intake.hand-over":
		return lewu.Msg("desk.act-hand-over")
	case audit.ActSeen:
		return lewu.Msg("desk.act-seen")
	}
	return web.Text(action)
}

// reasonIn finds the reason of an act in what the trail kept of it.
func reasonIn(after string) string {
	var kept struct {
		Reason string `json:"reason"`
	}
	if json.Unmarshal([]byte(after), &kept) != nil {
		return "" // other acts keep other things
	}
	return kept.Reason
}
