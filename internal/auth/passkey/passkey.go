// Package passkey speaks WebAuthn: keys that a device keeps and only shows after
// a fingerprint, a face or a PIN. It keeps nothing: what is said at the beginning
// of a ceremony comes back at its end.
package passkey

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// A Party is the house as browsers know it: passkeys belong to its host, and to
// no other.
type Party struct{ w *webauthn.WebAuthn }

// New makes the Party of an address such as "https://lewu.example". Browsers take
// no host that is an IP address.
func New(address, name string) (*Party, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	w, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		// Some keepers of passkeys answer more than they were asked. Nothing is read from it.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil, err
	}
	return &Party{w}, nil
}

// A Key is what the house keeps of a passkey: nothing secret.
type Key struct {
	ID     string // credential id in base64url
	Record string // public key and flags as JSON
	Count  int64  // signatures so far, where the device counts; else 0
	Synced bool   // may be copied among one person's devices
}

// An Owner is who passkeys belong to.
type Owner struct {
	ID    string // handle: says nothing of the person
	Name  string // mail: what the device lists
	Label string
	Keys  []Key
}

// Register begins to make a new key for its owner: options for the browser, state
// for Registered.
func (p *Party) Register(o Owner) (options, state []byte, err error) {
	u, err := userOf(o)
	if err != nil {
		return nil, nil, err
	}
	exclude := make([]protocol.CredentialDescriptor, 0, len(u.keys))
	for _, c := range u.keys {
		exclude = append(exclude, c.Descriptor())
	}
	creation, session, err := p.w.BeginRegistration(u, webauthn.WithExclusions(exclude))
	return pack(creation, session, err)
}

// Registered reads what a browser answered to Register.
func (p *Party) Registered(o Owner, state, body []byte) (Key, error) {
	var session webauthn.SessionData
	if err := json.Unmarshal(state, &session); err != nil {
		return Key{}, err
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes(body)
	if err != nil {
		return Key{}, detail(err)
	}
	u, err := userOf(o)
	if err != nil {
		return Key{}, err
	}
	c, err := p.w.CreateCredential(u, session, answer)
	if err != nil {
		return Key{}, detail(err)
	}
	return keyOf(c)
}

// Ask begins to ask for a key: of an owner, or of anybody where Keys is empty.
func (p *Party) Ask(o Owner) (options, state []byte, err error) {
	if len(o.Keys) == 0 {
		assertion, session, err := p.w.BeginDiscoverableLogin()
		return pack(assertion, session, err)
	}
	u, err := userOf(o)
	if err != nil {
		return nil, nil, err
	}
	assertion, session, err := p.w.BeginLogin(u)
	return pack(assertion, session, err)
}

// ErrCopied says that a device's count of signatures went backwards: there may be
// two of the key.
var ErrCopied = errors.New("passkey: the count of signatures went backwards")

// Answered reads what a browser answered to Ask. find gives the owner by handle. The
// key comes with its new count, with ErrCopied as well.
func (p *Party) Answered(state, body []byte, find func(handle string) (Owner, error)) (Key, error) {
	var session webauthn.SessionData
	if err := json.Unmarshal(state, &session); err != nil {
		return Key{}, err
	}
	answer, err := protocol.ParseCredentialRequestResponseBytes(body)
	if err != nil {
		return Key{}, detail(err)
	}
	var who *user
	var c *webauthn.Credential
	load := func(_, handle []byte) (webauthn.User, error) {
		o, err := find(string(handle))
		if err == nil {
			who, err = userOf(o)
		}
		return who, err
	}
	if len(session.UserID) == 0 {
		_, c, err = p.w.ValidatePasskeyLogin(load, session, answer)
	} else if _, err = load(nil, session.UserID); err == nil {
		c, err = p.w.ValidateLogin(who, session, answer)
	}
	if err != nil {
		return Key{}, detail(err)
	}
	k, err := keyOf(c)
	if err == nil && c.Authenticator.CloneWarning {
		k.Count, err = int64(answer.Response.AuthenticatorData.Counter), ErrCopied
	}
	return k, err
}

func pack(options any, session *webauthn.SessionData, err error) ([]byte, []byte, error) {
	if err != nil {
		return nil, nil, detail(err)
	}
	ask, err1 := json.Marshal(options)
	state, err2 := json.Marshal(session)
	return ask, state, errors.Join(err1, err2)
}

// detail puts what the library tells the developer into the chain.
func detail(err error) error {
	var e *protocol.Error
	if errors.As(err, &e) && e.DevInfo != "" {
		return errors.Join(err, errors.New(e.DevInfo))
	}
	return err
}

// A user is an Owner as the library wants it.
type user struct {
	Owner
	keys []webauthn.Credential
}

func userOf(o Owner) (*user, error) {
	u := &user{Owner: o}
	for _, k := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(k.Record), &c); err != nil {
			return nil, err
		}
		c.Authenticator.SignCount = uint32(k.Count)
		u.keys = append(u.keys, c)
	}
	return u, nil
}

func keyOf(c *webauthn.Credential) (Key, error) {
	kept := *c
	kept.Attestation = webauthn.CredentialAttestation{} // none is asked for
	kept.Authenticator.CloneWarning = false
	record, err := json.Marshal(kept)
	return Key{
		ID: base64.RawURLEncoding.EncodeToString(c.ID), Record: string(record),
		Count: int64(c.Authenticator.SignCount), Synced: c.Flags.BackupEligible,
	}, err
}

func (u *user) WebAuthnID() []byte                         { return []byte(u.ID) }
func (u *user) WebAuthnName() string                       { return u.Name }
func (u *user) WebAuthnDisplayName() string                { return u.Label }
func (u *user) WebAuthnCredentials() []webauthn.Credential { return u.keys }
