package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/roster"
)

// A planReport is what a workbook would do, or did.
type planReport struct {
	File    string         `json:"file"`
	Rows    int            `json:"rows"`
	Added   int            `json:"added"`
	Changed int            `json:"changed"`
	Same    int            `json:"same"`
	Applied bool           `json:"applied"`
	Faults  []faultReport  `json:"faults"`
	Changes []changeReport `json:"changes"`
}

type faultReport struct {
	Sheet string `json:"sheet,omitempty"`
	Cell  string `json:"cell,omitempty"`
	Value string `json:"value,omitempty"`
	Key   string `json:"key"`
	Text  string `json:"text"`
}

type changeReport struct {
	Sheet string `json:"sheet"`
	Row   int64  `json:"row"`
	Verb  string `json:"verb"`
	Name  string `json:"name"`
}

// importRoster checks the workbook a province begins with, and applies it where
// that is asked for: then the letters of the new people are printed.
func importRoster(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) (err error) {
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-roster")
	}
	file, err := os.Open(rest[0])
	if err != nil {
		return errs.Because(errs.Invalid, err, "cli.file-read", "file", rest[0])
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	r := &roster.Roster{DB: h.DB, Ref: h.Ref, Accounts: h.Accounts, Clock: h.Clock}
	plan, err := r.Read(ctx, file, info.Size())
	if err != nil {
		return err
	}
	report := a.planReport(rest[0], plan)
	if !plan.Ready() {
		if err := a.tellPlan(report); err != nil {
			return err
		}
		return errCode(codeRefused)
	}
	if !f.apply {
		return a.tellPlan(report)
	}
	done, err := r.Apply(ctx, plan, nil)
	if err != nil {
		return err
	}
	report.Applied = true
	if err := a.tellPlan(report); err != nil {
		return err
	}
	var ids []string
	for _, p := range done.People {
		ids = append(ids, p.ID)
	}
	return a.inviteAll(ctx, h, ids)
}

func (a *call) planReport(file string, p roster.Plan) planReport {
	r := planReport{
		File: file, Rows: p.Rows, Faults: []faultReport{}, Changes: []changeReport{},
		Added: p.Count("", roster.Add), Changed: p.Count("", roster.Alter), Same: p.Count("", roster.Same),
	}
	for _, f := range p.Faults {
		r.Faults = append(r.Faults, faultReport{f.Sheet, f.Cell, f.Value, f.Message.Key, a.say(f.Message)})
	}
	for _, c := range p.Changes {
		if c.Verb != roster.Same {
			r.Changes = append(r.Changes, changeReport{c.Sheet, c.Row, string(c.Verb), c.Name})
		}
	}
	return r
}

func (a *call) tellPlan(r planReport) error {
	if a.json {
		return a.report(r)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(a.out, "%s %s: %q: %s\n", f.Sheet, f.Cell, f.Value, f.Text)
	}
	if len(r.Faults) > 0 {
		_, err := fmt.Fprintf(a.out, "%s: %d hal salah; tidak ada yang diterapkan\n", r.File, len(r.Faults))
		return err
	}
	for _, c := range r.Changes {
		fmt.Fprintf(a.out, "%s %d: %s %s\n", c.Sheet, c.Row, c.Verb, c.Name)
	}
	state := "belum diterapkan; tambahkan --terapkan"
	switch {
	case r.Applied:
		state = "diterapkan"
	case r.Added+r.Changed == 0:
		state = "semuanya sudah seperti ini"
	}
	_, err := fmt.Fprintf(a.out, "%s: %d tambah, %d ubah, %d tetap; %s\n", r.File, r.Added, r.Changed, r.Same, state)
	return err
}
