package standards

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
)

// The vocabularies of the European Union that DCAT-AP asks for.
const (
	authority  = "http://publications.europa.eu/resource/authority/"
	indonesian = authority + "language/IND"
	english    = authority + "language/ENG"
	public     = authority + "access-right/PUBLIC"
)

// Catalogue is the whole catalogue as DCAT-AP 2.1.
func Catalogue(h House, works []Work) Graph {
	var g Graph
	c := &node{id: h.URL + "/catalog", class: "dcat:Catalog"}
	c.say("dct:title", said("id", h.Title)).
		say("dct:description", said("id", h.Description)).
		say("dct:publisher", iri(h.URL+"/#penerbit")).
		say("foaf:homepage", iri(h.URL+"/")).
		say("dct:language", iri(indonesian), iri(english)).
		say("dct:spatial", places(&g, h.URL, nil)...)
	if !h.Changed.IsZero() {
		c.say("dct:modified", stamp(h.Changed))
	}
	var members []term
	for _, w := range works {
		members = append(members, iri(w.page()))
	}
	c.say("dcat:dataset", members...)
	g.add(c)
	g.add((&node{id: h.URL + "/#penerbit", class: "foaf:Agent"}).say("foaf:name", plain(h.Title)))
	g.add(&node{id: h.URL + "/", class: "foaf:Document"})
	for _, w := range works {
		w.addTo(&g)
	}
	return g.sorted()
}

// Dataset is one dataset as DCAT-AP 2.1.
func (w Work) Dataset() Graph {
	var g Graph
	w.addTo(&g)
	return g.sorted()
}

// addTo puts a dataset, its downloads, and the things they name into a graph.
func (w Work) addTo(g *Graph) {
	d := &node{id: w.page(), class: "dcat:Dataset"}
	d.say("dct:title", said("id", w.Set.Title), said("en", w.Set.TitleEN)).
		say("dct:description", said("id", strings.TrimSpace(w.Set.Summary+" "+w.Set.Notes))).
		say("dct:identifier", plain(w.page())).
		say("dct:publisher", inside((&node{class: "foaf:Agent"}).say("foaf:name", plain(w.Set.Agency)))).
		say("dcat:keyword", keywords(w)...).
		say("dct:issued", stamp(w.Set.CreatedAt)).
		say("dct:modified", stamp(w.Version.PublishedAt)).
		say("owl:versionInfo", plain(strconv.Itoa(w.Version.N))).
		say("adms:versionNotes", said("id", w.Version.Note)).
		say("dct:language", iri(indonesian)).
		say("dct:accessRights", iri(public)).
		say("dcat:landingPage", iri(w.page()+"#halaman")).
		say("dct:provenance", inside((&node{class: "dct:ProvenanceStatement"}).say("rdfs:label", said("id", w.Set.Source))))
	if email, ok := contact(w.Set.Contact); ok {
		d.say("dcat:contactPoint", inside((&node{class: "vcard:Kind"}).say("vcard:fn", plain(w.Set.Agency)).say("vcard:hasEmail", iri("mailto:"+email))))
	}
	if code, ok := frequency(w.Set.Frequency); ok {
		d.say("dct:accrualPeriodicity", iri(authority+"frequency/"+code))
		g.add(&node{id: authority + "frequency/" + code, class: "dct:Frequency"})
	}
	theme := authority + "data-theme/" + themeOf(w.Set.Topic)
	d.say("dcat:theme", iri(theme))
	g.add((&node{id: theme, class: "skos:Concept"}).say("skos:prefLabel", said("id", w.Set.Topic)).say("skos:inScheme", iri(authority+"data-theme")))
	g.add((&node{id: authority + "data-theme", class: "skos:ConceptScheme"}).say("dct:title", said("en", "Data theme")))
	if from, to, ok := span(w.Version.Extent); ok {
		d.say("dct:temporal", inside((&node{class: "dct:PeriodOfTime"}).say("dcat:startDate", typed("xsd:date", from)).say("dcat:endDate", typed("xsd:date", to))))
	}
	d.say("dct:spatial", places(g, w.URL, w.Version.Extent.Regions)...)
	var files []term
	for _, e := range endings() {
		n := w.distribution(e)
		files = append(files, iri(n.id))
		g.add(n)
	}
	d.say("dcat:distribution", files...)
	g.add(d)
	g.add(&node{id: w.page() + "#halaman", class: "foaf:Document"})
	g.add(&node{id: indonesian, class: "dct:LinguisticSystem"})
	g.add(&node{id: english, class: "dct:LinguisticSystem"})
	g.add(&node{id: public, class: "dct:RightsStatement"})
}

