package standards

import "strconv"

// A SchemaDataset is a dataset as search engines read it (schema.org/Dataset).
type SchemaDataset struct {
	Context     string           `json:"@context"`
	Type        string           `json:"@type"`
	ID          string           `json:"@id"`
	Name        string           `json:"name"`
	Alternate   string           `json:"alternateName,omitempty"`
	Description string           `json:"description"`
	URL         string           `json:"url"`
	Version     string           `json:"version"`
	Created     string           `json:"dateCreated"`
	Published   string           `json:"datePublished"`
	Modified    string           `json:"dateModified"`
	License     string           `json:"license"`
	Free        bool             `json:"isAccessibleForFree"`
	Keywords    []string         `json:"keywords"`
	Language    []string         `json:"inLanguage"`
	Creator     SchemaThing      `json:"creator"`
	Publisher   SchemaThing      `json:"publisher"`
	Temporal    string           `json:"temporalCoverage,omitempty"`
	Spatial     SchemaThing      `json:"spatialCoverage"`
	Measured    []SchemaProperty `json:"variableMeasured"`
	Downloads   []SchemaDownload `json:"distribution"`
	Part        SchemaThing      `json:"includedInDataCatalog"`
}

// A SchemaThing is an organisation, a place or a catalogue by its name.
type SchemaThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// A SchemaProperty is a column.
type SchemaProperty struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Unit        string `json:"unitText,omitempty"`
	Description string `json:"description,omitempty"`
}

// A SchemaDownload is a file of the dataset.
type SchemaDownload struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
	Size   string `json:"contentSize,omitempty"`
}

// SchemaOrg is the dataset for the head of its page.
func (w Work) SchemaOrg(h House, english bool) SchemaDataset {
	title, other := w.Set.Title, w.Set.TitleEN
	if english && other != "" {
		title, other = other, title
	}
	licence := licenceOf(w.Set.Licence)
	d := SchemaDataset{
		Context: "https://schema.org/", Type: "Dataset", ID: w.page(), Name: title, Alternate: other, Description: w.Set.Summary,
		URL: w.page(), Version: strconv.Itoa(w.Version.N), Created: w.Set.CreatedAt.UTC().Format("2006-01-02"), Published: w.issued(), Modified: w.issued(),
		License: licence.url, Free: true, Keywords: w.keywords(), Language: []string{"id", "en"},
		Creator:   SchemaThing{"GovernmentOrganization", w.Set.Agency, ""},
		Publisher: SchemaThing{"Organization", h.Title, h.URL + "/"},
		Spatial:   SchemaThing{"Place", h.Province, ""},
		Part:      SchemaThing{"DataCatalog", h.Title, h.URL + "/data"},
	}
	if licence.url == "" {
		d.License = w.Set.Licence
	}
	if from, to, ok := span(w.Version.Extent); ok {
		d.Temporal = from + "/" + to
	}
	for _, c := range w.columns(english) {
		d.Measured = append(d.Measured, SchemaProperty{"PropertyValue", c.Label, c.Unit, w.Set.Meanings[c.Name].Definition})
	}
	for _, e := range endings() {
		f := SchemaDownload{Type: "DataDownload", Format: e.media, URL: w.file(e.ext)}
		if size := w.size(e.ext); size > 0 {
			f.Size = strconv.FormatInt(size, 10) + " B"
		}
		d.Downloads = append(d.Downloads, f)
	}
	return d
}
