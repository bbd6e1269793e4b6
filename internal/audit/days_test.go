package audit

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// morning is 00.30 WIB of a day: still the day before in UTC.
func morning(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := clock.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	return at.Add(30 * time.Minute)
}

func TestCloseDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		closeDay := func(day string) {
			t.Helper()
			if err := CloseDay(t.Context(), d, morning(t, day)); err != nil {
				t.Fatal(err)
			}
		}
		closeDay("2025-11-22") // nothing to note yet
		fill(t, d, 3)
		closeDay("2025-11-23")
		fillFrom(t, d, 4, 5)
		closeDay("2025-11-23") // was noted
		closeDay("2099-01-01") // a clock that jumped
		closeDay("2025-11-24") // and came back
		list, err := Days(t.Context(), d)
		var got []string
		for _, h := range list {
			got = append(got, fmt.Sprintf("%s %d %s", h.Day, h.N, clock.Day(h.At)))
		}
		if text := strings.Join(got, ", "); text != "2025-11-22 3 2025-11-23, 2025-11-23 5 2025-11-24, 2098-12-31 5 2099-01-01" || err != nil {
			t.Errorf("Days: %s (%v)", text, err)
		}
		if _, _, err := Verify(t.Context(), d, list...); err != nil {
			t.Errorf("Verify: %v", err)
		}
	})
}

func fillFrom(t *testing.T, d *db.DB, from, to int) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		for i := from; i <= to; i++ {
			if err := Append(t.Context(), tx, entry(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var heads = []DayHead{
	{Day: "2025-11-22", N: 3, Hash: strings.Repeat("ab", 32)},
	{Day: "2025-11-23", N: 4821, Hash: strings.Repeat("0f", 32)},
}

func TestHeadsAsText(t *testing.T) {
	var out bytes.Buffer
	if err := WriteHeads(&out, []string{"Jejak audit", ""}, heads); err != nil {
		t.Fatal(err)
	}
	got, err := ParseHeads(strings.NewReader("\ufeff"+strings.ReplaceAll(out.String(), "\n", "\r\n")), "salinan.txt")
	if err != nil || len(got) != 2 || got[1].N != 4821 || got[1].Hash != heads[1].Hash || got[0].Where != "salinan.txt" {
		t.Errorf("ParseHeads = %+v, %v", got, err)
	}
	for _, bad := range []string{"2025-11-23 4821", "2025-13-01 1 " + heads[0].Hash, "2025-11-23 0 " + heads[0].Hash,
		"2025-11-23 1 abcd", "2025-11-23 1 " + heads[0].Hash + " x", "2025-11-23 1e3 " + heads[0].Hash, strings.Repeat("x", 70_000)} {
		if _, err := ParseHeads(strings.NewReader("# a\n"+bad), "x"); !errs.Is(err, errs.Invalid) {
			t.Errorf("%.40q: %v, want Invalid", bad, err)
		}
	}
}

func TestFilesOfDays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), Folder)
	if list, err := ReadFiles(dir); err != nil || len(list) != 0 {
		t.Errorf("no folder: %v, %v", list, err)
	}
	if err := KeepFiles(dir, heads[:1]); err != nil {
		t.Fatal(err)
	}
	changed := []DayHead{{Day: "2025-11-22", N: 9, Hash: strings.Repeat("cd", 32)}, heads[1]}
	if err := KeepFiles(dir, changed); err != nil { // the database was rewritten meanwhile
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(dir, "catatan.txt"), []byte("milik operator"), 0o600)
	list, err := ReadFiles(dir)
	if err != nil || len(list) != 2 || list[0].N != 3 || list[0].Where != "2025-11-22.txt" || list[1].N != 4821 {
		t.Errorf("ReadFiles = %+v, %v, want the first heads that were written", list, err)
	}
	for _, text := range []string{"", "2025-11-22 3 zz", "2025-11-21 3 " + heads[0].Hash} {
		os.WriteFile(filepath.Join(dir, "2025-11-22.txt"), []byte(text), 0o600)
		if _, err := ReadFiles(dir); !errs.Is(err, errs.Invalid) {
			t.Errorf("file %q: %v, want Invalid", text, err)
		}
	}
}

func TestSeenAndFilters(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		ctx := With(t.Context(), By{Actor: "siti", Office: "Dinas Contoh A", Request: "r9"})
		err := d.Write(ctx, func(tx *sql.Tx) error {
			for i, act := range []Act{
				{Action: "ref.merge", Object: "agency/1", Scope: "a"},
				{Action: "ref.add", Object: "agency/2", Scope: "b", After: map[string]string{"nama": "Dinas B"}},
				{Action: "refx", Object: "dataset/1", Scope: "a"},
			} {
				if err := Record(ctx, tx, morning(t, "2025-11-20").AddDate(0, 0, i), act); err != nil {
					return err
				}
			}
			return Seen(ctx, tx, morning(t, "2025-11-23"), "berkas/x", "c", map[string]string{"nama": "a.csv"})
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			filter Filter
			want   string
		}{
			{Filter{Action: "ref."}, "[1 2]"},
			{Filter{Action: ActSeen}, "[4]"},
			{Filter{Object: "agency/"}, "[1 2]"},
			{Filter{After: 1, Before: 4}, "[2 3]"}, {Filter{Changes: true, After: 1}, "[2 3]"},
			{Filter{From: morning(t, "2025-11-21"), To: morning(t, "2025-11-23")}, "[2 3]"},
			{Filter{Within: func(c string, args *[]any) string { *args = append(*args, "b"); return c + " = $1" }}, "[2]"},
			{Filter{Object: "berkas/", Within: func(c string, args *[]any) string { *args = append(*args, "c"); return c + " = $3" }}, "[4]"},
		} {
			var got []int64
			err := Each(ctx, d, test.filter, func(e Entry, hash string) error {
				if len(hash) != 64 {
					t.Errorf("hash %q", hash)
				}
				got = append(got, e.N)
				return nil
			})
			if text := fmt.Sprint(got); text != test.want || err != nil {
				t.Errorf("Each = %s (%v), want %s", text, err, test.want)
			}
			list, err := List(ctx, d, test.filter)
			if err != nil || len(list) != len(got) {
				t.Errorf("List has %d (%v), Each %d", len(list), err, len(got))
			}
		}
		var first []int64
		err = Each(ctx, d, Filter{After: 1, Limit: 2}, func(e Entry, _ string) error { first = append(first, e.N); return nil })
		if fmt.Sprint(first) != "[2 3]" || err != nil {
			t.Errorf("two behind 1: %v, %v", first, err)
		}
		seen, ok, err := Last(ctx, d, ActSeen)
		if err != nil || !ok || seen.Actor != "siti" || seen.Office != "Dinas Contoh A" || seen.After != `{"nama":"a.csv"}` || seen.Request != "r9" {
			t.Errorf("Last = %+v, %v, %v", seen, ok, err)
		}
		if _, ok, err := Last(ctx, d, "tidak.ada"); ok || err != nil {
			t.Errorf("Last of nothing: %v, %v", ok, err)
		}
		list, err := Choices(ctx, d, "scope", Filter{}, 2)
		if fmt.Sprint(list) != "[a b]" || err != nil {
			t.Errorf("Choices = %v, %v", list, err)
		}
		if _, err := Choices(ctx, d, "hash", Filter{}, 2); err == nil {
			t.Error("any column can be listed")
		}
	})
}
