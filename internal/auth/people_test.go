package auth

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

func (h *house) tryCreate(ctx context.Context, a Account) error {
	return h.in(ctx, func(tx *sql.Tx) error {
		_, err := h.Create(ctx, tx, a)
		return err
	})
}

func (h *house) setGrantsAs(ctx context.Context, id string, grants ...Grant) error {
	return h.in(ctx, func(tx *sql.Tx) error { return h.SetGrants(ctx, tx, id, grants) })
}

func TestCreate(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.create(Account{
			Mail: " Siti@Kalteng.go.id", Name: "  Siti   Rahmawati ", Agency: dinasA, Post: "Pengelola data",
			Grants: []Grant{{lewu.RoleVerifier, dinasA}, {lewu.RoleOperator, dinasA}, {lewu.RoleOperator, dinasA}},
		})
		got, err := h.Account(h.operator(), a.ID)
		h.must(err)
		if got.Mail != "siti@kalteng.go.id" || got.Name != "Siti Rahmawati" || got.Office != "Dinas A" || len(got.Grants) != 2 ||
			got.Complete() || !got.CreatedAt.Equal(h.clock()) || !got.ClosedAt.IsZero() {
			t.Errorf("account %+v", got)
		}
		for _, test := range []struct {
			name string
			a    Account
			kind errs.Kind
			key  string
		}{
			{"a mail that is taken", Account{Mail: "siti@kalteng.go.id", Name: "Lain"}, errs.Conflict, "auth.mail-taken"},
			{"no mail", Account{Name: "Lain"}, errs.Invalid, "auth.bad-mail"},
			{"no address", Account{Mail: "siti", Name: "Lain"}, errs.Invalid, "auth.bad-mail"},
			{"a name with its address", Account{Mail: "Siti <lain@kalteng.go.id>", Name: "Lain"}, errs.Invalid, "auth.bad-mail"},
			{"two addresses", Account{Mail: "a@b.id, c@d.id", Name: "Lain"}, errs.Invalid, "auth.bad-mail"},
			{"another line in the address", Account{Mail: "a@b.id\r\nBcc: c@d.id", Name: "Lain"}, errs.Invalid, "auth.bad-mail"},
			{"no name", Account{Mail: "lain@kalteng.go.id", Name: " \t"}, errs.Invalid, "auth.no-name"},
			{"an endless name", Account{Mail: "lain@kalteng.go.id", Name: strings.Repeat("x", 201)}, errs.Invalid, "auth.bad-name"},
			{"a name that turns its direction", Account{Mail: "lain@kalteng.go.id", Name: "Lain\u202e"}, errs.Invalid, "auth.bad-name"},
			{"a name no database takes", Account{Mail: "lain@kalteng.go.id", Name: "La\x00in"}, errs.Invalid, "auth.bad-name"},
			{"a post that is no text", Account{Mail: "lain@kalteng.go.id", Name: "Lain", Post: "\xff"}, errs.Invalid, "auth.bad-post"},
			{"a role there is not", Account{Mail: "lain@kalteng.go.id", Name: "Lain", Grants: []Grant{{"gubernur", ""}}}, errs.Invalid, "auth.bad-role"},
		} {
			h.refuses(test.name, h.tryCreate(h.operator(), test.a), test.kind, test.key)
		}
		h.refuses("by nobody", h.tryCreate(h.stranger(), Account{Mail: "lain@kalteng.go.id", Name: "Lain"}), errs.SignIn, "auth.sign-in")
		_, err = h.ByMail(h.operator(), "lain@kalteng.go.id")
		h.refuses("what was refused", err, errs.NotFound, notYours)
		if list := h.trail("auth.create", "auth.grants"); len(list) != 2 || list[0].Actor != "yanto" || list[0].Scope != dinasA ||
			!strings.Contains(list[1].After, `"operator@`+dinasA+`","verifikator@`+dinasA+`"`) {
			t.Errorf("trail %+v", list)
		}
	})
}

func TestChange(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, ctx := h.siti(), h.operator()
		budi := h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasC})
		change := func(a Account) error {
			return h.in(ctx, func(tx *sql.Tx) error { return h.Change(ctx, tx, a) })
		}
		h.refuses("to another's mail", change(Account{ID: budi.ID, Mail: siti.Mail, Name: "Budi"}), errs.Conflict, "auth.mail-taken")
		h.must(change(Account{ID: siti.ID, Mail: "siti.r@kalteng.go.id", Name: "Siti R.", Agency: dinasC, Demo: true, Post: "Kepala bidang"}))
		got, err := h.Account(ctx, siti.ID)
		h.must(err)
		if got.Mail != "siti.r@kalteng.go.id" || got.Name != "Siti R." || got.Post != "Kepala bidang" || got.Agency != dinasA || got.Demo {
			t.Errorf("changed to %+v", got)
		}
		if h.actor(siti.entry.Token).Name != "Siti R." {
			t.Error("the session ended, or has the old name")
		}
		got.Post = "Kepala seksi"
		h.must(change(got)) // the mail is still hers
		n := len(h.trail("auth.change"))
		h.must(change(got))
		if n != 2 || len(h.trail("auth.change")) != 2 {
			t.Error("no change is an entry of the trail")
		}
	})
}

