package xlsx

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// A million rows are what a provincial table of every village and month has;
// past 1,048,575 a second sheet begins, so a few more are written.
const officeRows = 1_050_000

// officeRow is row n of a table that spreadsheets trip over: codes with zeros
// in front, texts like formulas, lines in cells, long numbers, missing cells.
func officeRow(n int, r *rand.Rand) []string {
	notes := [...]string{"", "=1+1", "baris\nbaru", `kata "dikutip"`, "+62 811", "a;b,c", "Kotawaringin Barat"}
	return []string{
		fmt.Sprintf("%05d", n%100_000),
		[...]string{"Padi sawah", "Jagung", "Ubi kayu", ""}[n%4],
		fmt.Sprint(2000 + n%25),
		fmt.Sprintf("%d.%02d", r.IntN(1_000_000), r.IntN(100)),
		fmt.Sprint(r.IntN(1_000_000) - 500_000),
		fmt.Sprintf("%d.00", r.Int64N(9_999_999_999_999)),
		time.Date(1950, 1, 1+n%30_000, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
		[...]string{"1234567890123456789", "12", ""}[n%3],
		notes[n%len(notes)],
	}
}

// TestOffice has LibreOffice read a workbook of a million rows and write what
// it understood as CSV: every cell must come back as it was published.
func TestOffice(t *testing.T) {
	if os.Getenv("LEWU_SOAK") == "" {
		t.Skip("takes minutes: only with LEWU_SOAK=1 (make soak)")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no LibreOffice on this machine (soffice)")
	}
	columns := []lewu.Column{
		{Name: "kode", Kind: lewu.Code}, {Name: "komoditas", Kind: lewu.Text}, {Name: "tahun", Kind: lewu.Year}, {Name: "produksi", Kind: lewu.Decimal, Digits: 12, Scale: 2},
		{Name: "selisih", Kind: lewu.Integer}, {Name: "nilai", Kind: lewu.Money}, {Name: "lapor", Kind: lewu.Date}, {Name: "nomor", Kind: lewu.Integer}, {Name: "catatan", Kind: lewu.Text},
	}
	dir := t.TempDir()
	book := filepath.Join(dir, "panen.xlsx")
	f, err := os.Create(book)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	err = Write(f, Output{Title: "Panen", Name: "Data", AboutName: "Keterangan", Columns: columns, Rows: func(put func([]lewu.Cell) error) error {
		r := rand.New(rand.NewPCG(62, 71))
		for n := range officeRows {
			if err := put(cells(officeRow(n, r)...)); err != nil {
				return err
			}
		}
		return nil
	}})
	if fault := f.Close(); err != nil || fault != nil {
		t.Fatal(err, fault)
	}
	t.Logf("%d rows written in %v", officeRows, time.Since(began))

	// CSV in UTF-8, every sheet a file, numbers as they are stored and not as
	// they are shown, dates as they are shown.
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+dir+"/profil", "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", dir, book)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	t.Logf("converted after %v", time.Since(began))
	r := rand.New(rand.NewPCG(62, 71))
	n := 0
	for _, sheet := range []string{"Data", "Data 2"} {
		n = holdSheet(t, filepath.Join(dir, "panen-"+sheet+".csv"), columns, n, r)
	}
	if n != officeRows {
		t.Errorf("%d rows came back, want %d", n, officeRows)
	}
}

// holdSheet compares a converted sheet with the rows from n on, and gives the
// number of the row after its last.
func holdSheet(t *testing.T, name string, columns []lewu.Column, n int, r *rand.Rand) int {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	head, err := records.Read()
	if err != nil || head[0] != "kode" || len(head) != len(columns) {
		t.Fatalf("%s: heading %q, %v", name, head, err)
	}
	for {
		got, err := records.Read()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range officeRow(n, r) {
			if k := columns[i].Kind; k == lewu.Decimal || k == lewu.Money {
				want = strings.TrimSuffix(strings.TrimRight(want, "0"), ".") // stored, not shown
			}
			if got[i] != want {
				t.Fatalf("%s: row %d, %s = %q, want %q", name, n, columns[i].Name, got[i], want)
			}
		}
		n++
	}
}

// TestOfficeRows: the rows of the proof hold what it is about.
func TestOfficeRows(t *testing.T) {
	var all bytes.Buffer
	r := rand.New(rand.NewPCG(62, 71))
	for n := range 100 {
		fmt.Fprintln(&all, officeRow(n, r))
	}
	for _, want := range []string{"[00001 ", "=1+1", "1234567890123456789", "baris\nbaru"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no row has %q", want)
		}
	}
}
