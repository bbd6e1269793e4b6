// Package totp is the second factor by codes of six digits (RFC 6238), as the
// authenticator programs of phones make them.
package totp

import (
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// Period is how long a code holds.
const Period = 30 * time.Second

// New makes a secret for an account of an issuer.
func New(issuer, account string) (*otp.Key, error) {
	return totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account, Period: uint(Period.Seconds())})
}
