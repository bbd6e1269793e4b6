package main

import (
	"context"
	"fmt"
	"time"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/i18n"
)

// A letterReport is a letter of invitation.
type letterReport struct {
	Name    string    `json:"name"`
	Mail    string    `json:"mail"`
	Office  string    `json:"office"`
	Address string    `json:"address"`
	Code    string    `json:"code"`
	Until   time.Time `json:"until"`
}

func letterOf(h *app.House, u auth.Account, code string, ends time.Time) letterReport {
	return letterReport{Name: u.Name, Mail: u.Mail, Office: u.Office, Address: h.Config.URL + "/masuk/aktifkan", Code: code, Until: ends}
}

// inviteAll makes a letter for each account and prints it at once, so that what
// was made before a power cut is on paper: the codes are nowhere else.
func (a *call) inviteAll(ctx context.Context, h *app.House, ids []string) error {
	for i, id := range ids {
		u, err := h.Accounts.Account(ctx, id)
		if err != nil {
			return err
		}
		code, ends, err := h.Accounts.Invite(ctx, id)
		if err != nil {
			return err
		}
		if i > 0 && !a.json {
			fmt.Fprint(a.out, "\f")
		}
		if err := a.tellLetter(letterOf(h, u, code, ends)); err != nil {
			return err
		}
	}
	return nil
}

// tellLetter prints a letter.
func (a *call) tellLetter(l letterReport) error {
	return a.answer(l, "SURAT UNDANGAN\n\n%s\n%s\n\n1. Buka      %s\n2. Surel     %s\n3. Kode      %s\n   berlaku sampai %s, satu kali\n4. Pasang kunci sandi, atau kata sandi dengan kode 6 angka.\n\nKode ini seperti kunci: jangan difoto, jangan dikirim lewat pesan.\n",
		l.Name, l.Office, l.Address, l.Mail, l.Code, i18n.ID.DateTime(l.Until.In(clock.WIB)))
}
