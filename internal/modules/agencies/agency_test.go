package agencies

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/ref"
)

func entry(t *testing.T, agency, due string, contoh bool, published string) catalog.Entry {
	t.Helper()
	at, err := clock.ParseDay(published)
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Entry{PublishedAt: at, Dataset: catalog.Dataset{
		Title: agency + " " + due, Agency: agency, Topic: "Topik " + due, Contoh: contoh,
		Metadata: catalog.Metadata{Due: due, Frequency: catalog.Yearly},
	}}
}

func TestGather(t *testing.T) {
	now := time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC) // 10.00 WIB
	renamed := entry(t, "RSUD MUARA JAAN", "2025-11-24", true, "2025-09-02")
	renamed.AgencySlug = "rsud-lama"
	list := gather([]ref.Agency{
		{Slug: "dinas-contoh-a", Name: "Dinas Contoh A", Contoh: true}, {Slug: "dinas-sepi", Name: "Dinas Sepi (contoh)", Contoh: true},
		{Slug: "rsud-lama", Name: "RSUD MUARA JAAN", Contoh: true}, {Slug: "badan-pusat-statistik", Name: "Badan Pusat Statistik"},
	}, []catalog.Entry{
		entry(t, "Dinas Contoh A", "2025-11-01", true, "2024-01-02"),
		entry(t, "Dinas Contoh A", "2025-10-01", true, "2024-05-02"),
		entry(t, "Dinas Contoh A", "2026-02-01", true, "2025-05-02"),
		entry(t, "Dinas Contoh A", "2025-12-01", true, "2025-03-02"),
		renamed,
		entry(t, "RSUD Lama", "", false, "2025-03-02"),
		entry(t, "Badan Pusat Statistik", "2025-11-24", false, "2025-03-02"),
		entry(t, "Belum Tercatat", "", true, "2025-03-02"),
		entry(t, "—", "2025-11-24", false, "2025-03-02"),
	}, now)
	var got []string
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s|%s|%d late %d longest %d next %s contoh %v %s topics %d",
			a.Name, a.Slug, len(a.Sets), a.Late, a.Longest, a.Next.Due, a.Contoh, clock.Day(a.Newest), len(a.Topics)))
	}
	want := strings.Join([]string{
		"Badan Pusat Statistik|badan-pusat-statistik|1 late 0 longest 0 next 2025-11-24 contoh false 2025-03-02 topics 1",
		"Belum Tercatat|belum-tercatat|1 late 0 longest 0 next  contoh true 2025-03-02 topics 1",
		"Dinas Contoh A|dinas-contoh-a|4 late 2 longest 54 next 2025-12-01 contoh true 2025-05-02 topics 4",
		"Dinas Sepi (contoh)|dinas-sepi|0 late 0 longest 0 next  contoh true 0001-01-01 topics 0",
		"RSUD MUARA JAAN|rsud-lama|2 late 0 longest 0 next 2025-11-24 contoh false 2025-09-02 topics 2",
	}, "\n")
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("gather:\n%s\nwant:\n%s", text, want)
	}
	if some, sets := publishing(list); len(some) != 4 || sets != 8 {
		t.Errorf("%d agencies published %d datasets, want 4 and 8", len(some), sets)
	}
}
