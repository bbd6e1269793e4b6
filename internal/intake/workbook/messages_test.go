package workbook

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/gridtest"
	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "workbook", "workbook.has-") }

// TestMessagesAreFilled reads sheets that say nearly everything, and holds each
// message against its sentence.
func TestMessagesAreFilled(t *testing.T) {
	data, err := Messages.ReadFile("messages/id.json")
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	if err := json.Unmarshal(data, &text); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	filled := func(m lewu.Message) {
		if said[m.Key] = true; !strings.HasPrefix(m.Key, "workbook.") {
			return
		}
		for _, h := range regexp.MustCompile(`\{([a-z]+)`).FindAllStringSubmatch(text[m.Key], -1) {
			if m.Args[h[1]] == "" {
				t.Errorf("%s has no word for {%s}", m.Key, h[1])
			}
		}
	}
	macros := map[string]string{"xl/vbaProject.bin": "x"}
	for _, in := range []struct {
		others map[string]string
		sheets []sheet
		hidden string
	}{
		{macros, []sheet{{name: "A", rows: "Judul¶¶Kab|Ton|Ha||Bulan|Pagu|Serapan¶(A|=1.1000000000000001|!#N/A||^2025-10-01|/1500000|%0.5)¶¶B|#2|#3||@2025-10-01|/1|%1¶Kota¶Jumlah|#1|#1¶Sumber: BPS", columns: "B", merges: "A8:C8"}, {name: "B", rows: "x", hidden: true}}, ""},
		{nil, []sheet{{name: "A", rows: "Kab|Ton|Ha¶A|#1|#2¶(B|#1|#2)", columns: "B"}, {name: "B", rows: "x|y¶z|#1"}}, ""},
		{nil, []sheet{{name: "A", rows: "Kab|Ton|Ha¶A|#1|#2¶(B|#1|#2)", columns: "B"}}, "tidak"},
		{nil, []sheet{{name: "A", rows: "Kab|Ton||Tahun¶A|#1|#2|=?"}}, ""}, {nil, []sheet{{name: "A", rows: "x|#5¶#1|#6¶#2|#7"}}, ""}, {nil, []sheet{{name: "A", rows: "#1|#2¶#1|#6"}}, ""},
		{nil, []sheet{{name: "A", rows: "a|#2020¶x|#6"}}, ""}, {nil, []sheet{{name: "A", rows: "a|b¶x|y"}}, ""},
		{nil, []sheet{{name: "A"}}, ""}, {nil, []sheet{{name: "A", rows: "a|b"}}, ""}, {nil, []sheet{{name: "A", rows: "a", hidden: true}}, ""},
		{nil, []sheet{{name: "A", rows: "Kab|Produksi|¶|#2018|#2019¶A|#1|#2"}}, ""}, {nil, []sheet{{name: "A", rows: "Kab|Produksi||Luas¶A|#1|#2|#3", merges: "B1:C1"}}, ""},
		{nil, []sheet{{name: "A", rows: "x|y¶¶Kab|Ton|Ha|Ku¶A|#1|#2|#3"}}, ""}, {nil, []sheet{{name: "A", rows: "Kab|Ton¶A|#1¶Kab|Ton"}}, ""},
		{nil, []sheet{{name: "A", rows: "Kab|Ton¶A|#1¶B|#2¶C|#3¶¶Kota|x"}}, ""}, {nil, []sheet{{name: "A", rows: "Kab|Ton¶A|#1¶Sumber: x¶B|#2"}}, ""},
	} {
		answers := map[string]string{}
		if in.hidden != "" {
			answers["hidden"] = in.hidden
		}
		g, err := read(context.Background(), input(written(t, in.others, in.sheets...), answers))
		if err != nil {
			m, _ := errs.Public(err)
			filled(m)
			continue
		}
		for _, f := range g.Findings {
			filled(f.Message)
			filled(f.Remedy)
		}
		for _, s := range g.Recipe {
			filled(s.Message)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(text)) {
		seldom := strings.HasPrefix(key, "workbook.has-") || strings.HasPrefix(key, "workbook.formulas-") ||
			slices.Contains([]string{"workbook.changed", "workbook.empty-sheet", "workbook.sheet-unknown"}, key) // other tests say these
		if !said[key] && !seldom {
			t.Errorf("%s was not said", key)
		}
	}
}

// FuzzRead proves that any sheet is read whole or refused in words, that the
// rows that were judged are the rows that come out, and that their original
// words say the same again.
func FuzzRead(f *testing.F) {
	for _, rows := range []string{
		"Kab|Ton¶A|#1¶B|#2", "Judul¶¶Kode|x¶#6201|1,5¶¶62.02|-¶Sumber: x", "#1|@2025-10-31¶%0.5|!#N/A", "a||b¶(x|=?|?1)¶$1|0#5|/5", "Kab|Ton¶A|#1.5¶B|1.234¶C|#1E300", "Tanggal|n¶@2025-10-31|=1¶31/10/2025|^2025-01-01",
	} {
		f.Add(rows, "B", "A1:B2")
	}
	f.Fuzz(func(t *testing.T, rows, columns, merges string) {
		if strings.ContainsFunc(rows+columns+merges, func(r rune) bool { return r < ' ' || r == '\ufffd' || r == 0xfffe || r == 0xffff }) || len(rows) > 10_000 {
			return
		}
		in := input(written(t, nil, sheet{name: "Data", rows: rows, columns: columns, merges: merges}), nil)
		g, err := read(context.Background(), in)
		if err != nil {
			if !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.TooLarge) {
				t.Fatalf("%q: %v is no refusal in words", rows, err)
			}
			return
		}
		names := map[string]bool{}
		for _, c := range g.Columns {
			if names[c.Name] || c.Name == "" {
				t.Fatalf("%q: column name %q", rows, c.Name)
			}
			names[c.Name] = true
		}
		gridtest.Rows(t, g)
		again(t, g, in)
	})
}
