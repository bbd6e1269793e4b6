package app_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
)

// schools is a dataset that bad files are sent to: a key, a version in force.
func (h *house) schools(t *testing.T) {
	t.Helper()
	set := newSet("Jumlah sekolah")
	set.Key = []string{"kode_kemendagri", "tahun"}
	h.publish(t, intake.Order{New: set, Data: parcel("sekolah.csv", []byte(goodFile))})
}

const goodFile = "Kode Kemendagri,Tahun,Kabupaten,Sekolah\n62.01,2024,Kotawaringin Barat,312\n62.02,2024,Kotawaringin Timur,428\n62.71,2024,Palangka Raya,275\n"

// long is n columns of a header and as many numbers.
func long(n int) []byte {
	var head, row strings.Builder
	for i := range n {
		if i > 0 {
			head.WriteByte(',')
			row.WriteByte(',')
		}
		fmt.Fprintf(&head, "k%d", i)
		fmt.Fprintf(&row, "%d", i)
	}
	return []byte(head.String() + "\n" + row.String() + "\n")
}

// TestBadFiles sends what must not be published, or not without a word, to a
// dataset in force. Each ends in a state with sentences in both languages that
// name the place, and what was published stays as it was.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.schools(t)
	before := string(h.get(t, "/data/jumlah-sekolah.csv").body)
	head, _, _ := strings.Cut(goodFile, "\n")
	for _, test := range []struct {
		name  string
		body  []byte
		state catalog.State
		key   string
		place []string // what the Indonesian sentence must name
	}{
		{"empty", nil, catalog.Failed, "csv.empty", nil},
		{"only blanks", []byte(" \n\n \n"), catalog.Failed, "", nil},
		{"no rows", []byte(head + "\n"), catalog.Failed, "csv.no-rows", nil},
		{"cut inside quotes", []byte(goodFile + "62.03,2024,\"Kapuas"), catalog.Failed, "csv.quote-open", []string{"5"}},
		{"cut inside a row", []byte(goodFile + "62.03,20"), catalog.Failed, "csv.cut-off", []string{"5", "2", "4"}},
		{"binary", append([]byte("\x7fELF\x02\x01\x01\x00"), bytes.Repeat([]byte{0, 1, 2, 0xfe}, 200)...), catalog.Failed, "csv.binary", nil},
		{"zip", append([]byte("PK\x03\x04"), bytes.Repeat([]byte{20, 0, 8, 0}, 99)...), catalog.Failed, "xlsx.cut-off", nil},
		{"pdf", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), catalog.Failed, "csv.pdf", nil},
		{"html", []byte("<!doctype html><table><tr><td>62.01</td></tr></table>"), catalog.Failed, "csv.html", nil},
		{"NUL bytes", []byte(goodFile + "62.03,2024,Ka\x00puas,1\n"), catalog.Failed, "csv.nul", []string{"5"}},
		{"20,000 columns", long(20_000), catalog.Failed, "csv.columns", []string{"16.384"}},
		{"duplicate names", []byte("Kode Kemendagri,Tahun,Sekolah,Sekolah\n62.01,2024,1,2\n62.02,2024,3,4\n"), catalog.Failed, "typing.name-twice", []string{"Sekolah", "3", "4"}},
		{"an empty name", []byte("Kode Kemendagri,Tahun,,Sekolah\n62.01,2024,Kobar,2\n62.02,2024,Kotim,4\n"), catalog.Failed, "csv.header-empty", []string{"3"}},
		{"a long row", []byte(goodFile + "62.03,2024,Kapuas,1,2\n"), catalog.Failed, "csv.row-long", []string{"5"}},
		{"a short row", []byte(goodFile + "62.03,2024\n62.04,2024,Barito Selatan,9\n"), catalog.Failed, "csv.row-short", []string{"5"}},
		{"key twice", []byte(goodFile + "62.71,2024,Palangka Raya,276\n"), catalog.Failed, "intake.key-double", []string{"62.71", "2024", "4", "5"}},
		{"key empty", []byte(goodFile + "62.03,,Kapuas,276\n"), catalog.Failed, "intake.key-empty", []string{"tahun", "5"}},
		{"key columns missing", []byte("Kabupaten,Sekolah\nKotawaringin Barat,312\nKapuas,1\n"), catalog.Failed, "intake.key-missing", []string{"kode_kemendagri", "kabupaten, sekolah"}},
		{"another table", []byte("Pasar;Harga\nKahayan;1.250,5\nBesar;13.000,0\n"), catalog.Failed, "intake.key-missing", []string{"kode_kemendagri"}},
		{"personal numbers", []byte("Kode Kemendagri,Tahun,NIK\n62.01,2024,6271010101900001\n62.02,2024,6271014202910002\n"), catalog.Failed, "typing.identity", []string{"NIK"}},
		{"rows gone", []byte(head + "\n62.01,2024,Kotawaringin Barat,312\n62.02,2024,Kotawaringin Timur,428\n"), catalog.Asking, "intake.vanish", []string{"1", "versi 1"}},
		{"a thin decimal", []byte("Kode Kemendagri,Tahun,Kabupaten,Sekolah\n62.01,2024,Kobar,1.312\n62.02,2024,Kotim,2.428\n62.71,2024,PKY,3.275\n"), catalog.Asking, "typing.decimal-ask", []string{"Sekolah"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := h.send(t, intake.Order{Slug: "jumlah-sekolah", Data: parcel(test.name+".csv", test.body), Solo: "uji"})
			h.saysClearly(t, b)
			said := h.sentences(t, i18n.ID, b)
			if b.State != test.state || !h.found(t, b, test.key) {
				t.Fatalf("state %s, %q, want %s with %s", b.State, said, test.state, test.key)
			}
			for _, word := range test.place {
				if !strings.Contains(strings.Join(said, "\n"), word) {
					t.Errorf("%q does not name %q", said, word)
				}
			}
			if after := string(h.get(t, "/data/jumlah-sekolah.csv").body); after != before {
				t.Errorf("published now: %q", after)
			}
		})
	}
}

