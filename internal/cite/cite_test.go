package cite_test

import (
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/cite"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/messagetest"
)

const isi = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

func TestMessages(t *testing.T) { messagetest.Check(t, cite.Messages, "cite") }

// in gives the words of a language.
func in(t *testing.T, l i18n.Lang) cite.Say {
	t.Helper()
	c, err := i18n.Load(cite.Messages)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if faults := c.Faults(); len(faults) > 0 {
			t.Errorf("faults: %q", faults)
		}
	})
	return func(m lewu.Message) string { return c.Say(l, m) }
}

func rice() cite.Work {
	return cite.Work{
		Name: "produksi-padi", Author: "Dinas Contoh A", Year: 2025, Title: "Produksi padi menurut kabupaten/kota (contoh)",
		Version: 3, Isi: isi, Publisher: "Lewu Kalimantan Tengah", URL: "https://lewu.example/data/produksi-padi?versi=3",
		Accessed: time.Date(2026, 11, 23, 17, 30, 0, 0, time.UTC), // past midnight in WIB
		Contoh:   true,
	}
}

// odd is a title with all that BibTeX, RIS or a list of references could trip
// over.
func odd() cite.Work {
	w := rice()
	w.Contoh, w.Name = false, "Café_{x}"
	w.Author = "Pasar \"Muara Ja'an\" & Rekan Tbk."
	w.Title = "Laba {kotor} & 50% #1:\r\n biaya_rata ~ $5 \\ ^müller."
	w.URL = "https://lewu.example/data/x?nama={a b}&versi=3"
	return w
}

