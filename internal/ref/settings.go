package ref

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/mail"
	"strings"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/errs"
)

// Settings are what a province says of itself and of who runs the house. Empty is
// not said.
type Settings struct {
	Province string `json:"province,omitempty"` // "Kalimantan Tengah"
	Short    string `json:"short,omitempty"`    // "Kalteng"

	Accent     string `json:"accent,omitempty"`      // "#0b5d4e": links and buttons on light ground
	AccentDark string `json:"accent_dark,omitempty"` // the same on dark ground
	Logo       string `json:"logo,omitempty"`        // SHA-256 of a PNG

	Operator   string `json:"operator,omitempty"` // the agency that runs this house
	Decree     string `json:"decree,omitempty"`   // by which decree, and only then "Situs resmi"
	DecreeOn   string `json:"decree_on,omitempty"`
	DecreeFile string `json:"decree_file,omitempty"` // SHA-256 of a PDF

	Mail            string `json:"mail,omitempty"`
	Phone           string `json:"phone,omitempty"`
	Address         string `json:"address,omitempty"`
	SecurityContact string `json:"security_contact,omitempty"` // mailto: or https:
	PPID            string `json:"ppid,omitempty"`             // who answers requests for information
	PPDP            string `json:"ppdp,omitempty"`             // who protects personal data (UU 27/2022)

	VerifierLabel string `json:"verifier_label,omitempty"` // what a verifikator is called here

	AboutText         string `json:"about_text,omitempty"`
	PrivacyText       string `json:"privacy_text,omitempty"`
	AccessibilityText string `json:"accessibility_text,omitempty"`
	CCTVText          string `json:"cctv_text,omitempty"`
}

// Official tells whether the house may call itself official: who runs it and by
// which decree, with its file, is said.
func (s Settings) Official() bool {
	return s.Operator != "" && s.Decree != "" && s.DecreeOn != "" && s.DecreeFile != ""
}

// Settings reads what the province says; it is kept in memory until Forget.
func (s *Store) Settings(ctx context.Context) (_ Settings, err error) {
	defer errs.Wrap(&err, "ref.Settings")

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.settings != nil {
		return *s.settings, nil
	}
	var body string
	err = s.db.QueryRowContext(ctx, `SELECT body FROM province WHERE one = 1`).Scan(&body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Settings{}, err
	}
	var got Settings
	if body != "" {
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			return Settings{}, err
		}
	}
	s.settings = &got
	return got, nil
}

// Forget has the settings read again: another process changed them.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = nil
}

// SaveSettings writes what the province says. Colours that people could not read
// are refused with one that they could.
func (s *Store) SaveSettings(ctx context.Context, tx *sql.Tx, now Settings) (err error) {
	defer errs.Wrap(&err, "ref.SaveSettings")

	now = now.tidy()
	if err := now.check(); err != nil {
		return err
	}
	var before string
	err = tx.QueryRowContext(ctx, `SELECT body FROM province WHERE one = 1`).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	body, err := json.Marshal(now)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO province (one, body) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET body = excluded.body`, string(body))
	if err != nil {
		return err
	}
	act := audit.Act{Action: "ref.settings", Object: "settings", After: now}
	if before != "" {
		act.Before = json.RawMessage(before)
	}
	if err := audit.Record(ctx, tx, s.now(), act); err != nil {
		return err
	}
	s.Forget()
	return announce.Write(ctx, tx, AnnouncedSettings, "province", s.now())
}

func (s Settings) tidy() Settings {
	for _, line := range []*string{
		&s.Province, &s.Short, &s.Accent, &s.AccentDark, &s.Operator, &s.Decree, &s.DecreeOn,
		&s.Mail, &s.Phone, &s.Address, &s.SecurityContact, &s.PPID, &s.PPDP, &s.VerifierLabel,
	} {
		*line = oneLine(*line)
	}
	for _, text := range []*string{&s.AboutText, &s.PrivacyText, &s.AccessibilityText, &s.CCTVText} {
		*text = strings.TrimSpace(strings.ReplaceAll(*text, "\r\n", "\n"))
	}
	s.Accent, s.AccentDark = strings.ToLower(s.Accent), strings.ToLower(s.AccentDark)
	return s
}

// maxLongText bounds a text that an operator fills in, in runes.
const maxLongText = 20_000

// Check says what SaveSettings would refuse.
func (s Settings) Check() error { return s.tidy().check() }

func (s Settings) check() error {
	for _, text := range []string{s.AboutText, s.PrivacyText, s.AccessibilityText, s.CCTVText} {
		if len([]rune(text)) > maxLongText {
			return errs.Say(errs.Invalid, "ref.text-long", "limit", "20000")
		}
	}
	for _, line := range []string{s.Province, s.Short, s.Operator, s.Decree, s.Phone, s.Address, s.PPID, s.PPDP, s.VerifierLabel} {
		if len([]rune(line)) > maxName {
			return errs.Say(errs.Invalid, "ref.name-long", "name", string([]rune(line)[:40]), "limit", "200")
		}
	}
	if s.DecreeOn != "" && !isDay(s.DecreeOn) {
		return errs.Say(errs.Invalid, "ref.day", "day", s.DecreeOn)
	}
	if s.Mail != "" && !isMail(s.Mail) {
		return errs.Say(errs.Invalid, "ref.mail", "mail", s.Mail)
	}
	if c := s.SecurityContact; c != "" && !strings.HasPrefix(c, "https://") && !isMail(strings.TrimPrefix(c, "mailto:")) {
		return errs.Say(errs.Invalid, "ref.security-contact", "contact", c)
	}
	if err := checkAccent(s.Accent, light); err != nil {
		return err
	}
	return checkAccent(s.AccentDark, dark)
}

func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndexByte(s, '@'):], ".")
}
