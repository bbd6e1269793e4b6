package entrance_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// A phone keeps one passkey (ES256) and answers as kunci.js sends it.
type phone struct {
	t      *testing.T
	key    *ecdsa.PrivateKey
	id     []byte
	handle string
	origin string
	count  uint32
}

func newPhone(t *testing.T, origin string) *phone {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	rand.Read(id)
	return &phone{t: t, key: key, id: id, origin: origin}
}

// options are what the house answers a request for a challenge with.
type options struct {
	Ref     string `json:"rujukan"`
	Options struct {
		PublicKey struct {
			Challenge string
			RPID      string
			RP        struct{ ID string }
			User      struct{ ID string }
		}
	} `json:"pilihan"`
}

func (p *phone) read(a answer) (o options) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(a.body), &o); err != nil || o.Ref == "" {
		p.t.Fatalf("%s: %q, %v", a.what, a.body, err)
	}
	return o
}

func (p *phone) client(kind, challenge string) []byte {
	return p.json(map[string]any{"type": kind, "challenge": challenge, "origin": p.origin, "crossOrigin": false})
}

// data is authenticator data: the person is there and was verified (0x05).
func (p *phone) data(rp string, flags byte) []byte {
	p.count++
	hash := sha256.Sum256([]byte(rp))
	return binary.BigEndian.AppendUint32(append(hash[:], flags|0x05), p.count)
}

// make answers navigator.credentials.create: reference and body.
func (p *phone) make(a answer) (ref, body string) {
	p.t.Helper()
	o := p.read(a)
	k := o.Options.PublicKey
	p.handle = k.User.ID
	point, err := p.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		p.t.Fatal(err)
	}
	data := append(p.data(k.RP.ID, 0x40), make([]byte, 16)...)
	data = append(append(data, 0, byte(len(p.id))), p.id...)
	data = append(append(data, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"...), point[1:33]...) // COSE in CBOR: EC2, ES256, P-256
	data = append(append(data, "\x22\x58\x20"...), point[33:]...)
	object := append([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"), byte(len(data)))
	return o.Ref, p.answer(map[string]any{
		"clientDataJSON": b64(p.client("webauthn.create", k.Challenge)), "attestationObject": b64(append(object, data...)), "transports": []string{"internal"},
	})
}

// show answers navigator.credentials.get.
func (p *phone) show(a answer) (ref, body string) {
	p.t.Helper()
	o := p.read(a)
	client := p.client("webauthn.get", o.Options.PublicKey.Challenge)
	data, hash := p.data(o.Options.PublicKey.RPID, 0), sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, p.key, digest[:])
	if err != nil {
		p.t.Fatal(err)
	}
	return o.Ref, p.answer(map[string]any{
		"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(sig), "userHandle": p.handle,
	})
}

func (p *phone) answer(response map[string]any) string {
	return string(p.json(map[string]any{
		"id": b64(p.id), "rawId": b64(p.id), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{}, "response": response,
	}))
}

func (p *phone) json(v any) []byte {
	p.t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
