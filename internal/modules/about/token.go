package about

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// A form is open for so long before it may be sent, and so long that it may: a
// program that fills in forms is faster, and one that keeps tokens is slower.
const (
	minOpen = 3 * time.Second
	maxOpen = 24 * time.Hour
)

// A signer signs forms, so that no session is needed to tell when one was made.
type signer []byte

func (k signer) sum(purpose, text string) []byte {
	m := hmac.New(sha256.New, k)
	m.Write([]byte(purpose + "\x00" + text))
	return m.Sum(nil)
}

// Token is that of a new form: when it was made, a random name, and the proof
// that this house made it.
func (k signer) Token(now time.Time) string {
	var name [16]byte
	rand.Read(name[:]) // never fails
	text := strconv.FormatInt(now.UnixMilli(), 10) + "." + hex.EncodeToString(name[:])
	return text + "." + hex.EncodeToString(k.sum("formulir", text))
}

// A standing is what a token says of its form.
type standing int

const (
	forged standing = iota // not of this house
	early                  // sent faster than anybody writes
	stale                  // open for too long
	timely
)

// Read tells the name of a form and how it stands now. A clock that was set back
// since makes it early at worst.
func (k signer) Read(token string, now time.Time) (name string, s standing) {
	made, rest, _ := strings.Cut(token, ".")
	name, proof, ok := strings.Cut(rest, ".")
	ms, err := strconv.ParseInt(made, 10, 64)
	if !ok || err != nil || !hmac.Equal([]byte(proof), []byte(hex.EncodeToString(k.sum("formulir", made+"."+name)))) {
		return "", forged
	}
	switch open := now.Sub(time.UnixMilli(ms)); {
	case open < minOpen:
		return name, early
	case open > maxOpen:
		return name, stale
	}
	return name, timely
}

// Key is that of the private address of a form's report: the same each time it
// is sent.
func (k signer) Key(form string) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(k.sum("alamat", form)[:15]))
}

// Sender is a name for an address that tells senders apart and nothing more. The
// addresses of one IPv6 network of 64 bits are one sender.
func (k signer) Sender(addr netip.Addr) string {
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			addr = p.Masked().Addr()
		}
	}
	return hex.EncodeToString(k.sum("pengirim", addr.String())[:16])
}