// distribution is one download. It carries no checksum: DCAT-AP 2.1.1 takes
// only SHA-1 there, and ours is SHA-256; it stands in datapackage.json and
// .meta.json.
func (w Work) distribution(e ending) *node {
	n := &node{id: w.page() + "#" + strings.TrimPrefix(e.ext, "."), class: "dcat:Distribution"}
	n.say("dct:title", said("id", w.Set.Title+", "+e.name)).
		say("dcat:accessURL", iri(w.page()+"#halaman")).
		say("dcat:downloadURL", iri(w.file(e.ext))).
		say("dcat:mediaType", inside((&node{class: "dct:MediaType"}).say("rdfs:label", plain(e.media)))).
		say("dct:format", inside((&node{class: "dct:MediaTypeOrExtent"}).say("rdfs:label", plain(e.name)))).
		say("dct:issued", stamp(w.Version.PublishedAt)).
		say("dct:license", w.licence())
	if size := w.size(e.ext); size > 0 {
		n.say("dcat:byteSize", typed("xsd:decimal", strconv.FormatInt(size, 10)))
	}
	return n
}

// licence is the licence document of a download.
func (w Work) licence() term {
	l := licenceOf(w.Set.Licence)
	n := (&node{class: "dct:LicenseDocument"}).say("dct:title", plain(w.Set.Licence))
	if l.url != "" {
		n.say("rdfs:seeAlso", iri(l.url))
	}
	return inside(n)
}

func keywords(w Work) (list []term) {
	for _, k := range w.keywords() {
		list = append(list, said("id", k))
	}
	return list
}

func stamp(t time.Time) term { return typed("xsd:dateTime", t.In(clock.WIB).Format(time.RFC3339)) }

// contact finds an address for letters in what an agency gave as its contact.
func contact(text string) (email string, ok bool) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '<' || r == '>' }) {
		if at := strings.IndexByte(word, '@'); at > 0 && at < len(word)-1 {
			return word, true
		}
	}
	return "", false
}

// frequency is a frequency as the European vocabulary names it.
func frequency(f catalog.Frequency) (code string, ok bool) {
	code, ok = map[catalog.Frequency]string{
		catalog.Daily: "DAILY", catalog.Weekly: "WEEKLY", catalog.Monthly: "MONTHLY", catalog.Quarterly: "QUARTERLY",
		catalog.HalfYearly: "ANNUAL_2", catalog.Yearly: "ANNUAL", catalog.Once: "NEVER",
	}[f]
	return code, ok
}

// themeOf is the European theme that comes nearest to a topic; the topic itself
// stands beside it as a keyword.
func themeOf(topic string) string {
	switch strings.ToLower(topic) {
	case "pertanian", "perikanan", "perkebunan":
		return "AGRI"
	case "ekonomi", "pariwisata", "keuangan daerah":
		return "ECON"
	case "pendidikan", "kebudayaan":
		return "EDUC"
	case "kesehatan":
		return "HEAL"
	case "energi":
		return "ENER"
	case "lingkungan", "kebencanaan", "kehutanan":
		return "ENVI"
	case "infrastruktur", "perhubungan":
		return "TRAN"
	case "pemerintahan":
		return "GOVE"
	}
	return "SOCI"
}

// span is the first and the last day of an extent.
func span(e catalog.Extent) (from, to string, ok bool) {
	first, err := period.Parse(e.From)
	if err != nil {
		return "", "", false
	}
	last, err := period.Parse(e.To)
	if err != nil {
		return "", "", false
	}
	return first.Start(), last.End(), true
}

// places are the addresses of the regions that a dataset covers, and says in
// the graph what they are called: the pages of this house, with their codes.
func places(g *Graph, url string, codes []string) (list []term) {
	all := append([]region.Region{region.Kalteng()}, region.Regencies()...)
	if len(codes) == 0 {
		codes = []string{string(region.Kalteng().Kemendagri)}
	}
	for _, code := range codes {
		i := slices.IndexFunc(all, func(r region.Region) bool { return string(r.Kemendagri) == code })
		if i < 0 {
			continue
		}
		n := &node{id: url + "/wilayah/" + all[i].Slug, class: "dct:Location"}
		g.add(n.say("skos:prefLabel", said("id", all[i].Name)).say("dct:identifier", plain(code)))
		list = append(list, iri(n.id))
	}
	return list
}