func TestList(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for i, agency := range []string{dinasC, dinasA, "", dinasC} {
			h.create(Account{Mail: fmt.Sprintf("orang%d@kalteng.go.id", i), Name: []string{"Wati", "andi 100%", "Zaki", "Budi"}[i], Agency: agency, Post: "Staf_" + agency})
		}
		gone, err := h.ByMail(h.operator(), "orang3@kalteng.go.id")
		h.must(err)
		h.must(h.Close(h.operator(), gone.ID, "pensiun"))
		province := Scope{Province: true}
		for _, test := range []struct {
			name string
			f    Filter
			want string
		}{
			{"all, by name", Filter{Scope: province}, "andi 100% Wati Zaki"},
			{"with those that were closed", Filter{Scope: province, Closed: true}, "andi 100% Budi Wati Zaki"},
			{"of an agency", Filter{Scope: Scope{Agencies: []string{dinasC}}, Closed: true}, "Budi Wati"},
			{"of nobody", Filter{}, ""},
			{"by a part of the name", Filter{Scope: province, Query: "WAT"}, "Wati"},
			{"by a part of the mail", Filter{Scope: province, Query: "orang2@"}, "Zaki"},
			{"by a sign that is no pattern", Filter{Scope: province, Query: "100%"}, "andi 100%"},
			{"by a post", Filter{Scope: province, Query: "staf_" + dinasA}, "andi 100%"},
			{"a pattern", Filter{Scope: province, Query: "%"}, "andi 100%"},
			{"what no database takes", Filter{Scope: province, Query: "a\x00\xff"}, ""},
			{"the first", Filter{Scope: province, Limit: 1}, "andi 100%"},
		} {
			list, err := h.List(h.operator(), test.f)
			h.must(err)
			var names []string
			for _, a := range list {
				names = append(names, a.Name)
				if a.Office == "" {
					t.Errorf("%s has no office", a.Name)
				}
			}
			if got := strings.Join(names, " "); got != test.want {
				t.Errorf("%s: %q, want %q", test.name, got, test.want)
			}
		}
	})
}

// Nobody changes what he himself may, gives what is beyond him, or touches another
// agency's people; the last admin stays.
func TestGrants(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, boss := h.siti(), h.admin("admin@kalteng.go.id")
		local := h.enrol(h.create(Account{Mail: "c@kalteng.go.id", Name: "Pengelola C", Agency: dinasC, Grants: []Grant{{lewu.RoleAdmin, dinasC}}}))
		budi := h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasC, Grants: []Grant{{lewu.RoleOperator, dinasC}}})
		ctx, there := h.as(boss.entry), h.as(local.entry)

		h.refuses("one's own", h.setGrantsAs(ctx, boss.ID, Grant{lewu.RoleAdmin, ""}, Grant{lewu.RoleWalidata, ""}), errs.Forbidden, "auth.own-grants")
		h.must(h.setGrantsAs(ctx, boss.ID, Grant{lewu.RoleAdmin, ""})) // no change
		h.refuses("an operator's hand", h.setGrantsAs(h.as(siti.entry), budi.ID), errs.NotFound, notYours)
		h.refuses("another agency's person", h.setGrantsAs(there, siti.ID), errs.NotFound, notYours)
		h.refuses("a role in the province", h.setGrantsAs(there, budi.ID, Grant{lewu.RoleOperator, ""}), errs.Forbidden, "auth.beyond")
		h.refuses("a role elsewhere", h.setGrantsAs(there, budi.ID, Grant{lewu.RoleOperator, dinasC}, Grant{lewu.RoleOperator, dinasA}), errs.Forbidden, "auth.beyond")
		h.refuses("a person elsewhere", h.tryCreate(there, Account{Mail: "x@kalteng.go.id", Name: "X", Agency: dinasA}), errs.NotFound, notYours)
		h.refuses("a person of the province", h.tryCreate(there, Account{Mail: "x@kalteng.go.id", Name: "X"}), errs.NotFound, notYours)
		h.must(h.setGrantsAs(there, budi.ID, Grant{lewu.RoleVerifier, dinasC}))
		h.must(h.setGrantsAs(ctx, budi.ID, Grant{lewu.RoleVerifier, dinasC}, Grant{lewu.RoleAuditor, ""}))
		h.refuses("taking a role of the province away", h.setGrantsAs(there, budi.ID, Grant{lewu.RoleVerifier, dinasC}), errs.Forbidden, "auth.beyond")

		h.refuses("the last admin's role", h.setGrantsAs(h.operator(), boss.ID), errs.Conflict, "auth.last-admin")
		h.refuses("the last admin's account", h.Close(h.operator(), boss.ID, "pensiun"), errs.Conflict, "auth.last-admin")
		h.refuses("the last admin's place", h.Transfer(h.operator(), boss.ID, Move{Agency: dinasA}), errs.Conflict, "auth.last-admin")
		waits := h.create(Account{Mail: "wakil@kalteng.go.id", Name: "Wakil", Grants: []Grant{{Role: lewu.RoleAdmin}}})
		h.refuses("while the other cannot sign in", h.Close(h.operator(), boss.ID, "pensiun"), errs.Conflict, "auth.last-admin")
		h.enrol(waits)
		h.refuses("one's own account", h.Close(h.as(boss.entry), boss.ID, "pensiun"), errs.Forbidden, "auth.own-close")
		h.must(h.Close(h.operator(), boss.ID, "pensiun"))
		h.refuses("then the other is the last", h.setGrantsAs(h.operator(), waits.ID), errs.Conflict, "auth.last-admin")
	})
}