// found tells whether a batch failed by a key or has a finding of it; an empty
// key is any.
func (h *house) found(t *testing.T, b catalog.Batch, key string) bool {
	t.Helper()
	findings, err := h.Catalog.Findings(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{b.Failure.Key}
	for _, f := range findings {
		keys = append(keys, f.Message.Key)
	}
	return slices.Contains(keys, key) || key == "" && b.Failure.Key != ""
}

// TestOddButPublished: what is dangerous for others is published as the text
// it is, and harms nobody on the way out.
func TestOddButPublished(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	formulas := "nama,catatan,nilai\n=1+1,@sum(A1),-5\n+62 811,\"=HYPERLINK(\"\"http://x\"\")\",7\n-,-tanpa,8\n"
	markup := "nama,catatan,nilai\n<script>alert(1)</script>,\"<b onclick='x'>\",1\n</td></table>,\"&amp; \"\"><img src=x onerror=y>\",2\n"
	a := h.publish(t, intake.Order{New: newSet("Rumus"), Data: parcel("rumus.csv", []byte(formulas))})
	if !h.found(t, a, "typing.formula") {
		t.Errorf("no word of the formulas: %q", h.sentences(t, i18n.ID, a))
	}
	h.saysClearly(t, a)
	h.publish(t, intake.Order{New: newSet("Tanda"), Data: parcel("tanda.csv", []byte(markup))})

	want := "nama,catatan,nilai\n'=1+1,'@sum(A1),-5\n'+62 811,\"'=HYPERLINK(\"\"http://x\"\")\",7\n,'-tanpa,8\n"
	if got := string(h.get(t, "/data/rumus.csv").body); got != want {
		t.Errorf("download of formulas is %q, want %q", got, want)
	}
	p := h.rows(t, "/api/v1/datasets/rumus/rows?urut=nilai")
	if got := word(p.Rows[0][0]); got != "=1+1" || p.Total != 3 {
		t.Errorf("%d rows, the first is %q, want 3 and =1+1: the text as it stands", p.Total, got)
	}
	h.hold(t, "rumus", file{records(t, []byte(formulas), ','), 1, '.'})
	h.hold(t, "tanda", file{records(t, []byte(markup), ','), 1, '.'})
	for _, address := range []string{"/data/tanda", "/en/data/tanda", cellOrigin("/data/tanda/asal", 1, 1, 2, "catatan")} {
		page := string(h.get(t, address).body)
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") || strings.Contains(page, "<b onclick") {
			t.Errorf("%s: markup of a file reached the page", address)
		}
	}
}

