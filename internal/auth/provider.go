package auth

import "context"

// A Provider is somebody else who says who a person is: an identity provider of the
// government that speaks OpenID Connect. Nothing implements it yet; this is where it
// plugs in.
//
// It replaces how somebody shows who they are, and nothing else: accounts, roles,
// sessions, devices and the trail stay as they are. A room "entrance" would send the
// browser to the address that Begin gives, and hand Finish what comes back; the
// claims' mail finds an account with ByMail, which must exist and be open: a provider
// makes none, and gives no role. The session is then opened as after a passkey where
// Claims.Factors says that the provider asked for two, and else only after the
// second factor of this house. Prove would go the same way, with Fresh.
//
// State, nonce and the PKCE verifier are what a challenge is here: kept by the house,
// bound to the browser by a reference, used once, and gone after five minutes.
type Provider interface {
	// Begin gives the address at the provider to send a browser to. It comes back to
	// back, a path of this house. Fresh asks for a new proof in spite of a session
	// there. State is kept for Finish.
	Begin(ctx context.Context, back string, fresh bool) (address string, state []byte, err error)

	// Finish reads the query of the browser's return. It checks issuer, audience,
	// signature, nonce and times, and that the query belongs to state.
	Finish(ctx context.Context, state []byte, query string) (Claims, error)
}

// Claims are what a Provider says of a person.
type Claims struct {
	Issuer, Subject string // the person's name there, which never changes hands
	Mail            string // verified by the provider; empty: it is not
	Factors         int    // how many were shown (amr, acr); 0: not said
}
