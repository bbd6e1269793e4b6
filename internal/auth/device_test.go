package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
)

// A phone is an authenticator that keeps one passkey (ES256) and answers as a browser
// would. Its fields can be turned to make it lie.
type phone struct {
	t      *testing.T
	key    *ecdsa.PrivateKey
	id     []byte
	handle []byte
	count  uint32
	flags  byte   // user present, user verified, backup eligible and state
	origin string // of the page that asks
	kind   string // of the ceremony; empty: as asked
}

// Flags of authenticator data.
const (
	present  = 0x01
	verified = 0x04
	eligible = 0x08
	backedUp = 0x10
	attested = 0x40
)

func newPhone(t *testing.T) *phone {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	rand.Read(id)
	return &phone{t: t, key: key, id: id, count: 1, flags: present | verified, origin: "https://lewu.example"}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// client is the clientDataJSON of a ceremony.
func (p *phone) client(kind, challenge string) []byte {
	if p.kind != "" {
		kind = p.kind
	}
	text, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": p.origin, "crossOrigin": false})
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

func (p *phone) data(rp string, flags byte) []byte {
	hash := sha256.Sum256([]byte(rp))
	return binary.BigEndian.AppendUint32(append(hash[:], flags), p.count)
}

// make answers navigator.credentials.create.
func (p *phone) make(options json.RawMessage) []byte {
	p.t.Helper()
	var o struct {
		PublicKey struct {
			Challenge string
			RP        struct{ ID string }
			User      struct{ ID string }
			Selection struct {
				ResidentKey, UserVerification string
			} `json:"authenticatorSelection"`
		}
	}
	p.read(options, &o)
	if s := o.PublicKey.Selection; s.ResidentKey != "required" || s.UserVerification != "required" {
		p.t.Errorf("the house asks for %+v", s)
	}
	handle, err := base64.RawURLEncoding.DecodeString(o.PublicKey.User.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	p.handle = handle
	point, err := p.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		p.t.Fatal(err)
	}
	cose := p.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	data := append(p.data(o.PublicKey.RP.ID, p.flags|attested), make([]byte, 16)...) // no AAGUID
	data = append(binary.BigEndian.AppendUint16(data, uint16(len(p.id))), p.id...)
	data = append(data, cose...)
	return p.answer(map[string]any{
		"clientDataJSON":    b64(p.client("webauthn.create", o.PublicKey.Challenge)),
		"attestationObject": b64(p.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})),
		"transports":        []string{"internal"},
	})
}

// show answers navigator.credentials.get.
func (p *phone) show(options json.RawMessage) []byte {
	p.t.Helper()
	var o struct {
		PublicKey struct {
			Challenge, RPID, UserVerification string
		}
	}
	p.read(options, &o)
	if o.PublicKey.UserVerification != "required" {
		p.t.Errorf("the house asks for verification %q", o.PublicKey.UserVerification)
	}
	if p.count > 0 {
		p.count++
	}
	client := p.client("webauthn.get", o.PublicKey.Challenge)
	data, hash := p.data(o.PublicKey.RPID, p.flags), sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, p.key, digest[:])
	if err != nil {
		p.t.Fatal(err)
	}
	return p.answer(map[string]any{
		"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(sig), "userHandle": b64(p.handle),
	})
}

func (p *phone) answer(response map[string]any) []byte {
	body, err := json.Marshal(map[string]any{
		"id": b64(p.id), "rawId": b64(p.id), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{"credProps": map[string]bool{"rk": true}}, "response": response,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return body
}

func (p *phone) read(options json.RawMessage, into any) {
	p.t.Helper()
	if err := json.Unmarshal(options, into); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) cbor(v any) []byte {
	p.t.Helper()
	b, err := webauthncbor.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}