func TestAPA(t *testing.T) {
	selection, figure := rice(), rice()
	selection.Selection = "tahun = 2024, jenis = sawah"
	selection.URL += "&jenis=sawah&tahun=2024"
	figure.Part, figure.URL = "Jumlah produksi 2024: 388.669 ton.", "https://lewu.example/a/mfrggzdfmztwq2lk"
	for _, test := range []struct {
		name string
		lang i18n.Lang
		work cite.Work
		want string
	}{
		{"table", i18n.ID, rice(), "Dinas Contoh A. (2025). CONTOH: Produksi padi menurut kabupaten/kota (contoh) (Versi 3; isi 9f86d081884c7d65) [Kumpulan data, contoh]. Lewu Kalimantan Tengah. Diakses 24 November 2026, dari https://lewu.example/data/produksi-padi?versi=3"},
		{"English", i18n.EN, rice(), "Dinas Contoh A. (2025). SAMPLE: Produksi padi menurut kabupaten/kota (contoh) (Version 3; isi 9f86d081884c7d65) [Data set, sample]. Lewu Kalimantan Tengah. Retrieved 24 November 2026, from https://lewu.example/data/produksi-padi?versi=3"},
		{"selection", i18n.ID, selection, "Dinas Contoh A. (2025). CONTOH: Produksi padi menurut kabupaten/kota (contoh) (Versi 3; isi 9f86d081884c7d65) [Kumpulan data, contoh; saringan: tahun = 2024, jenis = sawah]. Lewu Kalimantan Tengah. Diakses 24 November 2026, dari https://lewu.example/data/produksi-padi?versi=3&jenis=sawah&tahun=2024"},
		{"figure", i18n.ID, figure, "Dinas Contoh A. (2025). Jumlah produksi 2024: 388.669 ton. Dalam CONTOH: Produksi padi menurut kabupaten/kota (contoh) (Versi 3; isi 9f86d081884c7d65) [Kumpulan data, contoh]. Lewu Kalimantan Tengah. Diakses 24 November 2026, dari https://lewu.example/a/mfrggzdfmztwq2lk"},
		{"odd", i18n.ID, odd(), `Pasar "Muara Ja'an" & Rekan Tbk. (2025). Laba {kotor} & 50% #1: biaya_rata ~ $5 \ ^müller (Versi 3; isi 9f86d081884c7d65) [Kumpulan data]. Lewu Kalimantan Tengah. Diakses 24 November 2026, dari https://lewu.example/data/x?nama={a b}&versi=3`},
	} {
		if got := test.work.APA(in(t, test.lang)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestBibTeX(t *testing.T) {
	figure := rice()
	figure.Part, figure.URL = "Jumlah produksi 2024: 388.669 ton", "https://lewu.example/a/mfrggzdfmztwq2lk"
	for _, test := range []struct {
		name string
		work cite.Work
		want string
	}{
		{"table", rice(), `@misc{produksi-padi-v3,
  author       = {{Dinas Contoh A}},
  title        = {{CONTOH: Produksi padi menurut kabupaten/kota (contoh)}},
  year         = {2025},
  version      = {3},
  howpublished = {Lewu Kalimantan Tengah},
  url          = {https://lewu.example/data/produksi-padi?versi=3},
  urldate      = {2026-11-24},
  note         = {Kumpulan data, contoh; isi SHA-256 ` + isi + `},
}
`},
		{"figure", figure, `@misc{produksi-padi-v3-c6d6e55a,
  author       = {{Dinas Contoh A}},
  title        = {{Jumlah produksi 2024: 388.669 ton. Dalam CONTOH: Produksi padi menurut kabupaten/kota (contoh)}},
  year         = {2025},
  version      = {3},
  howpublished = {Lewu Kalimantan Tengah},
  url          = {https://lewu.example/a/mfrggzdfmztwq2lk},
  urldate      = {2026-11-24},
  note         = {Kumpulan data, contoh; isi SHA-256 ` + isi + `},
}
`},
		{"odd", odd(), `@misc{cafx-v3,
  author       = {{Pasar "Muara Ja'an" \& Rekan Tbk.}},
  title        = {{Laba \textbraceleft{}kotor\textbraceright{} \& 50\% \#1: biaya\_rata \textasciitilde{} \$5 \textbackslash{} \textasciicircum{}müller.}},
  year         = {2025},
  version      = {3},
  howpublished = {Lewu Kalimantan Tengah},
  url          = {https://lewu.example/data/x?nama=%7Ba%20b%7D&versi=3},
  urldate      = {2026-11-24},
  note         = {Kumpulan data; isi SHA-256 ` + isi + `},
}
`},
	} {
		got := test.work.BibTeX(in(t, i18n.ID))
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		if open, closed := strings.Count(got, "{"), strings.Count(got, "}"); open != closed {
			t.Errorf("%s: %d braces open, %d close", test.name, open, closed)
		}
	}
}

func TestRIS(t *testing.T) {
	figure := rice()
	figure.Part, figure.URL = "Jumlah produksi 2024: 388.669 ton", "https://lewu.example/a/mfrggzdfmztwq2lk"
	for _, test := range []struct {
		name string
		work cite.Work
		want string
	}{
		{"table", rice(), `TY  - DATA
ID  - produksi-padi-v3
AU  - Dinas Contoh A
PY  - 2025
TI  - CONTOH: Produksi padi menurut kabupaten/kota (contoh)
ET  - Versi 3
PB  - Lewu Kalimantan Tengah
M3  - Kumpulan data, contoh
UR  - https://lewu.example/data/produksi-padi?versi=3
Y2  - 2026/11/24
N1  - Kumpulan data, contoh; isi SHA-256 ` + isi + `
ER  - 
`},
		{"figure", figure, `TY  - DATA
ID  - produksi-padi-v3-c6d6e55a
AU  - Dinas Contoh A
PY  - 2025
TI  - Jumlah produksi 2024: 388.669 ton
T2  - CONTOH: Produksi padi menurut kabupaten/kota (contoh)
ET  - Versi 3
PB  - Lewu Kalimantan Tengah
M3  - Kumpulan data, contoh
UR  - https://lewu.example/a/mfrggzdfmztwq2lk
Y2  - 2026/11/24
N1  - Kumpulan data, contoh; isi SHA-256 ` + isi + `
ER  - 
`},
	} {
		if got := test.work.RIS(in(t, i18n.ID)); got != strings.ReplaceAll(test.want, "\n", "\r\n") {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// A title of any length and with any control character is one line of each
// form, and nothing of it is lost.
func TestLongTitle(t *testing.T) {
	w := rice()
	w.Contoh = false
	w.Title = strings.Repeat("Rekapitulasi luas\tpanen\x00 dan\r\nTY  - HACK ", 200)
	clean := strings.TrimSpace(strings.Repeat("Rekapitulasi luas panen dan TY - HACK ", 200))
	say := in(t, i18n.ID)
	for name, got := range map[string]string{"APA": w.APA(say), "BibTeX": w.BibTeX(say), "RIS": w.RIS(say)} {
		if !strings.Contains(got, clean) {
			t.Errorf("%s lost a part of the title: %.200s", name, got)
		}
	}
	if lines := strings.Count(w.RIS(say), "\r\n"); lines != 12 {
		t.Errorf("the RIS record has %d lines, want 12", lines)
	}
	if strings.Contains(w.APA(say), "\n") {
		t.Error("the APA line is broken")
	}
}

// Two selections of one version are two works; the same one is the same.
func TestKey(t *testing.T) {
	one, two := rice(), rice()
	one.Selection, one.URL = "tahun = 2023", rice().URL+"&tahun=2023"
	two.Selection, two.URL = "tahun = 2024", rice().URL+"&tahun=2024"
	if one.Key() == two.Key() || one.Key() == rice().Key() {
		t.Errorf("keys %s, %s, %s", rice().Key(), one.Key(), two.Key())
	}
	later := one
	later.Accessed, later.Title = later.Accessed.AddDate(1, 0, 0), "Judul lain"
	if later.Key() != one.Key() {
		t.Errorf("the key changed with day and title: %s, %s", later.Key(), one.Key())
	}
	if got := (cite.Work{Name: "Ω", Version: 1}).Key(); got != "lewu-v1" {
		t.Errorf("Key() = %q, want lewu-v1", got)
	}
}
