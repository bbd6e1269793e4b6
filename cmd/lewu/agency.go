package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/roster"
)

// agencyFlags are what the verbs of `lewu agency` take.
type agencyFlags struct {
	name, short, code, english, since, decree, decreeOn string
	contact, ppid                                       string
	into                                                names
	all, apply                                          bool
}

// Names are a flag that may be given several times.
type names []string

func (l *names) String() string { return fmt.Sprint(*l) }

// Set adds a value.
func (l *names) Set(v string) error {
	*l = append(*l, v)
	return nil
}

func agencyVerbs() map[string]func(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
	return map[string]func(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error{
		"list": listAgencies, "add": addAgency, "period": agencyPeriod, "merge": succeedAgency, "split": succeedAgency, "end": endAgency,
		"import": func(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
			return importRoster(ctx, a, h, userFlags{apply: f.apply}, rest)
		},
	}
}

// agencies keeps the agencies by decree.
func agencies(ctx context.Context, a *call) (err error) {
	var f agencyFlags
	a.flags.BoolVar(&f.all, "semua", false, "list: yang sudah berakhir juga")
	a.flags.StringVar(&f.name, "nama", "", "add, period: nama instansi")
	a.flags.StringVar(&f.short, "singkatan", "", "add, period: singkatan")
	a.flags.StringVar(&f.code, "kode", "", "add, period: kode SKPD")
	a.flags.StringVar(&f.english, "inggris", "", "add, period: nama Inggris")
	a.flags.StringVar(&f.since, "sejak", "", "mulai berlaku, mis. 2025-01-01")
	a.flags.StringVar(&f.decree, "dasar", "", "dasar hukum, mis. \"Perda 3 Tahun 2024\"")
	a.flags.StringVar(&f.decreeOn, "tanggal", "", "tanggal dasar hukum")
	a.flags.StringVar(&f.contact, "kontak", "", "add: kontak untuk publik")
	a.flags.StringVar(&f.ppid, "ppid", "", "add: PPID")
	a.flags.Var(&f.into, "ke", "merge, split: instansi penerus (split: sebut beberapa kali)")
	a.flags.BoolVar(&f.apply, "terapkan", false, "import: terapkan, bukan hanya periksa")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	verb := agencyVerbs()[first(rest)]
	if verb == nil {
		return errs.Say(errs.Invalid, "cli.agency-verb")
	}
	for _, day := range []*string{&f.since, &f.decreeOn} {
		if *day == "" {
			continue
		}
		iso, ok := roster.ParseDay(*day)
		if !ok {
			return errs.Say(errs.Invalid, "cli.date", "value", *day)
		}
		*day = iso
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	return verb(auth.With(ctx, operator()), a, h, f, rest[1:])
}

// An agencyReport is one agency as a report gives it.
type agencyReport struct {
	ID         string   `json:"id"`
	Slug       string   `json:"slug"`
	Name       string   `json:"name"`
	Short      string   `json:"short,omitempty"`
	Code       string   `json:"code,omitempty"`
	From       string   `json:"from"`
	Until      string   `json:"until,omitempty"` // first day it is no longer there
	Periods    int      `json:"periods"`
	Successors []string `json:"successors"` // slugs
	Contoh     bool     `json:"contoh,omitempty"`
}

func agencyReportOf(a ref.Agency) agencyReport {
	r := agencyReport{
		ID: a.ID, Slug: a.Slug, Name: a.Name, Short: a.Short, Code: a.Code, From: a.From, Until: a.Until,
		Periods: len(a.Periods), Successors: []string{}, Contoh: a.Contoh,
	}
	for _, l := range a.Successors {
		r.Successors = append(r.Successors, l.Slug)
	}
	return r
}

func listAgencies(ctx context.Context, a *call, h *app.House, f agencyFlags, _ []string) error {
	all, err := h.Ref.Agencies(ctx, "")
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, agency := range all {
		if agency.Closed(clock.Day(h.Clock())) && !f.all {
			continue
		}
		r := agencyReportOf(agency)
		if a.json {
			if err := a.report(r); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Short, r.Code, r.From, r.Until)
	}
	return w.Flush()
}

// tellAgency says what became of an agency.
func (a *call) tellAgency(ctx context.Context, h *app.House, id, what string) error {
	agency, err := h.Ref.Agency(ctx, id)
	if err != nil {
		return err
	}
	return a.answer(agencyReportOf(agency), "%s (%s): %s\n", agency.Name, agency.Slug, what)
}

func addAgency(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
	if len(rest) == 1 && f.name == "" {
		f.name, rest = rest[0], nil
	}
	if len(rest) > 0 || f.name == "" || f.since == "" {
		return errs.Say(errs.Invalid, "cli.agency-add")
	}
	var made ref.Agency
	err := h.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		made, err = h.Ref.Add(ctx, tx, ref.Agency{Contact: f.contact, PPID: f.ppid, Periods: []ref.Period{f.period(ref.Agency{})}})
		return err
	})
	if err != nil {
		return err
	}
	return a.tellAgency(ctx, h, made.ID, "terdaftar")
}

