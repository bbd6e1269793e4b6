// Package totp is the second factor by codes of six digits (RFC 6238), as the
// authenticator programs of phones make them.
package totp

import (
	"bytes"
	"crypto/subtle"
	"image/png"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// Period is how long a code stands; one before and one after are taken too, since
// phones' clocks go wrong.
const (
	Period = 30 * time.Second
	window = 1
)

// picture is the side of the QR code in pixels.
const picture = 240

// A Key is a secret for an account of an issuer.
type Key struct {
	Secret string // base32, 160 bits
	URI    string // otpauth://…
}

// New makes a Key.
func New(issuer, account string) (Key, error) {
	k, err := totp.Generate(totp.GenerateOpts{
		Issuer: issuer, AccountName: account, Period: uint(Period.Seconds()), SecretSize: 20,
	})
	if err != nil {
		return Key{}, err
	}
	return Key{Secret: k.Secret(), URI: k.URL()}, nil
}

// QR is a key's address as a picture.
func QR(uri string) ([]byte, error) {
	k, err := otp.NewKeyFromURL(uri)
	if err != nil {
		return nil, err
	}
	img, err := k.Image(picture, picture)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}

// Step finds the time step a code belongs to, around at; one that is not after
// last was used, and no longer counts.
func Step(secret, code string, at time.Time, last int64) (step int64, ok bool) {
	now := at.Unix() / int64(Period.Seconds())
	for n := now - window; n <= now+window; n++ {
		want, err := totp.GenerateCode(secret, time.Unix(n*int64(Period.Seconds()), 0))
		if err != nil {
			return 0, false
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && n > last {
			step, ok = n, true
		}
	}
	return step, ok
}

// Code is what an authenticator shows at a time.
func Code(secret string, at time.Time) (string, error) { return totp.GenerateCode(secret, at) }