// TestOtherProvince: codes of elsewhere are published with a warning that
// names the column, how many rows, and a code.
func TestOtherProvince(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	body := "kode_kemendagri,nama,jumlah\n62.71,Palangka Raya,1\n63.71,Banjarmasin,2\n64.72,Samarinda,3\n"
	b := h.publish(t, intake.Order{New: newSet("Tiga kota"), Data: parcel("kota.csv", []byte(body))})
	h.saysClearly(t, b)
	said := strings.Join(h.sentences(t, i18n.ID, b), "\n")
	for _, word := range []string{"kode_kemendagri", "2 baris", "63.71"} {
		if !strings.Contains(said, word) {
			t.Errorf("%q does not name %q", said, word)
		}
	}
	h.wants(t, "/data/tiga-kota", http.StatusOK, "63.71", said)
}

// TestBadOrders: orders that cannot be, before a byte is read.
func TestBadOrders(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.schools(t)
	data := parcel("a.csv", []byte(goodFile))
	for _, test := range []struct {
		name  string
		order intake.Order
		kind  errs.Kind
		place string
	}{
		{"a taken slug", intake.Order{New: newSet("JUMLAH  sekolah!"), Data: data}, errs.Conflict, "jumlah-sekolah"},
		{"an unknown dataset", intake.Order{Slug: "jumlah-guru", Data: data}, errs.NotFound, "jumlah-guru"},
		{"periods without a period column", intake.Order{Slug: "jumlah-sekolah", Mode: catalog.ReplacePeriod, Data: data}, errs.Invalid, "ganti-periode"},
		{"deletions where the file is the table", intake.Order{Slug: "jumlah-sekolah", Deletions: [][]string{{"62.01", "2024"}}, Data: data}, errs.Invalid, "gabung"},
		{"half a key to delete", intake.Order{Slug: "jumlah-sekolah", Mode: catalog.Merge, Deletions: [][]string{{"62.01"}}, Data: data}, errs.Invalid, "62.01"},
	} {
		_, err := h.Road.Receive(t.Context(), auth.CommandLine("uji"), test.order)
		m, ok := errs.Public(err)
		if !errs.Is(err, test.kind) || !ok {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		in, en := h.Messages.Say(i18n.ID, m), h.Messages.Say(i18n.EN, m)
		if !strings.Contains(in, test.place) || strings.Contains(in+en, "{") || in == en || innards(in+en) != "" {
			t.Errorf("%s: %q, %q, want a sentence with %q in each language", test.name, in, en, test.place)
		}
	}
	if faults := h.Messages.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
}

// endless gives n bytes without a line end.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = 'a'
	}
	e.left -= n
	return n, nil
}

func (e *endless) Close() error { return nil }

// TestOneLongLine: 50 MB without a line end are refused by the row's length,
// within memory that does not grow with the file.
func TestOneLongLine(t *testing.T) {
	h := newHouse(t)
	const size = 50 << 20
	for name, open := range map[string]func() (io.ReadCloser, error){
		"one word": func() (io.ReadCloser, error) { return &endless{size}, nil },
		"in quotes": func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader("a,b\n1,\""), &endless{size})), nil
		},
		"many cells": func() (io.ReadCloser, error) {
			return io.NopCloser(io.LimitReader(&cells{}, size)), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			var start, end runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&start)
			b := h.send(t, intake.Order{New: newSet("Panjang " + name), Data: intake.Parcel{Name: "panjang.csv", Open: open}, Solo: "uji"})
			runtime.ReadMemStats(&end)
			h.saysClearly(t, b)
			if b.State != catalog.Failed {
				t.Errorf("state %s, want gagal", b.State)
			}
			if grown := int64(end.HeapSys) - int64(start.HeapSys); grown > size/2 {
				t.Errorf("the heap grew by %d MB", grown>>20)
			}
			if total := int64(end.TotalAlloc - start.TotalAlloc); total > size {
				t.Errorf("%d MB were allocated", total>>20)
			}
		})
	}
}

// cells gives "1,1,1,…" for ever.
type cells struct{ comma bool }

func (c *cells) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "1,"[map[bool]int{false: 0, true: 1}[c.comma]]
		c.comma = !c.comma
	}
	return len(p), nil
}
