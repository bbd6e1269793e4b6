package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A terminal runs commands on one store, as somebody sitting there does.
type terminal struct {
	*testing.T
	dir string
}

// run answers the exit code, and what was printed.
func (t terminal) run(args ...string) (code int, out string) {
	t.Helper()
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		var printed bytes.Buffer
		a := &call{flags: flag.NewFlagSet(c.name, flag.ContinueOnError), out: &printed, err: &printed, level: "error"}
		a.flags.SetOutput(&printed)
		a.flags.StringVar(&a.data, "data", t.dir, "")
		a.flags.BoolVar(&a.json, "json", false, "")
		code := a.finish(c.run(with(t.Context(), args[1:]), a))
		return code, printed.String()
	}
	t.Fatalf("no command %q", args[0])
	return 0, ""
}

// says runs a command and checks its exit code and part of what it prints.
func (t terminal) says(code int, part string, args ...string) string {
	t.Helper()
	got, out := t.run(args...)
	if got != code || !strings.Contains(out, part) {
		t.Errorf("lewu %s: exit %d, want %d, printed %q, want %q in it", strings.Join(args, " "), got, code, out, part)
	}
	return out
}

func TestPeopleAndAgenciesAtTheTerminal(t *testing.T) {
	h := terminal{t, t.TempDir()}
	h.says(codeUsage, "Sebut satu: lewu agency list", "agency")
	h.says(codeUsage, "bukan tanggal", "agency", "add", "Dinas Kehutanan", "--sejak", "kemarin")
	h.says(codeOK, "dinas-kehutanan", "agency", "add", "Dinas Kehutanan", "--sejak", "2017-01-01", "--singkatan", "Dishut")
	h.says(codeRefused, "sudah dipakai", "agency", "add", "DINAS KEHUTANAN", "--sejak", "2017-01-01")
	h.says(codeOK, `"slug":"dinas-perkebunan"`, "agency", "add", "Dinas Perkebunan", "--sejak", "2 Januari 2017", "--singkatan", "Disbun", "--json")
	h.says(codeOK, "terdaftar", "agency", "add", "Dinas Kehutanan dan Perkebunan", "--sejak", "2025-01-01", "--singkatan", "Dishutbun")
	h.says(codeUsage, "Maksudnya", "agency", "merge", "Dishut", "Dinas Perkebunn", "--ke", "Dishutbun", "--sejak", "2025-01-01", "--dasar", "Perda 3 Tahun 2024")
	h.says(codeUsage, "dasarnya", "agency", "merge", "Dishut", "--ke", "Dishutbun", "--sejak", "2025-01-01")
	h.says(codeOK, "penerusnya dicatat", "agency", "merge", "Dishut", "Disbun", "--ke", "Dishutbun", "--sejak", "2025-01-01", "--dasar", "Perda 3 Tahun 2024")
	h.says(codeOK, "masa sejak 2026-01-01 dicatat", "agency", "period", "Dishutbun", "--sejak", "1-1-2026", "--kode", "3.27.0.00.0.00.01.0000")
	if out := h.says(codeOK, "Dishutbun", "agency", "list"); strings.Contains(out, "Disbun ") {
		t.Errorf("the list of today has agencies that ended: %s", out)
	}
	h.says(codeOK, "2025-01-01", "agency", "list", "--semua")

	code := h.says(codeOK, "masukkan kode ini", "user", "code")
	if again := h.says(codeOK, "masukkan kode ini", "user", "code"); again == code {
		t.Error("the first code was given twice")
	}
	h.says(codeUsage, "Sebut satu: lewu user list", "user", "ubah")
	h.says(codeUsage, "berlaku di dalam instansi", "user", "add", "--surel", "budi@dishut.example", "--nama", "Budi", "--peran", "operator")
	h.says(codeUsage, "berlaku di mana", "user", "add", "--surel", "budi@dishut.example", "--nama", "Budi", "--peran", "walidata")
	h.says(codeUsage, "Maksudnya", "user", "add", "--surel", "budi@dishut.example", "--nama", "Budi", "--peran", "operator", "--instansi", "Dinas Kehutanan dan Perkebun")
	out := h.says(codeOK, "SURAT UNDANGAN", "user", "add", "--surel", "Budi@dishut.example", "--nama", "Budi Santoso", "--peran", "operator,verifikator", "--instansi", "Dishutbun")
	for _, part := range []string{"/masuk/aktifkan", "budi@dishut.example", "Dinas Kehutanan dan Perkebunan"} {
		if !strings.Contains(out, part) {
			t.Errorf("the letter lacks %q: %s", part, out)
		}
	}
	h.says(codeRefused, "sudah dipakai", "user", "add", "--surel", "budi@dishut.example", "--nama", "Budi", "--peran", "admin")
	h.says(codeOK, "SURAT UNDANGAN", "user", "invite", "BUDI@dishut.example")
	h.says(codeUsage, "Tidak ada orang", "user", "invite", "ani@dishut.example")
	h.says(codeUsage, "Pilih satu", "user", "role", "budi@dishut.example")
	h.says(codeOK, "ditambahkan", "user", "role", "budi@dishut.example", "--tambah", "walidata", "--provinsi")
	h.says(codeOK, "dicabut", "user", "role", "budi@dishut.example", "--cabut", "verifikator")
	h.says(codeUsage, "tidak memiliki", "user", "role", "budi@dishut.example", "--cabut", "verifikator")
	h.says(codeOK, "operator,walidata", "user", "list", "--instansi", "Dishutbun")
	h.says(codeUsage, "Tulis alasannya", "user", "close", "budi@dishut.example")
	h.says(codeOK, "ditutup", "user", "close", "budi@dishut.example", "--alasan", "pensiun")
	h.says(codeOK, "", "user", "list")
	h.says(codeOK, "ditutup", "user", "list", "--tutup")
	h.says(codeOK, "dibuka kembali", "user", "reopen", "budi@dishut.example")
	h.says(codeOK, "pemulihan diminta", "user", "reset", "budi@dishut.example", "--alasan", "ponsel hilang")
	h.says(codeRefused, "bukan yang memintanya", "user", "reset", "budi@dishut.example", "--sahkan")
	h.says(codeOK, "Jejak audit utuh", "audit", "verify")
}

