package auth

import (
	"time"

	lewu "github.com/lewu-id/lewu"
)

// An Account is a person of the house.
type Account struct {
	ID     string
	Mail   string // in lower case, unique
	Name   string
	Agency string // id; empty: the province's own office
	Office string // what the agency is called today, or the province; only read
	Post   string // jabatan
	Demo   bool   // signs in with one press where the house is a demo
	Grants []Grant

	CreatedAt time.Time
	ClosedAt  time.Time // zero: may sign in
	ClosedWhy string
	SeenAt    time.Time // of the newest session that still runs; zero: none

	Passkeys    int
	Codes       int // printed codes that were not used
	HasPassword bool
	HasTOTP     bool
	Invited     time.Time // until when an invitation holds; zero: none is open
}

// Complete tells whether the person can sign in: by a passkey, or by a password
// with a second factor.
func (a Account) Complete() bool {
	return a.Passkeys > 0 || a.HasPassword && (a.HasTOTP || a.Codes > 0)
}

// A Filter keeps the accounts of a list.
type Filter struct {
	Scope  Scope  // whose people: Agencies(ctx, PermPeople)
	Query  string // part of a name, mail or post; empty: all
	Closed bool   // those that were closed as well
	Limit  int    // 0: 1,000
}

// A Move is a transfer (mutasi): the person's new place, and who takes over what
// was begun at the old one. Grants replace those held before.
type Move struct {
	Agency string
	Post   string
	Grants []Grant
	Heir   string // account; empty: nobody, and drafts stay the agency's
}

// A Reset is somebody's loss of all means of signing in, which two persons put
// right: one asks, another confirms.
type Reset struct {
	ID, Account, Name, Mail string
	Agency                  string // of the account
	Why                     string
	AskedBy, AskedName      string // account or name at the terminal; what people call them
	AskedAt, Ends           time.Time
}

// An Entry is what a browser is given when somebody has shown who they are. An
// empty Device leaves the one it has.
type Entry struct {
	Token   string
	Device  string
	Session Session
}

// A Session is somebody signed in on one browser.
type Session struct {
	ID, Account string
	Enrolling   bool // may only set up means of signing in
	How         How
	Agent, Addr string
	CreatedAt   time.Time
	SeenAt      time.Time // to the minute
	Ends        time.Time // whatever happens
	ProvedAt    time.Time // second factor last shown
	Current     bool      // the one that asks
}

// How is by what somebody signed in.
type How string

// Ways of signing in.
const (
	ByPasskey  How = "kunci"    // a passkey
	ByTOTP     How = "sandi"    // password and 6 digits
	ByRecovery How = "kode"     // password and a printed code
	ByInvite   How = "undangan" // code of an invitation, to enrol
	ByDemo     How = "contoh"   // "Masuk sebagai …"
)

// A Passkey is a key that a device of the person keeps.
type Passkey struct {
	ID, Name  string
	CreatedAt time.Time
	UsedAt    time.Time // zero: never
	Synced    bool      // copied among the devices of one person by their maker
}

// A Secret is a new authenticator: for typing, as an address and as a picture of
// that address (QR) of 240 px.
type Secret struct {
	Text, URI string
	PNG       []byte
}

// Names of this package's permissions. PermSelf and PermMeans are everybody's who
// is signed in, in no agency's name.
const (
	PermSelf   = "auth.self"
	PermMeans  = "auth.means"
	PermPeople = "auth.people"
	PermAsk    = "auth.ask"
	PermReset  = "auth.reset"
	PermTrail  = "audit.read"
)

// Permissions are what this package lets people do. PermMeans is what changes how
// one signs in: it asks for the second factor again.
func Permissions() []lewu.Permission {
	return []lewu.Permission{
		{Name: PermSelf, Roles: lewu.Roles()},
		{Name: PermMeans, Roles: lewu.Roles(), Strong: true},
		{Name: PermPeople, Roles: []lewu.Role{lewu.RoleAdmin}, Strong: true},
		{Name: PermAsk, Roles: []lewu.Role{lewu.RoleAdmin, lewu.RoleWalidata, lewu.RoleVerifier}},
		{Name: PermReset, Roles: []lewu.Role{lewu.RoleAdmin, lewu.RoleWalidata}, Strong: true},
		{Name: PermTrail, Roles: []lewu.Role{lewu.RoleAuditor, lewu.RoleAdmin}},
	}
}
