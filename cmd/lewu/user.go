package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/roster"
)

// userFlags are what the verbs of `lewu user` take.
type userFlags struct {
	agency, find, mail, name, post, roles, add, drop, reason string
	closed, province, confirm, apply                         bool
}

// userVerbs are what can be done with people; each takes what stands behind it.
func userVerbs() map[string]func(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error {
	return map[string]func(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error{
		"list": listUsers, "add": addUser, "invite": inviteUser, "close": closeUser, "reopen": reopenUser,
		"role": roleUser, "reset": resetUser, "import": importRoster, "code": firstCode,
	}
}

// users keeps the people of the house. Whoever sits at the terminal acts, and the
// trail says so.
func users(ctx context.Context, a *call) (err error) {
	var f userFlags
	a.flags.StringVar(&f.agency, "instansi", "", "list, add, role: nama, singkatan, atau kode instansi")
	a.flags.StringVar(&f.find, "cari", "", "list: sebagian nama, surel, atau jabatan")
	a.flags.BoolVar(&f.closed, "tutup", false, "list: akun yang ditutup juga")
	a.flags.StringVar(&f.mail, "surel", "", "add: surel untuk masuk")
	a.flags.StringVar(&f.name, "nama", "", "add: nama")
	a.flags.StringVar(&f.post, "jabatan", "", "add: jabatan")
	a.flags.StringVar(&f.roles, "peran", "", "add: peran, dipisah koma")
	a.flags.BoolVar(&f.province, "provinsi", false, "add, role: peran untuk seluruh provinsi")
	a.flags.StringVar(&f.add, "tambah", "", "role: peran yang ditambah")
	a.flags.StringVar(&f.drop, "cabut", "", "role: peran yang dicabut")
	a.flags.StringVar(&f.reason, "alasan", "", "close, reset: alasannya, satu kalimat")
	a.flags.BoolVar(&f.confirm, "sahkan", false, "reset: sahkan yang diminta orang lain")
	a.flags.BoolVar(&f.apply, "terapkan", false, "import: terapkan, bukan hanya periksa")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) > 0 && rest[0] == "template" {
		return a.template(rest[1:])
	}
	verb := userVerbs()[first(rest)]
	if verb == nil {
		return errs.Say(errs.Invalid, "cli.user-verb")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	return verb(auth.With(ctx, operator()), a, h, f, rest[1:])
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// A userReport is one person as a report gives it.
type userReport struct {
	ID      string        `json:"id"`
	Mail    string        `json:"mail"`
	Name    string        `json:"name"`
	Office  string        `json:"office"`
	Post    string        `json:"post,omitempty"`
	Roles   []grantReport `json:"roles"`
	State   string        `json:"state"` // aktif, diundang, belum-diundang, ditutup
	Invited *time.Time    `json:"invited_until,omitempty"`
}

type grantReport struct {
	Role   lewu.Role `json:"role"`
	Agency string    `json:"agency,omitempty"` // id; empty: the province
}

func reportOf(a auth.Account, now time.Time) userReport {
	r := userReport{ID: a.ID, Mail: a.Mail, Name: a.Name, Office: a.Office, Post: a.Post, Roles: []grantReport{}}
	for _, g := range a.Grants {
		r.Roles = append(r.Roles, grantReport{g.Role, g.Agency})
	}
	switch {
	case !a.ClosedAt.IsZero():
		r.State = "ditutup"
	case a.Complete():
		r.State = "aktif"
	case a.Invited.After(now):
		r.State, r.Invited = "diundang", &a.Invited
	default:
		r.State = "belum-diundang"
	}
	return r
}

func listUsers(ctx context.Context, a *call, h *app.House, f userFlags, _ []string) error {
	scope := auth.Scope{Province: true}
	if f.agency != "" {
		agency, err := h.Ref.FindAgency(ctx, f.agency)
		if err != nil {
			return err
		}
		scope = auth.Scope{Agencies: []string{agency.ID}}
	}
	list, err := h.Accounts.List(ctx, auth.Filter{Scope: scope, Query: f.find, Closed: f.closed, Limit: roster.MaxRows})
	if err != nil {
		return err
	}
	if a.json {
		for _, u := range list {
			if err := a.report(reportOf(u, h.Clock())); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, u := range list {
		r := reportOf(u, h.Clock())
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Mail, r.Office, roleText(r), r.State)
	}
	return w.Flush()
}

// roleText are roles in a word each.
func roleText(r userReport) string {
	var words []string
	for _, g := range r.Roles {
		if !slices.Contains(words, string(g.Role)) {
			words = append(words, string(g.Role))
		}
	}
	return strings.Join(words, ",")
}

// userOf finds the person a command is about, by mail.
func userOf(ctx context.Context, h *app.House, rest []string) (auth.Account, error) {
	if len(rest) != 1 {
		return auth.Account{}, errs.Say(errs.Invalid, "cli.one-mail")
	}
	u, err := h.Accounts.ByMail(ctx, rest[0])
	if errs.Is(err, errs.NotFound) {
		err = errs.Say(errs.NotFound, "cli.no-user", "mail", rest[0])
	}
	return u, err
}

func addUser(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error {
	u := auth.Account{Mail: f.mail, Name: f.name, Post: f.post}
	if len(rest) > 0 || f.mail == "" || f.name == "" || f.roles == "" {
		return errs.Say(errs.Invalid, "cli.user-add")
	}
	if f.agency != "" {
		agency, err := h.Ref.FindAgency(ctx, f.agency)
		if err != nil {
			return err
		}
		u.Agency = agency.ID
	}
	for _, word := range list(f.roles) {
		g, err := grantOf(word, u.Agency, f.province)
		if err != nil {
			return err
		}
		u.Grants = append(u.Grants, g)
	}
	err := h.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		made, err := h.Accounts.Create(ctx, tx, u)
		u.ID = made.ID
		return err
	})
	if err != nil {
		return err
	}
	return a.inviteAll(ctx, h, []string{u.ID})
}

// grantOf is a role within an agency, or within the province where that is said or
// the role has no other place.
func grantOf(word, agency string, province bool) (auth.Grant, error) {
	role, ok := roster.ParseRole(word)
	switch {
	case !ok:
		return auth.Grant{}, errs.Say(errs.Invalid, "cli.role", "role", strings.TrimSpace(word), "roles", roleList())
	case roster.Bound(role) && (province || agency == ""):
		return auth.Grant{}, errs.Say(errs.Invalid, "cli.role-agency", "role", string(role))
	case province || roster.Free(role):
		return auth.Grant{Role: role}, nil
	case agency == "":
		return auth.Grant{}, errs.Say(errs.Invalid, "cli.role-where", "role", string(role))
	}
	return auth.Grant{Role: role, Agency: agency}, nil
}

func roleList() string {
	var words []string
	for _, r := range lewu.Roles() {
		words = append(words, string(r))
	}
	return strings.Join(words, ", ")
}

func inviteUser(ctx context.Context, a *call, h *app.House, _ userFlags, rest []string) error {
	u, err := userOf(ctx, h, rest)
	if err != nil {
		return err
	}
	return a.inviteAll(ctx, h, []string{u.ID})
}

func closeUser(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error {
	u, err := userOf(ctx, h, rest)
	if err == nil {
		err = h.Accounts.Close(ctx, u.ID, f.reason)
	}
	if err != nil {
		return err
	}
	return a.tellUser(ctx, h, u.ID, "ditutup; semua sesinya berakhir")
}

func reopenUser(ctx context.Context, a *call, h *app.House, _ userFlags, rest []string) error {
	u, err := userOf(ctx, h, rest)
	if err == nil {
		err = h.Accounts.Reopen(ctx, u.ID)
	}
	if err != nil {
		return err
	}
	return a.tellUser(ctx, h, u.ID, "dibuka kembali; buat undangannya dengan lewu user invite")
}

// tellUser says what became of a person.
func (a *call) tellUser(ctx context.Context, h *app.House, id, what string) error {
	u, err := h.Accounts.Account(ctx, id)
	if err != nil {
		return err
	}
	if a.json {
		return a.report(reportOf(u, h.Clock()))
	}
	_, err = fmt.Fprintf(a.out, "%s <%s>: %s\n", u.Name, u.Mail, what)
	return err
}

func roleUser(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error {
	u, err := userOf(ctx, h, rest)
	if err != nil {
		return err
	}
	if (f.add == "") == (f.drop == "") {
		return errs.Say(errs.Invalid, "cli.user-role")
	}
	where := u.Agency
	if f.agency != "" {
		agency, err := h.Ref.FindAgency(ctx, f.agency)
		if err != nil {
			return err
		}
		where = agency.ID
	}
	g, err := grantOf(f.add+f.drop, where, f.province)
	if err != nil {
		return err
	}
	grants := slices.DeleteFunc(slices.Clone(u.Grants), func(held auth.Grant) bool { return held == g })
	what := "peran " + string(g.Role) + " dicabut"
	if f.add != "" {
		grants, what = append(grants, g), "peran "+string(g.Role)+" ditambahkan"
	} else if len(grants) == len(u.Grants) {
		return errs.Say(errs.NotFound, "cli.role-not-held", "name", u.Name, "role", string(g.Role))
	}
	if err := h.DB.Write(ctx, func(tx *sql.Tx) error { return h.Accounts.SetGrants(ctx, tx, u.ID, grants) }); err != nil {
		return err
	}
	return a.tellUser(ctx, h, u.ID, what)
}

// resetUser asks for somebody's means of signing in to be put back, or confirms
// what another person asked for.
func resetUser(ctx context.Context, a *call, h *app.House, f userFlags, rest []string) error {
	u, err := userOf(ctx, h, rest)
	if err != nil {
		return err
	}
	if !f.confirm {
		if _, err := h.Accounts.AskReset(ctx, u.ID, f.reason); err != nil {
			return err
		}
		return a.tellUser(ctx, h, u.ID, "pemulihan diminta; orang lain harus mengesahkannya")
	}
	list, err := h.Accounts.Resets(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(r auth.Reset) bool { return r.Account == u.ID })
	if i < 0 {
		return errs.Say(errs.NotFound, "cli.no-reset", "name", u.Name)
	}
	code, ends, err := h.Accounts.ConfirmReset(ctx, list[i].ID)
	if err != nil {
		return err
	}
	return a.tellLetter(letterOf(h, u, code, ends))
}

// firstCode makes the code of the first admin anew.
func firstCode(ctx context.Context, a *call, h *app.House, _ userFlags, _ []string) error {
	code, err := h.Accounts.FirstCode(ctx)
	switch {
	case err != nil:
		return err
	case code == "":
		return errs.Say(errs.Conflict, "cli.has-admin")
	case a.json:
		return a.report(map[string]string{"code": code, "url": h.Config.URL + "/masuk/pertama"})
	}
	_, err = fmt.Fprintln(a.out, a.say(lewu.Msg("cli.first-code", "url", h.Config.URL+"/masuk/pertama", "code", code)))
	return err
}

// template writes the workbook that a province begins with.
func (a *call) template(rest []string) error {
	name := roster.TemplateName
	if len(rest) > 1 {
		return errs.Say(errs.Invalid, "cli.one-template")
	}
	if len(rest) == 1 {
		name = rest[0]
	}
	if name == "-" {
		return roster.Template(a.out)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return errs.Because(errs.Conflict, err, "cli.file-there", "file", name)
	}
	if err != nil {
		return errs.Because(errs.Invalid, err, "cli.file-write", "file", name)
	}
	if err := errors.Join(roster.Template(f), f.Close()); err != nil {
		return err
	}
	return a.answer(map[string]string{"template": name}, "Templat ditulis: %s\n", name)
}

// answer prints a value as JSON where that is asked for, else as words.
func (a *call) answer(v any, format string, args ...any) error {
	if a.json {
		return a.report(v)
	}
	_, err := fmt.Fprintf(a.out, format, args...)
	return err
}
