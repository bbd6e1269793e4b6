package totp

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"
)

// rfcSecret is "12345678901234567890" of RFC 6238, appendix B.
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

func TestRFC6238(t *testing.T) {
	for _, test := range []struct {
		at   int64
		want string // the last six of the eight digits
	}{
		{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
	} {
		if got, err := Code(rfcSecret, time.Unix(test.at, 0)); err != nil || got != test.want {
			t.Errorf("at %d: %s, %v, want %s", test.at, got, err, test.want)
		}
	}
}

func TestStep(t *testing.T) {
	at := time.Unix(1111111109, 0) // step 37037036, its last second
	const step = 37037036
	code := func(n int64) string {
		c, err := Code(rfcSecret, time.Unix(n*30, 0))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, test := range []struct {
		name string
		code string
		last int64
		want int64
	}{
		{"of now", code(step), 0, step},
		{"of the step before", code(step - 1), 0, step - 1},
		{"of the step after", code(step + 1), 0, step + 1},
		{"too old", code(step - 2), 0, 0},
		{"too new", code(step + 2), 0, 0},
		{"used", code(step), step, 0},
		{"older than the one used", code(step - 1), step, 0},
		{"newer than the one used", code(step + 1), step, step + 1},
		{"none", "", 0, 0},
		{"part of it", code(step)[:5], 0, 0},
	} {
		got, ok := Step(rfcSecret, test.code, at, test.last)
		if got != test.want || ok != (test.want != 0) {
			t.Errorf("%s: %d, %v, want %d", test.name, got, ok, test.want)
		}
	}
	if _, ok := Step("bukan base32!", "123456", at, 0); ok {
		t.Error("a broken secret matches")
	}
}

func TestNew(t *testing.T) {
	a, err := New("Lewu", "siti@kalteng.go.id")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := New("Lewu", "siti@kalteng.go.id")
	if len(a.Secret) != 32 || a.Secret == b.Secret || !strings.Contains(a.URI, "issuer=Lewu") {
		t.Errorf("key %+v", a)
	}
	picture, err := QR(a.URI)
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(picture)); err != nil || img.Bounds().Dx() != 240 {
		t.Errorf("picture %v", err)
	}
	if _, err := QR("%"); err == nil {
		t.Error("a picture of nothing")
	}
}
