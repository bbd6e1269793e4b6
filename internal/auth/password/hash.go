// Package password keeps passwords and printed codes as argon2id hashes, a few at
// a time, and says which passwords are too weak to be taken.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// A Cost is what one hash takes: memory in KiB, passes over it, and threads. It
// stands in each hash, so that it can be raised: see Verify.
type Cost struct {
	Memory  uint32
	Passes  uint32
	Threads uint8
}

// Standard is 19 MiB, two passes, one thread (OWASP Password Storage): some 20 ms
// on one core.
func Standard() Cost { return Cost{Memory: 19 << 10, Passes: 2, Threads: 1} }

// Sizes in bytes.
const (
	saltLen = 16
	hashLen = 32
)

// ErrBusy says that too many hashes are waited for.
var ErrBusy = errors.New("password: too many hashes at once")

// A Hasher makes hashes, at most one a core at a time, so that a flood of wrong
// passwords takes no more memory than Cost.Memory a core.
type Hasher struct {
	cost   Cost
	derive func(secret, salt []byte, c Cost) []byte
	slots  chan struct{}
	lines  map[bool]chan struct{}
}

// lineLen is how many may wait. Known browsers have a line of their own, so that
// a flood does not keep people out: at worst both lines are full, and two cores
// need 1.3 s for them.
const lineLen = 64

// New makes a Hasher.
func New(c Cost) *Hasher {
	return Counting(c, func(secret, salt []byte, c Cost) []byte {
		return argon2.IDKey(secret, salt, c.Passes, c.Memory, c.Threads, hashLen)
	})
}

// Counting is New with another derivation, for tests that count.
func Counting(c Cost, derive func(secret, salt []byte, c Cost) []byte) *Hasher {
	return &Hasher{
		cost: c, derive: derive, slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
		lines: map[bool]chan struct{}{false: make(chan struct{}, lineLen), true: make(chan struct{}, lineLen)},
	}
}

// run derives once there is a slot.
func (h *Hasher) run(ctx context.Context, known bool, secret string, salt []byte, c Cost) ([]byte, error) {
	line := h.lines[known]
	select {
	case line <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	defer func() { <-line }()
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return h.derive([]byte(norm.NFC.String(secret)), salt, c), nil
}

// Hash makes the PHC string of a secret, which is taken as it is but for one
// thing: its characters are composed (NFC), since keyboards write é as one
// character or as two.
func (h *Hasher) Hash(ctx context.Context, secret string) (string, error) {
	list, err := h.HashAll(ctx, []string{secret})
	if err != nil {
		return "", err
	}
	return list[0], nil
}

// HashAll hashes secrets under one salt, so that Match holds all of them against
// one derivation. They must not be choosable: equal ones would show.
func (h *Hasher) HashAll(ctx context.Context, secrets []string) (list []string, err error) {
	salt := make([]byte, saltLen)
	rand.Read(salt) // never fails
	for _, secret := range secrets {
		sum, err := h.run(ctx, true, secret, salt, h.cost)
		if err != nil {
			return nil, err
		}
		list = append(list, phc{h.cost, salt, sum}.String())
	}
	return list, nil
}

// Verify tells whether a secret is the one of a PHC string. An empty string is
// nobody's and takes as long. Stale says that the hash was made at another cost
// than today's: make it again while the secret is known. Known is whether the
// browser is.
func (h *Hasher) Verify(ctx context.Context, hash, secret string, known bool) (ok, stale bool, err error) {
	i, err := h.Match(ctx, []string{hash}, secret, known)
	if err != nil || i < 0 {
		return false, false, err
	}
	p, err := parse(hash)
	return err == nil, p.cost != h.cost, err
}

// Match finds which of some PHC strings a secret belongs to; −1 is none. Strings
// of one salt cost one derivation, an empty string as much as a full one, and no
// strings as much as one.
func (h *Hasher) Match(ctx context.Context, list []string, secret string, known bool) (found int, err error) {
	found = -1
	sums := map[string][]byte{}
	for i, text := range list {
		p := phc{cost: h.cost, salt: make([]byte, saltLen)} // of an empty string: its own salt, and no sum
		p.salt[0] = byte(i + 1)
		if text != "" {
			if p, err = parse(text); err != nil {
				return -1, err
			}
		}
		key := fmt.Sprint(p.cost, p.salt)
		if sums[key] == nil {
			if sums[key], err = h.run(ctx, known, secret, p.salt, p.cost); err != nil {
				return -1, err
			}
		}
		if subtle.ConstantTimeCompare(sums[key], p.sum) == 1 {
			found = i
		}
	}
	if len(list) == 0 {
		_, err = h.run(ctx, known, secret, make([]byte, saltLen), h.cost)
	}
	return found, err
}

// A phc is a hash with what it was made by.
type phc struct {
	cost      Cost
	salt, sum []byte
}

// String is the PHC string format: "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
func (p phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.cost.Memory, p.cost.Passes, p.cost.Threads, b64.EncodeToString(p.salt), b64.EncodeToString(p.sum))
}

// Bounds of what is read back: a damaged row must not take the machine's memory.
const (
	maxMemory = 1 << 20 // KiB: 1 GiB
	maxPasses = 100
)

func parse(text string) (p phc, err error) {
	fail := errors.New("password: not a PHC string of argon2id")
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return p, fail
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.cost.Memory, &p.cost.Passes, &p.cost.Threads); err != nil {
		return p, fail
	}
	b64 := base64.RawStdEncoding.Strict()
	salt, err1 := b64.DecodeString(parts[4])
	sum, err2 := b64.DecodeString(parts[5])
	p.salt, p.sum = salt, sum
	if err1 != nil || err2 != nil || len(sum) != hashLen || p.cost.Memory > maxMemory ||
		p.cost.Passes < 1 || p.cost.Passes > maxPasses || p.cost.Threads < 1 || p.String() != text {
		return p, fail
	}
	return p, nil
}
