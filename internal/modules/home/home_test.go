package home

import (
	"fmt"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

func TestRanked(t *testing.T) {
	mark := func(code, value string) lewu.Mark {
		return lewu.Mark{Region: code, Figure: lewu.Figure{Value: value, Kind: lewu.Decimal}}
	}
	list := ranked([]lewu.Mark{mark("62.06", "66.9"), mark("62.71", "93.4"), mark("62.12", "-0.5"), mark("62.03", "100"), mark("62", "77.9"), mark("62.01", "")})
	var got []string
	for _, s := range list {
		if s.value != nil {
			got = append(got, s.Short+" "+s.value.FloatString(1))
		}
	}
	want := "Kapuas 100.0, Palangka Raya 93.4, Katingan 66.9, Murung Raya -0.5"
	if text := strings.Join(got, ", "); text != want || len(list) != 14 || list[4].value != nil {
		t.Errorf("ranked: %s of %d, want %s, then ten without a figure", text, len(list), want)
	}
}

func TestTopics(t *testing.T) {
	var sets []catalog.Entry
	for _, name := range []string{"Sosial", "Kesehatan", "Sosial", "Keuangan daerah", "", "Kesehatan", "Sosial"} {
		sets = append(sets, catalog.Entry{Dataset: catalog.Dataset{Topic: name}})
	}
	want := "[{Sosial /data?topik=sosial 3} {Kesehatan /data?topik=kesehatan 2} {Keuangan daerah /data?topik=keuangan-daerah 1}]"
	if got := fmt.Sprint(topics(sets)); got != want {
		t.Errorf("topics = %s, want %s", got, want)
	}
}

func TestNews(t *testing.T) {
	now := time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC)
	var sets []catalog.Entry
	for i, due := range []string{"2025-11-23", "2025-09-24", "", "2025-11-24", "2025-11-01", "2025-10-31", "2025-11-20"} {
		sets = append(sets, catalog.Entry{PublishedAt: now.AddDate(0, 0, -i), Dataset: catalog.Dataset{
			Slug: fmt.Sprint("s", i), Agency: "Dinas Contoh A", Metadata: catalog.Metadata{Due: due, Frequency: catalog.Monthly},
		}})
	}
	var p page
	p.fillNews(sets, now)
	var late, newest []string
	for _, line := range p.Late.Items {
		late = append(late, line.Link+" "+line.Note.Args["days"])
	}
	for _, n := range p.Newest {
		newest = append(newest, fmt.Sprint(n.Slug, " ", n.Behind))
	}
	if got, want := strings.Join(late, ", "), "/data/s1 61, /data/s5 24, /data/s4 23, /data/s6 4"; got != want || p.LateAll != 5 {
		t.Errorf("late: %s of %d, want %s of 5", got, p.LateAll, want)
	}
	if got, want := strings.Join(newest, ", "), "s0 1, s1 61, s2 0"; got != want {
		t.Errorf("newest: %s, want %s", got, want)
	}
}
