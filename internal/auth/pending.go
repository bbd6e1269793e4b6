package auth

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	lewu "github.com/lewu-id/lewu"
)

var errPending = errors.New("auth: not built yet")

// Create adds a person with roles, inside a transaction. The mail must be new
// (Conflict).
func (s *Accounts) Create(ctx context.Context, tx *sql.Tx, a Account) (Account, error) {
	return a, errPending
}

// Change writes name, mail and post of an account. Agency is not looked at: see
// Transfer.
func (s *Accounts) Change(ctx context.Context, tx *sql.Tx, a Account) error { return errPending }

// SetGrants replaces the roles of an account; it takes effect with each session's
// next request. Nobody changes his own, nor gives what is beyond his own scope
// (Forbidden); the last admin stays one (Conflict).
func (s *Accounts) SetGrants(ctx context.Context, tx *sql.Tx, id string, grants []Grant) error {
	return errPending
}

// Close ends an account with its sessions, means of signing in and open codes.
func (s *Accounts) Close(ctx context.Context, id, why string) error { return errPending }

// Reopen lets a closed account be invited again.
func (s *Accounts) Reopen(ctx context.Context, id string) error { return errPending }

// Account finds an account by its id.
func (s *Accounts) Account(ctx context.Context, id string) (Account, error) {
	return Account{}, errPending
}

// ByMail finds an account by its mail.
func (s *Accounts) ByMail(ctx context.Context, mail string) (Account, error) {
	return Account{}, errPending
}

// List gives accounts by name.
func (s *Accounts) List(ctx context.Context, f Filter) ([]Account, error) { return nil, errPending }

// Transfer moves a person to another agency or post: old roles and sessions end,
// and the heir takes over what was begun.
func (s *Accounts) Transfer(ctx context.Context, id string, m Move) error { return errPending }

// Invite makes a code with which a person without means of signing in sets them
// up; the one before is void.
func (s *Accounts) Invite(ctx context.Context, id string) (code string, ends time.Time, err error) {
	return "", time.Time{}, errPending
}

// FirstCode makes a code of one hour for the first admin, as long as no admin can
// sign in; empty where one can. The one before is void.
func (s *Accounts) FirstCode(ctx context.Context) (code string, err error) { return "", errPending }

// AskReset asks for an account's means of signing in to be put back.
func (s *Accounts) AskReset(ctx context.Context, id, why string) (Reset, error) {
	return Reset{}, errPending
}

// ConfirmReset does what another person asked for: old means and sessions end,
// and the code is an invitation.
func (s *Accounts) ConfirmReset(ctx context.Context, reset string) (code string, ends time.Time, err error) {
	return "", time.Time{}, errPending
}

// CancelReset takes back what was asked for.
func (s *Accounts) CancelReset(ctx context.Context, reset string) error { return errPending }

// Resets lists what was asked for and not confirmed, oldest first, of the agencies
// where the actor of ctx may confirm.
func (s *Accounts) Resets(ctx context.Context) ([]Reset, error) { return nil, errPending }

// Redeem opens a session in which the holder of a code sets up means of signing
// in. Name is only read from the first code, which makes the first account.
func (s *Accounts) Redeem(ctx context.Context, v Visitor, mail, code, name string) (Entry, error) {
	return Entry{}, errPending
}

// SignIn opens a session for mail, password and a second factor: 6 digits of the
// authenticator or a printed code.
func (s *Accounts) SignIn(ctx context.Context, v Visitor, mail, password, code string) (Entry, error) {
	return Entry{}, errPending
}

// PasskeyBegin makes what a browser asks a passkey for, and the reference that
// comes back with its answer.
func (s *Accounts) PasskeyBegin(ctx context.Context, v Visitor) (options json.RawMessage, ref string, err error) {
	return nil, "", errPending
}

// PasskeyFinish opens a session for the answer of a passkey.
func (s *Accounts) PasskeyFinish(ctx context.Context, v Visitor, ref string, body []byte) (Entry, error) {
	return Entry{}, errPending
}

// ProveBegin is PasskeyBegin for the person signed in.
func (s *Accounts) ProveBegin(ctx context.Context) (options json.RawMessage, ref string, err error) {
	return nil, "", errPending
}

// Prove takes the second factor again: the session goes on under a new token, and
// the old one ends at once.
func (s *Accounts) Prove(ctx context.Context, token string, v Visitor, p Proof) (Entry, error) {
	return Entry{}, errPending
}

// Enrolled turns a session that was opened by a code into a full one, under a new
// token, once a means of signing in is complete (Conflict until then).
func (s *Accounts) Enrolled(ctx context.Context, token string, v Visitor) (Entry, error) {
	return Entry{}, errPending
}

// AddPasskeyBegin makes what a browser asks a device for to make a new passkey.
func (s *Accounts) AddPasskeyBegin(ctx context.Context) (options json.RawMessage, ref string, err error) {
	return nil, "", errPending
}

// AddPasskeyFinish keeps a new passkey under a name.
func (s *Accounts) AddPasskeyFinish(ctx context.Context, ref, name string, body []byte) (Passkey, error) {
	return Passkey{}, errPending
}

// Passkeys lists the passkeys of the person signed in.
func (s *Accounts) Passkeys(ctx context.Context) ([]Passkey, error) { return nil, errPending }

// RenamePasskey gives a passkey another name.
func (s *Accounts) RenamePasskey(ctx context.Context, id, name string) error { return errPending }

// RemovePasskey forgets a passkey; never the last means of signing in (Conflict).
func (s *Accounts) RemovePasskey(ctx context.Context, id string) error { return errPending }

// SetPassword sets or changes the password of the person signed in; old is not
// looked at where there is none yet.
func (s *Accounts) SetPassword(ctx context.Context, old, password string) error { return errPending }

// TOTPBegin makes an authenticator for the person signed in. The same one is
// given again until it is confirmed or half an hour has passed.
func (s *Accounts) TOTPBegin(ctx context.Context) (Secret, error) { return Secret{}, errPending }

// TOTPFinish puts the authenticator of TOTPBegin in force by a code of it.
func (s *Accounts) TOTPFinish(ctx context.Context, code string) error { return errPending }

// RecoveryCodes makes ten codes to be printed; older ones are void.
func (s *Accounts) RecoveryCodes(ctx context.Context) ([]string, error) { return nil, errPending }

// Session finds who a token belongs to; Anybody where its session ended.
func (s *Accounts) Session(ctx context.Context, token string) (Actor, error) {
	return Anybody(), errPending
}

// Sessions lists the running sessions of an account, newest first.
func (s *Accounts) Sessions(ctx context.Context, account string) ([]Session, error) {
	return nil, errPending
}

// EndSession ends a session of one's own, or of somebody in one's care.
func (s *Accounts) EndSession(ctx context.Context, id string) error { return errPending }

// EndOthers ends all sessions of the person signed in but this one.
func (s *Accounts) EndOthers(ctx context.Context) error { return errPending }

// EndAll ends all sessions of an account.
func (s *Accounts) EndAll(ctx context.Context, account string) error { return errPending }

// SignOut ends the session of a token.
func (s *Accounts) SignOut(ctx context.Context, token string) error { return errPending }

// DemoEntry signs in as the demo's holder of a role. Only accounts made for a demo
// can be entered so; whether the house is one is the caller's to know.
func (s *Accounts) DemoEntry(ctx context.Context, v Visitor, role lewu.Role) (Entry, error) {
	return Entry{}, errPending
}
