package ref_test

import (
	"database/sql"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

func TestSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		other := ref.New(d, time.Now) // another node
		if got, err := other.Settings(t.Context()); err != nil || got != (ref.Settings{}) {
			t.Errorf("an empty store says %+v, %v", got, err)
		}
		save := func(s ref.Settings) error {
			return r.write(func(tx *sql.Tx) error { return r.SaveSettings(t.Context(), tx, s) })
		}
		want := ref.Settings{Province: "Kalimantan Tengah", Accent: "#0B5D4E", AccentDark: "#74d3b9", Mail: "data@kalteng.example", AboutText: "satu\r\ndua "}
		if err := save(want); err != nil {
			t.Fatal(err)
		}
		want.Accent, want.AboutText = "#0b5d4e", "satu\ndua"
		if got, err := r.Settings(t.Context()); err != nil || got != want {
			t.Errorf("saved %+v, %v, want %+v", got, err, want)
		}
		other.Forget()
		if got, err := other.Settings(t.Context()); err != nil || got != want {
			t.Errorf("the other node reads %+v, %v", got, err)
		}
		for _, test := range []struct {
			s   ref.Settings
			key string
		}{
			{ref.Settings{Accent: "hijau"}, "ref.colour"},
			{ref.Settings{Accent: "#ffee00"}, "ref.contrast-light"},
			{ref.Settings{AccentDark: "#0b5d4e"}, "ref.contrast-dark"},
			{ref.Settings{Mail: "data@"}, "ref.mail"},
			{ref.Settings{SecurityContact: "javascript:alert(1)"}, "ref.security-contact"},
			{ref.Settings{DecreeOn: "2025-13-01"}, "ref.day"},
		} {
			if m, _ := errs.Public(save(test.s)); m.Key != test.key {
				t.Errorf("%+v: %s, want %s", test.s, m.Key, test.key)
			}
		}
	})
}

// The ratios are those of WCAG's own examples; the offered colour passes.
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, {"#ff0000", "#ffffff", 4.0}, {"merah", "#ffffff", 0}} {
		if got := ref.Contrast(test.a, test.b); got < test.want-0.01 || got > test.want+0.01 {
			t.Errorf("Contrast(%s, %s) = %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
	r := newRegistry(t, dbtest.Open(t, dbtest.SQLite(t)))
	for _, s := range []ref.Settings{{Accent: "#ffee00"}, {Accent: "#7fbfff"}, {AccentDark: "#0b5d4e"}, {AccentDark: "#000000"}, {Accent: "#ffffff"}} {
		err := r.write(func(tx *sql.Tx) error { return r.SaveSettings(t.Context(), tx, s) })
		m, _ := errs.Public(err)
		if got := ref.AccentContrast(m.Args["better"], s.AccentDark != ""); got < 4.5 {
			t.Errorf("%+v: offered %q with %.2f", s, m.Args["better"], got)
		}
	}
}
