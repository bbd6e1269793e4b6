package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// An auditReport is what `audit verify` and `audit head` say.
type auditReport struct {
	N     int64  `json:"n"`
	Head  string `json:"head"`
	Known int    `json:"known"` // heads of days it was held against
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"`
}

// trail looks after the audit trail: verify, head, export.
func trail(ctx context.Context, a *call) (err error) {
	kept := a.flags.String("kepala", "", "verify: berkas ujung harian yang disimpan di tempat lain (- dari masukan)")
	from := a.flags.String("from", "", "export: dari hari, mis. 2025-11-01")
	to := a.flags.String("to", "", "export: sampai dengan hari")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	verb := ""
	if len(rest) == 1 {
		verb = rest[0]
	}
	filter, err := days(*from, *to)
	if err != nil {
		return err
	}
	var known []audit.DayHead
	switch {
	case verb == "verify" && *kept != "":
		if known, err = keptHeads(*kept); err != nil {
			return err
		}
	case verb != "verify" && verb != "head" && verb != "export":
		return errs.Say(errs.Invalid, "cli.audit-verb")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	switch verb {
	case "verify":
		return a.verifyTrail(ctx, h, known)
	case "export":
		_, err := audit.Export(ctx, h.DB, filter, a.out)
		return err
	}
	n, head, err := audit.Head(ctx, h.DB)
	if err != nil {
		return err
	}
	return a.tellTrail(auditReport{N: n, Head: head, OK: true}, "%d %s\n", n, head)
}

// days are the entries of whole days in WIB, both ends in it.
func days(from, to string) (f audit.Filter, err error) {
	if from != "" {
		if f.From, err = clock.ParseDay(from); err != nil {
			return f, errs.Because(errs.Invalid, err, "cli.date", "value", from)
		}
	}
	if to != "" {
		if f.To, err = clock.ParseDay(to); err != nil {
			return f, errs.Because(errs.Invalid, err, "cli.date", "value", to)
		}
		f.To = f.To.AddDate(0, 0, 1)
	}
	return f, nil
}

// keptHeads reads daily heads that somebody kept.
func keptHeads(path string) (_ []audit.DayHead, err error) {
	in := io.NopCloser(io.Reader(os.Stdin))
	if path != "-" {
		if in, err = os.Open(path); err != nil {
			return nil, errs.Because(errs.Invalid, err, "cli.kept-file", "file", path)
		}
	}
	defer in.Close()
	return audit.ParseHeads(in, filepath.Base(path))
}

// verifyTrail follows the chain and holds it against the heads of days: those in
// the database, those in the data folder, and those that were handed in.
func (a *call) verifyTrail(ctx context.Context, h *app.House, known []audit.DayHead) error {
	noted, err := audit.Days(ctx, h.DB)
	if err != nil {
		return err
	}
	files, err := audit.ReadFiles(filepath.Join(h.Config.Data, audit.Folder))
	known = append(append(known, noted...), files...)
	report := auditReport{Known: len(known)}
	if err == nil {
		report.N, report.Head, err = audit.Verify(ctx, h.DB, known...)
	}
	if err != nil {
		m, said := errs.Public(err)
		if !said || errs.Is(err, errs.Busy) {
			return err
		}
		report.Error = a.say(m)
		if err := a.tellTrail(report, "%s\n", report.Error); err != nil {
			return err
		}
		return errCode(codeRefused)
	}
	report.OK = true
	return a.tellTrail(report, "Jejak audit utuh: %d catatan, cocok dengan %d ujung harian.\nujung %s\n", report.N, report.Known, report.Head)
}

// tellTrail prints a report as JSON where that is asked for, else as words.
func (a *call) tellTrail(r auditReport, format string, args ...any) error {
	if a.json {
		return a.report(r)
	}
	_, err := fmt.Fprintf(a.out, format, args...)
	return err
}
