package i18n

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	lewu "github.com/lewu-id/lewu"
)

func files(id, en string) fs.FS {
	return fstest.MapFS{
		"messages/id.json": {Data: []byte(id)},
		"messages/en.json": {Data: []byte(en)},
	}
}

func TestSay(t *testing.T) {
	c, err := Load(
		files(`{"data.rows": "{n:int} baris", "data.none": "Belum ada data."}`, `{"data.rows": "{n:int} rows", "data.none": "No data yet."}`),
		files(`{"blob.large": "Berkas {size:bytes}, paling besar {max:bytes}; kirim sebelum {day:date}."}`,
			`{"blob.large": "The file has {size:bytes}, at most {max:bytes}; send it before {day:date}."}`),
		fstest.MapFS{}, nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	large := lewu.Msg("blob.large", "size", "34200000", "max", "25000000", "day", "2025-10-31")
	for _, test := range []struct {
		lang Lang
		m    lewu.Message
		want string
	}{
		{ID, lewu.Msg("data.rows", "n", "2825290"), "2.825.290 baris"},
		{EN, lewu.Msg("data.rows", "n", "2825290"), "2,825,290 rows"},
		{"", lewu.Msg("data.none"), "Belum ada data."},
		{ID, lewu.Msg("data.rows", "n", "banyak"), "banyak baris"},
		{ID, lewu.Msg("data.rows", "n", "1.234"), "1.234 baris"},
		{ID, lewu.Msg("data.rows", "n", "{x}"), "{x} baris"},
		{ID, large, "Berkas 34,2 MB, paling besar 25 MB; kirim sebelum 31 Oktober 2025."},
		{EN, large, "The file has 34.2 MB, at most 25 MB; send it before 31 October 2025."},
		{EN, lewu.Message{}, ""},
	} {
		if got := c.Say(test.lang, test.m); got != test.want {
			t.Errorf("Say(%q, %v) = %q, want %q", test.lang, test.m, got, test.want)
		}
	}
	if got := c.Faults(); len(got) != 0 {
		t.Errorf("Faults() = %q before anything went wrong", got)
	}

	if got, want := c.Say(EN, lewu.Msg("data.nowhere")), "data.nowhere"; got != want {
		t.Errorf("unknown key says %q, want %q", got, want)
	}
	if got, want := c.Say(ID, lewu.Msg("data.rows")), "{n} baris"; got != want {
		t.Errorf("missing argument says %q, want %q", got, want)
	}
	if got, want := strings.Join(c.Faults(), ", "), "data.nowhere, data.rows {}"; got != want {
		t.Errorf("Faults() = %q, want %q", got, want)
	}
}

func TestFaultsAreBounded(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for n := range int64(2 * maxFaults) {
		c.Say(ID, lewu.Msg(ID.Int(n)))
	}
	if got := len(c.Faults()); got != maxFaults {
		t.Errorf("%d faults kept, want %d", got, maxFaults)
	}
}

func TestLoadRefuses(t *testing.T) {
	good := files(`{"a.x": "satu {n}"}`, `{"a.x": "one {n}"}`)
	for _, test := range []struct {
		name  string
		files []fs.FS
		want  string
	}{
		{"key of two packages", []fs.FS{good, good}, `"a.x": comes twice`},
		{"key twice in one file", []fs.FS{files(`{"a":"x","a":"y"}`, `{"a":"x"}`)}, `"a": comes twice`},
		{"missing in English", []fs.FS{files(`{"a":"x","b":"y"}`, `{"a":"x"}`)}, `"b": missing in en`},
		{"missing in Indonesian", []fs.FS{files(`{"a":"x"}`, `{"a":"x","b":"y"}`)}, `"b": missing in id`},
		{"one language only", []fs.FS{fstest.MapFS{"messages/id.json": {Data: []byte(`{"a":"x"}`)}}}, `"a": missing in en`},
		{"other placeholders", []fs.FS{files(`{"a":"{n} dari {of}"}`, `{"a":"{n} out of {all}"}`)}, `[n of] in id, [all n] in en`},
		{"lone brace", []fs.FS{files(`{"a":"{n"}`, `{"a":"{n"}`)}, "brace without its twin"},
		{"closing brace", []fs.FS{files(`{"a":"n}"}`, `{"a":"n}"}`)}, "brace without its twin"},
		{"bad name", []fs.FS{files(`{"a":"{N 1}"}`, `{"a":"{N 1}"}`)}, "no placeholder"},
		{"bad format", []fs.FS{files(`{"a":"{n:roman}"}`, `{"a":"{n:roman}"}`)}, "unknown format"},
		{"nested", []fs.FS{files(`{"a":{"b":"x"}}`, `{}`)}, "not a sentence"},
		{"list", []fs.FS{files(`[]`, `{}`)}, "flat object"},
		{"cut off", []fs.FS{files(`{"a":"x"`, `{"a":"x"}`)}, "EOF"},
		{"two objects", []fs.FS{files(`{} {}`, `{}`)}, "goes on"},
		{"empty", []fs.FS{files(`{"a":" "}`, `{"a":"x"}`)}, "is empty"},
	} {
		if err := Check(test.files...); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Check = %v, want %q", test.name, err, test.want)
		}
	}
	if err := Check(good); err != nil {
		t.Errorf("Check(good) = %v", err)
	}
}

func TestAccept(t *testing.T) {
	for _, test := range []struct {
		header string
		want   Lang
	}{
		{"", ID},
		{"id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7", ID}, // Chrome in Indonesia
		{"en-GB,en;q=0.9,id;q=0.8", EN},
		{"ms-MY,en;q=0.5", EN},
		{"id;q=0.3, en;q=0.4", EN},
		{"in-ID, en", ID},
		{"de, *", ID},
		{"en;q=0, id;q=0.1", ID},
		{"en;q=much", ID},
	} {
		if got := Accept(test.header); got != test.want {
			t.Errorf("Accept(%q) = %q, want %q", test.header, got, test.want)
		}
	}
}
