package region

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// reference opens a file beside the project, or skips.
func reference(t *testing.T, path ...string) []byte {
	t.Helper()
	name := filepath.Join(append([]string{"..", "..", "..", "shared"}, path...)...)
	text, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		t.Skipf("%s is not here: the table is not compared with it", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// records reads a CSV file into rows by column name.
func records(t *testing.T, path ...string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(reference(t, path...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		list = append(list, record)
	}
	return list
}

func TestAgainstRegions(t *testing.T) {
	list := records(t, "data", "reference", "regions.csv")
	if len(list) != len(Regencies()) {
		t.Fatalf("%d rows, the table has %d", len(list), len(Regencies()))
	}
	for _, row := range list {
		r, ok := ByKemendagri(Kemendagri(row["kemendagri"]))
		if !ok {
			t.Errorf("%s %s is not in the table", row["kemendagri"], row["nama"])
			continue
		}
		got := []string{string(r.BPS), r.Short, r.Capital, r.Km2(), strconv.FormatInt(r.Population, 10)}
		for i, name := range []string{"bps", "nama", "ibukota", "luas_km2_big2024", "penduduk_dukcapil_2024s2"} {
			if got[i] != row[name] {
				t.Errorf("%s: %s is %q in the table, %q in the file", r.Kemendagri, name, got[i], row[name])
			}
		}
		if isCity := row["jenis"] == "kota"; r.Kemendagri.City() != isCity {
			t.Errorf("%s: City() = %v, the file says %s", r.Kemendagri, r.Kemendagri.City(), row["jenis"])
		}
	}
}

func TestAgainstGeo(t *testing.T) {
	for _, row := range records(t, "data", "geo", "kabupaten_62.csv") {
		r, ok := FindName(row["nama"])
		if !ok || string(r.Kemendagri) != row["kode"] || string(r.BPS) != row["kode_bps"] || r.Name != row["nama"] {
			t.Errorf("%s %s %s: the table has %s %s %s", row["kode"], row["kode_bps"], row["nama"], r.Kemendagri, r.BPS, r.Name)
		}
	}
}

// Every code of the province has the shape, level and parent that its row says.
func TestAgainstAllCodes(t *testing.T) {
	levels := map[string]Level{"provinsi": Province, "kabupaten_kota": Regency, "kecamatan": District, "kelurahan": Village, "desa": Village}
	list := records(t, "data", "geo", "wilayah_62.csv")
	if len(list) != 1722 {
		t.Errorf("%d codes, want 1722", len(list))
	}
	for _, row := range list {
		k, err := ParseKemendagri(row["kode"])
		parent, _ := k.Parent()
		if err != nil || k.Level() != levels[row["level"]] || string(parent) != row["induk"] ||
			k.Kelurahan() != (row["level"] == "kelurahan") {
			t.Errorf("%v: parsed %q, level %d, parent %q, kelurahan %v, %v", row, k, k.Level(), parent, k.Kelurahan(), err)
		}
	}
}

// tileLink is one tile in the drawn map: code, and its corner in the picture.
var tileLink = regexp.MustCompile(`<a href="#(62\.\d\d)" class="q\dt"[^>]*><rect class="q\d" x="(\d+)" y="(\d+)" width="58" height="58"/><text [^>]*>([^<]+)</text>`)

func TestAgainstDrawnTiles(t *testing.T) {
	tiles := tileLink.FindAllSubmatch(reference(t, "design", "mock", "beranda.html"), -1)
	if len(tiles) != len(Regencies()) {
		t.Fatalf("%d tiles drawn, want %d", len(tiles), len(Regencies()))
	}
	for _, m := range tiles {
		r, _ := ByKemendagri(Kemendagri(m[1]))
		x, errX := strconv.Atoi(string(m[2]))
		y, errY := strconv.Atoi(string(m[3]))
		if errX != nil || errY != nil {
			t.Fatal(errX, errY)
		}
		if r.Column != x/60 || r.Row != y/60 || r.Tile != string(m[4]) {
			t.Errorf("%s: tile %q at %d,%d; drawn %q at %d,%d", r.Kemendagri, r.Tile, r.Column, r.Row, m[4], x/60, y/60)
		}
	}
}
