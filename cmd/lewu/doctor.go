package main

import (
	"context"
	"errors"
	"fmt"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/errs"
)

// A checkReport is what doctor says of one part of the house.
type checkReport struct {
	Name     string    `json:"name"`
	OK       bool      `json:"ok"`
	Error    string    `json:"error,omitempty"`
	Findings []finding `json:"findings"`
}

// doctor looks after the stores; --deep reads every byte and every row.
func doctor(ctx context.Context, a *call) (err error) {
	deep := a.flags.Bool("deep", false, "baca semua byte dan baris")
	if _, err := a.parse(ctx); err != nil {
		return err
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()

	code, wrong := codeOK, 0
	for _, c := range h.Checks() {
		list, err := c.Run(ctx, *deep)
		report := checkReport{Name: c.Name, OK: err == nil && len(list) == 0, Findings: a.findings(list)}
		if err != nil {
			report.Error = a.sentence(err)
		}
		if err != nil || grave(list) {
			code = codeRefused
		}
		if wrong += len(list); err != nil {
			wrong++
		}
		if err := a.tellCheck(report); err != nil {
			return err
		}
	}
	if *deep {
		a.note(ctx, h, audit.ActDoctor, audit.Proof{Findings: wrong})
	}
	if code != codeOK {
		return errCode(code)
	}
	return nil
}

// grave tells whether findings are more than a word to the wise.
func grave(list []lewu.Finding) bool {
	for _, f := range list {
		if f.Severity == lewu.Reject {
			return true
		}
	}
	return false
}

// sentence is an error for people: its public sentence, or what there is.
func (a *call) sentence(err error) string {
	if m, ok := errs.Public(err); ok {
		return a.say(m)
	}
	return err.Error()
}

func (a *call) tellCheck(r checkReport) error {
	if a.json {
		return a.report(r)
	}
	state := "baik"
	if !r.OK {
		state = "perlu dilihat"
	}
	fmt.Fprintf(a.out, "%-12s %s\n", r.Name, state)
	if r.Error != "" {
		fmt.Fprintf(a.out, "  %s\n", r.Error)
	}
	for _, f := range r.Findings {
		fmt.Fprintf(a.out, "  %s: %s\n", f.Severity, f.Text)
	}
	return nil
}

// redact erases the bytes of a file; its hash, the reason and the audit line
// stay.
func redact(ctx context.Context, a *call) (err error) {
	reason := a.flags.String("alasan", "", "dasar penghapusan, satu kalimat untuk publik")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-sha")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	withdrawn, err := h.Road.Redact(ctx, operator(), rest[0], *reason)
	if err != nil {
		return err
	}
	if a.json {
		return a.report(map[string]any{"sha256": rest[0], "withdrawn": withdrawn})
	}
	fmt.Fprintf(a.out, "Isi berkas %.12s… dihapus. Sidik, alasan, dan jejak audit tetap.\n", rest[0])
	for _, slug := range withdrawn {
		fmt.Fprintf(a.out, "  Versi dari %s yang memakai berkas itu ditarik.\n", slug)
	}
	return nil
}
