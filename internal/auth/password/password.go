// Package password keeps passwords as argon2id hashes and says which are too
// weak to be taken.
package password

import (
	"github.com/trustelem/zxcvbn"
	"golang.org/x/crypto/argon2"
)

// Parameters of argon2id: 19 MiB, two passes, one thread (OWASP).
const (
	memory  = 19 << 10 // KiB
	passes  = 2
	threads = 1
	keyLen  = 32
)

func derive(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, passes, memory, threads, keyLen)
}

// guessable tells whether a password is among the first that people try.
func guessable(password string, words []string) bool {
	return zxcvbn.PasswordStrength(password, words).Score < 2
}
