package auth

import (
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Two persons put somebody's means back: one asks, another confirms, and only then
// the old ones end.
func TestReset(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, asker, other := h.siti(), h.admin("admin@kalteng.go.id"), h.admin("wakil@kalteng.go.id")
		phone := newPhone(t)
		h.addKey(siti.entry, phone, "Ponsel")
		ask, confirm := h.as(asker.entry), h.as(other.entry)

		_, err := h.AskReset(ask, siti.ID, " ")
		h.refuses("without a reason", err, errs.Invalid, "auth.no-why")
		_, err = h.AskReset(ask, asker.ID, "ponsel hilang")
		h.refuses("for oneself", err, errs.Forbidden, "auth.own-reset")
		_, err = h.AskReset(h.as(siti.entry), other.ID, "ponsel hilang")
		h.refuses("without the right", err, errs.NotFound, notYours)
		r, err := h.AskReset(ask, siti.ID, "ponsel hilang")
		h.must(err)
		_, err = h.AskReset(confirm, siti.ID, "ponsel hilang")
		h.refuses("a second one", err, errs.Conflict, "auth.reset-open")

		if h.actor(siti.entry.Token).Kind != Person {
			t.Error("a session ended before it was confirmed")
		}
		if list, err := h.Resets(confirm); err != nil || len(list) != 1 || list[0] != r || r.Name != siti.Name || r.AskedBy != asker.ID {
			t.Errorf("resets %+v, %v, want %+v", list, err, r)
		}
		if list, _ := h.Resets(h.as(siti.entry)); len(list) != 0 {
			t.Errorf("an operator sees %+v", list)
		}
		_, _, err = h.ConfirmReset(ask, r.ID)
		h.refuses("by who asked", err, errs.Forbidden, "auth.same-person")
		_, _, err = h.ConfirmReset(h.as(siti.entry), r.ID)
		h.refuses("by who it is about", err, errs.Forbidden, "auth.own-reset")
		_, _, err = h.ConfirmReset(h.stranger(), r.ID)
		h.refuses("by a stranger", err, errs.SignIn, "auth.sign-in")
		_, _, err = h.ConfirmReset(confirm, "x\x00")
		h.refuses("what nobody asked for", err, errs.NotFound, "auth.no-reset")

		codes := make(chan string, 4)
		wins := h.race(4, func() error {
			code, _, err := h.ConfirmReset(confirm, r.ID)
			if code != "" {
				codes <- code
			}
			return err
		})
		if wins != 1 || len(codes) != 1 {
			t.Fatalf("%d confirmed one reset and got %d codes", wins, len(codes))
		}
		if h.actor(siti.entry.Token).Kind != Public {
			t.Error("an old session holds")
		}
		_, err = h.SignIn(h.stranger(), siti.at, siti.Mail, goodPassword, h.code(siti.secret))
		h.refuses("the old password", err, errs.Invalid, "auth.wrong")
		_, err = h.byKey(phone, siti.at)
		h.refuses("the old passkey", err, errs.Invalid, "auth.passkey-wrong")
		e, err := h.Redeem(h.stranger(), siti.at, siti.Mail, <-codes, "")
		h.must(err)
		if !h.actor(e.Token).Enrolling {
			t.Error("the code opens more than the setting up of means")
		}
		// Her old authenticator and printed codes are no second factor to a new password.
		h.must(h.SetPassword(h.as(e), "", goodPassword))
		_, err = h.Enrolled(h.stranger(), e.Token, siti.at)
		h.refuses("the old second factors", err, errs.Conflict, "auth.incomplete")
		for _, test := range []struct{ action, actor string }{{"auth.reset-ask", asker.ID}, {"auth.reset-confirm", other.ID}} {
			if list := h.trail(test.action); len(list) != 1 || list[0].Actor != test.actor || list[0].Object != "account/"+siti.ID || list[0].Scope != dinasA {
				t.Errorf("%s in the trail: %+v", test.action, list)
			}
		}
	})
}

func TestResetEnds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti, asker, other := h.siti(), h.admin("admin@kalteng.go.id"), h.admin("wakil@kalteng.go.id")
		r, err := h.AskReset(h.as(asker.entry), siti.ID, "ponsel hilang")
		h.must(err)
		h.must(h.CancelReset(h.as(siti.entry), r.ID))
		_, _, err = h.ConfirmReset(h.as(other.entry), r.ID)
		h.refuses("after she took it back", err, errs.NotFound, "auth.no-reset")

		r, err = h.AskReset(h.as(asker.entry), siti.ID, "ponsel hilang")
		h.must(err)
		h.pass(7 * 24 * time.Hour)
		late := h.as(h.signIn(other, other.at))
		_, _, err = h.ConfirmReset(late, r.ID)
		h.refuses("after seven days", err, errs.NotFound, "auth.no-reset")
		if list, err := h.Resets(late); err != nil || len(list) != 0 {
			t.Errorf("after seven days %+v, %v", list, err)
		}

		r, err = h.AskReset(h.operator(), siti.ID, "ponsel hilang")
		h.must(err)
		_, _, err = h.ConfirmReset(h.operator(), r.ID)
		h.refuses("one name at the terminal", err, errs.Forbidden, "auth.same-person")
		h.must(h.Close(h.operator(), siti.ID, "pensiun"))
		_, _, err = h.ConfirmReset(late, r.ID)
		h.refuses("of an account that was closed", err, errs.Conflict, "auth.is-closed")
	})
}

