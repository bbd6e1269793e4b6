package sample

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
)

func aDay() time.Time { return time.Date(2026, 3, 31, 0, 0, 0, 0, clock.WIB) }

// TestNobodyIsBlamed: every synthetic agency says that it is one, and what is
// late, disputed or broken belongs to Dinas Contoh A to D.
func TestNobodyIsBlamed(t *testing.T) {
	invented := regexp.MustCompile(`^Dinas Contoh [A-D]$`)
	today := clock.Day(aDay())
	late := 0
	for _, d := range Deliveries(aDay()) {
		planted := invented.MatchString(d.Set.Agency)
		if !planted && !strings.HasSuffix(d.Set.Agency, " (contoh)") {
			t.Errorf("%s: agency %q could be a real one", d.Set.Slug, d.Set.Agency)
		}
		if !d.Set.Contoh || !strings.HasSuffix(d.Set.Title, "(contoh)") || !strings.HasPrefix(d.File, "contoh-") {
			t.Errorf("%s: not marked as a sample in title, file and dataset", d.Set.Slug)
		}
		if d.Set.Due != "" && d.Set.Due < today {
			late++
			if !planted {
				t.Errorf("%s of %s is late since %s", d.Set.Slug, d.Set.Agency, d.Set.Due)
			}
		}
	}
	if late < 4 {
		t.Errorf("%d deliveries are late, want some", late)
	}
}

// TestTheDemoIsLargeAndVaried: what product.md promises.
func TestTheDemoIsLargeAndVaried(t *testing.T) {
	slugs, topics := map[string]int{}, map[string]bool{}
	large := 0
	for _, d := range Deliveries(aDay()) {
		slugs[d.Set.Slug]++
		topics[d.Set.Topic] = true
		text, err := d.Body()
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Count(text, "\n") - 1
		if rows < 10 {
			t.Errorf("%s has %d rows", d.File, rows)
		}
		if rows >= 100_000 {
			large++
		}
	}
	if len(slugs) < 35 || len(topics) < 10 || large != 2 || slugs["produksi-padi"] != 3 {
		t.Errorf("%d datasets in %d topics, %d of 100,000 rows, %d versions of padi; want 35, 10, 2, 3",
			len(slugs), len(topics), large, slugs["produksi-padi"])
	}
}

// TestTheSameDayGivesTheSameBytes: and no file knows the future.
func TestTheSameDayGivesTheSameBytes(t *testing.T) {
	again := Deliveries(aDay())
	stamp := regexp.MustCompile(`\b20\d\d-\d\d(-\d\d)?\b`)
	today := clock.Day(aDay())
	for i, d := range Deliveries(aDay()) {
		one, _ := d.Body()
		two, _ := again[i].Body()
		if one != two {
			t.Errorf("%s differs from itself", d.File)
		}
		newest := ""
		for _, s := range stamp.FindAllString(one, -1) {
			newest = max(newest, s)
		}
		if newest >= today {
			t.Errorf("%s holds %s, and the demo's day is %s", d.File, newest, today)
		}
	}
}
