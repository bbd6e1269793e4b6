package standards

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// A Meta is all that is known of a version, to go with a download. The three
// parts ms_* follow the forms of BPS regulation 5/2020 (MS-Keg, MS-Var): what
// the agency did not say is empty, never guessed.
type Meta struct {
	Dataset   string          `json:"dataset"`
	Contoh    bool            `json:"contoh"`
	Page      string          `json:"page"`
	Version   int             `json:"version"`
	Isi       string          `json:"isi"`
	Berkas    string          `json:"berkas"`
	Rows      int64           `json:"rows"`
	Published string          `json:"published"`
	Note      string          `json:"note"`
	Licence   string          `json:"licence"`
	Contact   string          `json:"contact"`
	Topic     string          `json:"topic"`
	Keywords  []string        `json:"keywords"`
	Access    string          `json:"access"` // UU 14/2008
	Due       string          `json:"due,omitempty"`
	Extent    catalog.Extent  `json:"extent"`
	Activity  Activity        `json:"ms_kegiatan"`
	Variables []Variable      `json:"ms_variabel"`
	Recipe    []string        `json:"recipe"`
	Files     []ReceivedFile  `json:"files"`
	Downloads map[string]Link `json:"downloads"`
}

// An Activity is how the statistics came to be (MS-Keg).
type Activity struct {
	Title     string `json:"judul"`
	Organiser string `json:"instansi"`
	Source    string `json:"sumber"`
	Kind      string `json:"jenis_statistik"` // dasar, sektoral
	Frequency string `json:"frekuensi"`
	Method    string `json:"metode"`
	Quality   string `json:"catatan_mutu"`
	Summary   string `json:"ringkasan"`
}

// A Variable is one column with its standard (MS-Var).
type Variable struct {
	Name           string    `json:"nama_kolom"`
	Label          string    `json:"nama_variabel"`
	Concept        string    `json:"konsep"`
	Definition     string    `json:"definisi"`
	Classification string    `json:"klasifikasi"`
	Measure        string    `json:"ukuran"`
	Unit           string    `json:"satuan"`
	Kind           lewu.Kind `json:"tipe_data"`
	Missing        int64     `json:"kosong"`
	Heading        string    `json:"judul_di_berkas"`
}

// A ReceivedFile is a file behind the version, by its hash.
type ReceivedFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Sheet  string `json:"sheet,omitempty"`
	Format string `json:"format"`
}

// A Link is a download with its size, where that is known.
type Link struct {
	URL    string `json:"url"`
	Bytes  int64  `json:"bytes,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// Meta gathers it. Recipe is the repairs in words.
func (w Work) Meta(recipe []string) Meta {
	m := Meta{
		Dataset: w.Set.Slug, Contoh: w.Set.Contoh, Page: w.page() + "?versi=" + strconv.Itoa(w.Version.N), Version: w.Version.N,
		Isi: w.Version.Isi, Berkas: w.Version.Berkas, Rows: w.Version.Rows, Published: w.issued(), Note: w.Version.Note,
		Licence: w.Set.Licence, Contact: w.Set.Contact, Topic: w.Set.Topic, Keywords: w.keywords(), Access: string(w.Set.Access), Due: w.Set.Due,
		Extent: w.Version.Extent, Recipe: recipe, Downloads: map[string]Link{}, Variables: []Variable{}, Files: []ReceivedFile{},
		Activity: Activity{
			Title: w.Set.Title, Organiser: w.Set.Agency, Source: w.source(), Kind: string(w.Set.Statistic), Frequency: string(w.Set.Frequency),
			Method: w.Set.Method, Quality: w.Set.Notes, Summary: w.Set.Summary,
		},
	}
	for _, c := range w.columns(false) {
		part := w.Set.Meanings[c.Name]
		m.Variables = append(m.Variables, Variable{
			Name: c.Name, Label: c.Label, Concept: part.Concept, Definition: part.Definition, Classification: part.Classification,
			Measure: part.Measure, Unit: c.Unit, Kind: c.Kind, Missing: c.Missing, Heading: c.Source,
		})
	}
	for _, o := range w.Version.Manifest {
		m.Files = append(m.Files, ReceivedFile{Name: o.Name, SHA256: o.SHA256, Size: o.Size, Sheet: o.Sheet, Format: o.Format})
	}
	for _, e := range endings() {
		m.Downloads[e.ext[1:]] = Link{URL: w.file(e.ext), Bytes: w.size(e.ext), SHA256: w.hash(e.ext)}
	}
	return m
}