// Where somebody may reset is where he holds the right.
func TestResetWithinReach(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		local := h.enrol(h.create(Account{Mail: "c@kalteng.go.id", Name: "Wali C", Agency: dinasC, Grants: []Grant{{lewu.RoleWalidata, dinasC}}}))
		ctx := h.as(local.entry)
		_, err := h.AskReset(ctx, siti.ID, "ponsel hilang")
		h.refuses("another agency's person", err, errs.NotFound, notYours)
		r, err := h.AskReset(h.operator(), siti.ID, "ponsel hilang")
		h.must(err)
		_, _, err = h.ConfirmReset(ctx, r.ID)
		h.refuses("another agency's reset", err, errs.NotFound, notYours)
		h.refuses("taking it back", h.CancelReset(ctx, r.ID), errs.NotFound, notYours)
		if list, _ := h.Resets(ctx); len(list) != 0 {
			t.Errorf("he sees %+v", list)
		}
	})
}

// A verifier asks for his own agency's people, sees what is open there, and can take
// back what he asked for; he confirms nothing.
func TestVerifierAsks(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		gone := h.create(Account{Mail: "gone@kalteng.go.id", Name: "Pergi", Agency: dinasC})
		h.must(h.Close(h.operator(), gone.ID, "pensiun"))
		budi := h.enrol(h.create(Account{Mail: "budi@kalteng.go.id", Name: "Budi", Agency: dinasC}))
		v := h.enrol(h.create(Account{Mail: "v@kalteng.go.id", Name: "Vera", Agency: dinasA, Grants: []Grant{{lewu.RoleVerifier, dinasA}}}))
		ctx := h.as(v.entry)
		_, err := h.AskReset(ctx, budi.ID, "ponsel hilang")
		h.refuses("another agency's person", err, errs.NotFound, notYours)
		_, err = h.AskReset(ctx, gone.ID, "ponsel hilang")
		h.refuses("another agency's closed person", err, errs.NotFound, notYours)
		elsewhere, err := h.AskReset(h.operator(), budi.ID, "ponsel hilang")
		h.must(err)
		r, err := h.AskReset(ctx, siti.ID, "ponsel hilang")
		h.must(err)
		if list, err := h.Resets(ctx); err != nil || len(list) != 1 || list[0].ID != r.ID {
			t.Errorf("he sees %+v, %v", list, err)
		}
		other, err := h.AskReset(h.as(v.entry), siti.ID, "lagi")
		h.refuses("again", err, errs.Conflict, "auth.reset-open")
		_, _, err = h.ConfirmReset(ctx, elsewhere.ID)
		h.refuses("confirming", err, errs.NotFound, notYours)
		h.refuses("a stranger takes it back", h.CancelReset(h.stranger(), r.ID), errs.SignIn, "auth.sign-in")
		h.refuses("another agency's taken back", h.CancelReset(ctx, elsewhere.ID), errs.NotFound, notYours)
		h.must(h.CancelReset(ctx, r.ID))
		if other.ID != "" || h.actor(siti.entry.Token).Kind != Person {
			t.Error("something ended, or there are two")
		}
	})
}

// Nothing secret is in the trail, the store's plain columns, or an error.
func TestNoSecretIsKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		siti := h.siti()
		code, err := h.FirstCode(h.operator())
		h.must(err)
		_, wrong := h.SignIn(h.stranger(), siti.at, siti.Mail, "rahasia yang salah", "654321")
		secrets := append([]string{goodPassword, siti.secret, siti.entry.Token, siti.entry.Device, code, bareCode(code), "rahasia yang salah", "654321"}, siti.codes...)
		var text strings.Builder
		text.WriteString(wrong.Error())
		for _, e := range h.trail() {
			text.WriteString(e.Before + e.After + e.Object + "\n")
		}
		for _, table := range []string{"account", "account_code", "account_recovery", "account_passkey", "session", "session_device", "session_challenge", "session_counter"} {
			rows, err := h.DB.Query(`select * from ` + table)
			h.must(err)
			columns, err := rows.Columns()
			h.must(err)
			for rows.Next() {
				row, into := make([]any, len(columns)), make([]any, len(columns))
				for i := range row {
					into[i] = &row[i]
				}
				h.must(rows.Scan(into...))
				for _, v := range row {
					if s, ok := v.(string); ok {
						text.WriteString(s + "\n")
					}
				}
			}
			rows.Close()
		}
		for _, secret := range secrets {
			if strings.Contains(text.String(), secret) {
				t.Errorf("%q is kept somewhere", secret)
			}
		}
	})
}
