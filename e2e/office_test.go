package e2e

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/lewu-id/lewu/internal/roster"
)

// startWorkbook is the template as an admin fills it in: two agencies, four people.
func startWorkbook(t *testing.T) string {
	t.Helper()
	var blank bytes.Buffer
	if err := roster.Template(&blank); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&blank)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sheet, rows := range map[string][]map[string]string{
		roster.SheetAgencies: {
			{"Nama instansi": "Dinas Perkebunan", "Singkatan": "Disbun", "Berlaku sejak": "2017-01-02"},
			{"Nama instansi": "Dinas Ka'bah Uji", "Singkatan": "DKU", "Berlaku sejak": "2017-01-02"},
		},
		roster.SheetPeople: {
			{"Nama": "Rina Lestari", "Surel": "rina@uji.example", "Instansi": "Disbun", "Peran": "operator"},
			{"Nama": "Budi Santoso", "Surel": "budi@uji.example", "Instansi": "Disbun", "Peran": "verifikator"},
			{"Nama": "Maya Anggraini", "Surel": "maya@uji.example", "Peran": "walidata", "Cakupan": "provinsi"},
			{"Nama": "Tono <b>Lain</b>", "Surel": "tono@uji.example", "Instansi": "DKU", "Peran": "operator"},
		},
	} {
		table, err := f.GetRows(sheet)
		if err != nil || len(table) == 0 {
			t.Fatalf("sheet %s: %d rows, %v", sheet, len(table), err)
		}
		for i, row := range rows {
			for c, head := range table[0] {
				name, err := excelize.CoordinatesToCellName(c+1, len(table)+1+i)
				if err != nil {
					t.Fatal(err)
				}
				if value := row[strings.TrimSpace(strings.TrimSuffix(head, "*"))]; value != "" {
					if err := f.SetCellStr(sheet, name, value); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	path := filepath.Join(t.TempDir(), "awal-provinsi.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// firstCode is what the first start prints: an address, and behind it the code.
var firstCode = regexp.MustCompile(`/masuk/pertama[^:]*: (\S+)`)

// TestOffice walks from the first start to a public page, each person in a browser
// of its own, with passkeys of a virtual authenticator.
func TestOffice(t *testing.T) {
	needBrowser(t)
	s := house{data: filepath.Join(t.TempDir(), "data")}.serve(t)
	var code []string
	for limit := time.Now().Add(patience); code == nil; time.Sleep(20 * time.Millisecond) {
		if code = firstCode.FindStringSubmatch(s.out.text()); time.Now().After(limit) {
			t.Fatalf("the first start prints no code:\n%s", s.out.text())
		}
	}
	out, err := exec.Command("node", "browser/office.mjs", s.url, "artefacts", code[1], startWorkbook(t)).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
