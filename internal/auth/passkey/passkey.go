// Package passkey speaks WebAuthn: keys that a device keeps and only shows after
// a fingerprint, a face or a PIN.
package passkey

import (
	"net/url"

	"github.com/go-webauthn/webauthn/webauthn"
)

// Party makes the relying party of a house at an address: keys belong to its
// host, and to no other.
func Party(address, name string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host}})
}