func TestTheWorkbookAtTheTerminal(t *testing.T) {
	h := terminal{t, t.TempDir()}
	path := filepath.Join(t.TempDir(), "daftar.xlsx")
	h.says(codeOK, path, "user", "template", path)
	h.says(codeRefused, "tidak ditimpa", "user", "template", path)
	var report planReport
	if err := json.Unmarshal([]byte(h.says(codeRefused, "roster.nothing", "agency", "import", path, "--json")), &report); err != nil || len(report.Faults) != 1 {
		t.Errorf("an empty workbook: %+v, %v", report, err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for sheet, rows := range map[string][][]any{
		"Instansi": {{"", "Dinas Kehutanan", "", "Dishut", "", "", "2017-01-01"}},
		"Orang":    {{"", "Budi Santoso", "budi@dishut.example", "Dishut", "", "operator"}, {"", "Ani", "ani@prov.example", "", "", "admin"}},
	} {
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+3)
			if err := f.SetSheetRow(sheet, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	h.says(codeOK, "3 tambah, 0 ubah, 0 tetap; belum diterapkan", "user", "import", path)
	out := h.says(codeOK, "diterapkan", "user", "import", path, "--terapkan")
	if strings.Count(out, "SURAT UNDANGAN") != 2 || strings.Count(out, "\f") != 1 {
		t.Errorf("letters: %s", out)
	}
	h.says(codeOK, "semuanya sudah seperti ini", "user", "import", path)
	if out := h.says(codeOK, "diterapkan", "user", "import", path, "--terapkan"); strings.Contains(out, "SURAT") {
		t.Errorf("the second time made letters: %s", out)
	}
	if err := os.WriteFile(path, []byte("nama;surel"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.says(codeUsage, "bukan buku kerja", "user", "import", path)
	h.says(codeUsage, "tidak dapat dibuka", "user", "import", path+".tidak-ada")
}
