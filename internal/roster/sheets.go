package roster

import (
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// Names of the sheets, as they stand on their tabs.
const (
	SheetGuide    = "Petunjuk"
	SheetAgencies = "Instansi"
	SheetPeople   = "Orang"
	SheetRegions  = "Wilayah"
	SheetTopics   = "Topik"
	SheetSettings = "Pengaturan"
)

// A column is one column of a sheet. The heads are a format that people's files
// are written in: they never change their meaning.
type column struct {
	key     string // of the row's cells
	head    string // as it stands in the template; * marks what must be filled in
	kind    lewu.Kind
	width   int
	max     int    // characters; 0: 200
	offer   string // what its cells offer to choose from
	example string
}

// A sheet is one sheet of the template. A row whose cell of the column idle is
// empty says nothing: the names of the settings stand there from the beginning.
type sheet struct {
	name    string
	columns []column
	idle    string
}

// noteColumn is the first of every sheet. What is written there is for people;
// only the word "contoh" has a meaning: the row is an example.
const (
	noteColumn = "catatan"
	sampleMark = "contoh"
)

const usualMax = 200

// sheets are those that are filled in, in the order of their tabs.
func sheets() []sheet {
	note := column{key: noteColumn, head: "Catatan", width: 12, max: 1000, example: sampleMark}
	return []sheet{
		{name: SheetAgencies, columns: []column{
			note,
			{key: "nama", head: "Nama instansi *", width: 48, example: "Dinas Komunikasi, Informatika, Persandian dan Statistik"},
			{key: "dahulu", head: "Dahulu bernama", width: 36, example: "Dinas Komunikasi dan Informatika"},
			{key: "singkatan", head: "Singkatan", width: 18, max: 60, example: "Diskominfosantik"},
			{key: "inggris", head: "Nama Inggris", width: 36},
			{key: "kode", head: "Kode SKPD", kind: lewu.Code, width: 26, max: 60, example: "2.16.2.20.2.21.01.0000"},
			{key: "sejak", head: "Berlaku sejak *", kind: lewu.Date, width: 14, example: "2020-01-02"},
			{key: "sampai", head: "Hari terakhir berlaku", kind: lewu.Date, width: 14},
			{key: "dasar", head: "Dasar hukum", width: 28, example: "Perda 6 Tahun 2019"},
			{key: "tanggal_dasar", head: "Tanggal dasar hukum", kind: lewu.Date, width: 14, example: "2019-11-11"},
			{key: "gabungan", head: "Gabungan dari", width: 36, max: 2000},
			{key: "kontak", head: "Kontak", width: 30, max: 500, example: "data@instansi.example"},
			{key: "ppid", head: "PPID", width: 30, max: 500},
		}},
		{name: SheetPeople, columns: []column{
			note,
			{key: "nama", head: "Nama *", width: 30, max: 120, example: "Rina Lestari"},
			{key: "surel", head: "Surel *", width: 32, max: 254, example: "rina.lestari@instansi.example"},
			{key: "instansi", head: "Instansi", width: 44, offer: "'" + SheetAgencies + "'!$B$2:$B$2000", example: "Diskominfosantik"},
			{key: "jabatan", head: "Jabatan", width: 28, max: 120, example: "Statistisi Ahli Muda"},
			{key: "peran", head: "Peran *", width: 26, offer: `"` + strings.Join(roleWords(), ",") + `"`, example: string(lewu.RoleWalidata)},
			{key: "cakupan", head: "Cakupan", width: 14, max: 20, offer: `"` + scopeAgency + "," + scopeProvince + `"`, example: scopeProvince},
		}},
		{name: SheetRegions, columns: []column{
			note,
			{key: "kemendagri", head: "Kode Kemendagri *", kind: lewu.Code, width: 18, max: 20, example: "62.06.01"},
			{key: "bps", head: "Kode BPS", kind: lewu.Code, width: 14, max: 20, example: "6209010"},
			{key: "nama", head: "Nama *", width: 36, example: "Kamipang"},
			{key: "sejak", head: "Berlaku sejak", kind: lewu.Date, width: 14},
			{key: "sampai", head: "Hari terakhir berlaku", kind: lewu.Date, width: 14},
		}},
		{name: SheetTopics, columns: []column{
			note,
			{key: "nama", head: "Nama *", width: 30, max: 80, example: "Pertanian"},
			{key: "inggris", head: "Nama Inggris", width: 30, max: 80, example: "Agriculture"},
			{key: "alamat", head: "Alamat", width: 24, max: 60, example: "pertanian"},
			{key: "urutan", head: "Urutan", width: 10, max: 6, example: "10"},
		}},
		{name: SheetSettings, columns: []column{
			{key: noteColumn, head: "Catatan", width: 44, max: 1000, example: sampleMark},
			{key: "pengaturan", head: "Pengaturan *", width: 30, max: 60, example: "Nama provinsi"},
			{key: "isi", head: "Isi", width: 60, max: 20_000, example: "Kalimantan Tengah"},
		}, idle: "isi"},
	}
}

// must tells whether the column has to be filled in.
func (c column) must() bool { return strings.HasSuffix(c.head, "*") }

// label is the head without its star.
func (c column) label() string { return strings.TrimSpace(strings.TrimSuffix(c.head, "*")) }

func (c column) limit() int {
	if c.max > 0 {
		return c.max
	}
	return usualMax
}

// find is a column by its head as somebody wrote it.
func (s sheet) find(head string) (column, bool) {
	for _, c := range s.columns {
		if folded(c.label()) == folded(head) {
			return c, true
		}
	}
	return column{}, false
}

// folded is a head or name as it is compared: without capitals, stars, and
// doubled spaces.
func folded(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "*", " ")), " "))
}