// period is what the flags say of a period; what they do not say is as it is.
func (f agencyFlags) period(a ref.Agency) ref.Period {
	p := ref.Period{From: f.since, Name: a.Name, Short: a.Short, Code: a.Code, NameEN: a.NameEN, Decree: f.decree, DecreeOn: f.decreeOn}
	for _, field := range []struct {
		to   *string
		said string
	}{{&p.Name, f.name}, {&p.Short, f.short}, {&p.Code, f.code}, {&p.NameEN, f.english}} {
		if field.said != "" {
			*field.to = field.said
		}
	}
	return p
}

func agencyPeriod(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
	if len(rest) != 1 || f.since == "" {
		return errs.Say(errs.Invalid, "cli.agency-period")
	}
	agency, err := h.Ref.FindAgency(ctx, rest[0])
	if err != nil {
		return err
	}
	if err := h.DB.Write(ctx, func(tx *sql.Tx) error { return h.Ref.AddPeriod(ctx, tx, agency.ID, f.period(agency)) }); err != nil {
		return err
	}
	return a.tellAgency(ctx, h, agency.ID, "masa sejak "+f.since+" dicatat")
}

// succeedAgency lets agencies become one, or one become several.
func succeedAgency(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
	if len(rest) == 0 || len(f.into) == 0 || f.since == "" || f.decree == "" {
		return errs.Say(errs.Invalid, "cli.agency-succeed")
	}
	c := ref.Succession{On: f.since, Decree: f.decree, DecreeOn: f.decreeOn}
	for _, words := range []struct {
		said []string
		to   *[]string
	}{{rest, &c.From}, {f.into, &c.To}} {
		for _, word := range words.said {
			agency, err := h.Ref.FindAgency(ctx, word)
			if err != nil {
				return err
			}
			*words.to = append(*words.to, agency.ID)
		}
	}
	if err := h.DB.Write(ctx, func(tx *sql.Tx) error { return h.Ref.Succeed(ctx, tx, c) }); err != nil {
		return err
	}
	for _, id := range c.From {
		if err := a.tellAgency(ctx, h, id, "berakhir; penerusnya dicatat"); err != nil {
			return err
		}
	}
	return nil
}

func endAgency(ctx context.Context, a *call, h *app.House, f agencyFlags, rest []string) error {
	if len(rest) != 1 || f.since == "" || f.decree == "" {
		return errs.Say(errs.Invalid, "cli.agency-end")
	}
	agency, err := h.Ref.FindAgency(ctx, rest[0])
	if err != nil {
		return err
	}
	err = h.DB.Write(ctx, func(tx *sql.Tx) error { return h.Ref.End(ctx, tx, agency.ID, f.since, f.decree, f.decreeOn) })
	if err != nil {
		return err
	}
	return a.tellAgency(ctx, h, agency.ID, "berakhir tanpa penerus")
}
