package auth

import "net/netip"

// A Visitor is who knocks, as far as a request tells: for delays after wrong
// passwords and for the list of sessions.
type Visitor struct {
	Addr   netip.Addr
	Agent  string // User-Agent of the browser
	Device string // token of a browser on which somebody signed in before; empty: none
	Token  string // of the session the browser is in; it ends when another begins
}

// A Proof is the second factor: a code of the authenticator or of the printed
// sheet, or the answer of a passkey to the challenge Ref names.
type Proof struct {
	Code string
	Ref  string
	Body []byte
}
