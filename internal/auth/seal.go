package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// sealed is how a sealed secret begins: "1" is AES-256-GCM under Options.Key, with
// the account's id as additional data, so that a row cannot be put in another's
// place.
const sealed = "1:"

func (s *Accounts) box() (cipher.AEAD, error) {
	if len(s.Key) == 0 {
		return nil, errs.Say(errs.Invalid, "auth.no-key")
	}
	block, err := aes.NewCipher(s.Key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// seal locks a secret of an account. Without a key it is an error of kind Invalid.
func (s *Accounts) seal(secret, account string) (string, error) {
	box, err := s.box()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce) // never fails
	return sealed + base64.StdEncoding.EncodeToString(box.Seal(nonce, nonce, []byte(secret), []byte(account))), nil
}

func (s *Accounts) unseal(text, account string) (string, error) {
	box, err := s.box()
	if err != nil {
		return "", err
	}
	rest, ok := strings.CutPrefix(text, sealed)
	body, err := base64.StdEncoding.DecodeString(rest)
	if err != nil || !ok || len(body) < box.NonceSize() {
		return "", errors.New("auth: not a sealed secret")
	}
	secret, err := box.Open(nil, body[:box.NonceSize()], body[box.NonceSize():], []byte(account))
	return string(secret), err
}