func TestClose(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, boss := h.siti(), h.admin("admin@kalteng.go.id")
		working := h.as(siti.entry)
		ctx := h.as(boss.entry)
		h.refuses("without a reason", h.Close(ctx, siti.ID, "\n"), errs.Invalid, "auth.no-why")
		h.must(h.Close(ctx, siti.ID, "pindah ke pusat"))
		h.must(h.Close(ctx, siti.ID, "lagi"))
		if h.actor(siti.entry.Token).Kind != Public {
			t.Error("her session outlived her account")
		}
		// What she had begun when she was removed does not come to its end.
		h.refuses("a password", h.SetPassword(working, "", "lima gajah makan rumput"), errs.SignIn, "auth.sign-in")
		_, err := h.RecoveryCodes(working)
		h.refuses("codes", err, errs.SignIn, "auth.sign-in")
		_, err = h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
		h.refuses("signing in", err, errs.Invalid, "auth.wrong")
		got, err := h.Account(ctx, siti.ID)
		h.must(err)
		if got.ClosedWhy != "pindah ke pusat" || got.Complete() || !got.ClosedAt.Equal(h.clock()) || len(got.Grants) != 1 {
			t.Errorf("closed as %+v", got)
		}
		_, _, err = h.Invite(ctx, siti.ID)
		h.refuses("inviting", err, errs.Conflict, "auth.is-closed")

		h.must(h.Reopen(ctx, siti.ID))
		h.must(h.Reopen(ctx, siti.ID))
		_, err = h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
		h.refuses("the old means after reopening", err, errs.Invalid, "auth.wrong")
		h.enrol(siti.Account)
		if n := len(h.trail("auth.close", "auth.reopen")); n != 2 {
			t.Errorf("%d entries of the trail", n)
		}
	})
}

func TestTransfer(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, boss := h.siti(), h.admin("admin@kalteng.go.id")
		heir := h.create(Account{Mail: "heir@kalteng.go.id", Name: "Ahli", Agency: dinasB}) // which took over dinas A
		wrong := h.create(Account{Mail: "wrong@kalteng.go.id", Name: "Salah", Agency: dinasC})
		local := h.enrol(h.create(Account{Mail: "a@kalteng.go.id", Name: "Pengelola A", Agency: dinasA, Grants: []Grant{{lewu.RoleAdmin, dinasA}}}))
		ctx := h.as(boss.entry)
		move := Move{Agency: dinasC, Post: "Analis", Grants: []Grant{{lewu.RoleVerifier, dinasC}}}
		for _, heir := range []string{wrong.ID, siti.ID, "tidak-ada"} {
			move.Heir = heir
			if err := h.Transfer(ctx, siti.ID, move); !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.NotFound) {
				t.Errorf("to the heir %s: %v", heir, err)
			}
		}
		if h.actor(siti.entry.Token).Kind != Person || len(h.handed) != 0 {
			t.Fatal("something of a refused transfer is left")
		}
		move.Heir = heir.ID
		h.refuses("out of one's own reach", h.Transfer(h.as(local.entry), siti.ID, move), errs.NotFound, notYours)
		h.refuses("oneself", h.Transfer(ctx, boss.ID, move), errs.Forbidden, "auth.own-grants")
		h.must(h.Transfer(ctx, siti.ID, move))
		got, err := h.Account(ctx, siti.ID)
		h.must(err)
		if got.Agency != dinasC || got.Post != "Analis" || !slices.Equal(got.Grants, move.Grants) || h.actor(siti.entry.Token).Kind != Public {
			t.Errorf("transferred to %+v", got)
		}
		if want := []string{siti.ID + " → " + heir.ID}; !slices.Equal(h.handed, want) {
			t.Errorf("handed over %v, want %v", h.handed, want)
		}
		if a := h.actor(h.signIn(siti, siti.at).Token); a.Office != "Dinas C" || Can(a, "uji.kirim", Object{Agency: dinasA}) {
			t.Errorf("she is back as %+v", a)
		}
		if list := h.trail("auth.transfer"); len(list) != 1 || list[0].Scope != dinasA {
			t.Errorf("trail %+v", list)
		}
	})
}
