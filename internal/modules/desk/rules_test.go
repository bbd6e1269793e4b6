package desk

import (
	"fmt"
	"slices"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/modules/desk/form"
	"github.com/lewu-id/lewu/internal/modules/desk/reading"
	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/web"
)

// By whose right somebody sees a dataset: the producer's before the confirming
// agency's, and the producer's where he has neither, so that he is refused.
func TestThrough(t *testing.T) {
	for _, test := range []struct {
		scope     auth.Scope
		substance string
		want      string
		holds     bool
	}{
		{auth.Scope{Agencies: []string{"dinas"}}, "", "dinas", true},
		{auth.Scope{Agencies: []string{"dinas"}}, "bkad", "dinas", true},
		{auth.Scope{Agencies: []string{"bkad"}}, "bkad", "bkad", true},
		{auth.Scope{Agencies: []string{"bkad", "dinas"}}, "bkad", "dinas", true},
		{auth.Scope{Province: true}, "bkad", "dinas", true},
		{auth.Scope{Agencies: []string{"bkad"}}, "", "dinas", false},
		{auth.Scope{Agencies: []string{"lain"}}, "bkad", "dinas", false},
		{auth.Scope{}, "bkad", "dinas", false},
	} {
		got := through(test.scope, catalog.Dataset{AgencyID: "dinas", Substance: test.substance})
		if got != test.want || test.scope.Holds(got) != test.holds {
			t.Errorf("through(%+v, substance %q) = %q, held %v, want %q, %v", test.scope, test.substance, got, test.scope.Holds(got), test.want, test.holds)
		}
	}
}

// Every word that the pages put together has its sentence.
func TestWords(t *testing.T) {
	words, err := i18n.Load(web.Messages, files)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, s := range catalog.States() {
		keys = append(keys, stateWord(s).Key)
		if at := stepOf(s); (at < 0) != slices.Contains(waiting.OffRoad(), s) {
			t.Errorf("%s is at step %d", s, at)
		}
		on, off := slices.Contains(waiting.OnRoad(), s), slices.Contains(waiting.OffRoad(), s)
		if out := s == catalog.Published; on == off && !out || on && s.Ended() {
			t.Errorf("%s: on the road %v, off %v", s, on, off)
		}
		if s.Resting() == (stateFilterOf(s) == "mesin") {
			t.Errorf("%s is found under %q", s, stateFilterOf(s))
		}
	}
	for _, k := range []lewu.Kind{lewu.Text, lewu.Code, lewu.Integer, lewu.Decimal, lewu.Money, lewu.Date, lewu.Year, lewu.Boolean, lewu.Kemendagri, lewu.BPS} {
		keys = append(keys, "desk.kind-"+string(k))
	}
	for _, f := range catalog.Frequencies() {
		keys = append(keys, "desk.frequency-"+string(f))
	}
	for _, s := range reading.Severities() {
		keys = append(keys, "desk.count-"+string(s), reading.SeverityWord(s).Key)
	}
	for _, k := range waiting.Kinds() {
		keys = append(keys, "desk.sum-"+string(k))
	}
	for _, p := range catalog.Parts() {
		keys = append(keys, "desk.eye-done-"+string(p), "desk.eye-wait-"+string(p), "desk.eye-you-"+string(p))
	}
	for _, s := range []catalog.State{catalog.Submitted, catalog.Approved} {
		keys = append(keys, "desk.other-"+string(s))
	}
	for _, key := range keys {
		if !words.Has(key) {
			t.Errorf("no sentence %q", key)
		}
	}
}

// stateFilterOf is the group of the list that a state is found in.
func stateFilterOf(s catalog.State) string {
	for _, f := range stateFilters() {
		if slices.Contains(f.states, s) {
			return f.name
		}
	}
	return ""
}

func TestGiveUnits(t *testing.T) {
	columns := []lewu.Column{{Name: "luas", Kind: lewu.Decimal, Unit: "ha"}, {Name: "produksi", Kind: lewu.Integer}, {Name: "harga", Kind: lewu.Money}}
	meanings := map[string]catalog.Meaning{"harga": {Unit: "rupiah", Concept: "harga produsen"}}
	d := catalog.Dataset{Metadata: catalog.Metadata{Meanings: meanings}}
	giveUnits(&d, columns, map[string]string{"luas": "ha", "produksi": "ton", "harga": ""})
	if got, want := fmt.Sprint(d.Meanings), "map[harga:{   harga produsen    } produksi:{  ton     }]"; got != want {
		t.Errorf("meanings = %s, want %s", got, want)
	}
	if meanings["harga"].Unit != "rupiah" || len(meanings) != 1 {
		t.Error("the map that was given changed")
	}
}

func TestColumns(t *testing.T) {
	f := form.Form{Values: map[string][]string{"kunci": {" Kode Wilayah, tahun ,, tahun,Bulan/Tahun"}, "masa": {" Tahun Anggaran "}}}
	if got := fmt.Sprintf("%q %q", columnsIn(f, "kunci"), columnName(f, "masa")); got != `["kode_wilayah" "tahun" "bulan_tahun"] "tahun_anggaran"` {
		t.Errorf("columns = %s", got)
	}
}

func TestIsID(t *testing.T) {
	for key, want := range map[string]bool{
		"0193a0b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b": true, "": false, "0193a0b0": false,
		"0193a0b0-1c2d-7e3f-8a4b-5c6d7e8f9a0'": false, "0193A0B0-1C2D-7E3F-8A4B-5C6D7E8F9A0B": false,
	} {
		if got := isID(key); got != want {
			t.Errorf("isID(%q) = %v", key, got)
		}
	}
}
