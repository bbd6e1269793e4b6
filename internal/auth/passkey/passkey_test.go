package passkey

import (
	"encoding/json"
	"testing"
)

func TestNew(t *testing.T) {
	for _, test := range []struct {
		address, host string // empty: refused
	}{
		{"https://lewu.example", "lewu.example"},
		{"https://lewu.example:8443", "lewu.example"},
		{"http://localhost:8080", "localhost"},
		{"http://127.0.0.1:8080", ""},
		{"http://[::1]:8080", ""},
		{"%", ""},
	} {
		p, err := New(test.address, "Lewu")
		if (err == nil) != (test.host != "") {
			t.Errorf("%s: %v", test.address, err)
		}
		if err != nil {
			continue
		}
		options, state, err := p.Ask(Owner{})
		if err != nil || len(state) == 0 {
			t.Fatal(err)
		}
		var o struct {
			PublicKey struct{ RPID, UserVerification string }
		}
		if err := json.Unmarshal(options, &o); err != nil || o.PublicKey.RPID != test.host || o.PublicKey.UserVerification != "required" {
			t.Errorf("%s asks %s", test.address, options)
		}
	}
}

// What is no state or no record is an error, not a panic. Answers of devices are
// tried in package auth.
func TestBroken(t *testing.T) {
	p, err := New("https://lewu.example", "Lewu")
	if err != nil {
		t.Fatal(err)
	}
	broken := Owner{ID: "siti", Keys: []Key{{ID: "x", Record: "{"}}}
	if _, _, err := p.Ask(broken); err == nil {
		t.Error("Ask took a broken record")
	}
	if _, _, err := p.Register(broken); err == nil {
		t.Error("Register took a broken record")
	}
	if _, err := p.Registered(Owner{ID: "siti"}, []byte("{"), nil); err == nil {
		t.Error("Registered took a broken state")
	}
	if _, err := p.Answered([]byte("{"), nil, nil); err == nil {
		t.Error("Answered took a broken state")
	}
}
