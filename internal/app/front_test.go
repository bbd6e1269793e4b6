package app_test

import (
	"context"
	"errors"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/region"
)

// TestFront looks at the front page of the demo, and at its pages of places and
// agencies.
func TestFront(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	t.Run("home", h.holdHome)
	t.Run("map", h.holdLayers)
	t.Run("places", h.holdPlaces)
	t.Run("compare", h.holdCompare)
	t.Run("agencies", h.holdAgencies)
	t.Run("walks", h.holdWalks)
	t.Run("failing rooms", h.holdFailingRooms) // last: it breaks the house
}

var (
	lateLine  = regexp.MustCompile(`<span>([^<]*), \d+ hari</span>`)
	liveSets  = regexp.MustCompile(`\d+ kumpulan data dari \d+ instansi`)
	mainPart  = regexp.MustCompile(`(?s)<main.*</main>`)
	original  = regexp.MustCompile(`<a class="Origin" href="(/data/[^"]+)"`)
	tableText = regexp.MustCompile(`(?s)<table.*?</table>`)
)

// holdHome wants each part of the front page, and real and synthetic apart.
func (h *house) holdHome(t *testing.T) {
	page := h.get(t, "/").text()
	for _, want := range []string{
		"Angka hari ini", "2.825.290", `<svg class="Map"`, `href="/wilayah/katingan"`, "Lewat jadwal terbit", `href="/data?topik=pertanian"`,
		"belum berubah sejak 21 November 2025", "angka baru lewat jadwal 61 hari", "Data terbaru", `<optgroup label="Angka publik">`, `<optgroup label="Data contoh">`, "Kotawaringin Timur", "/data?keadaan=terlambat",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("/ lacks %s", want)
		}
	}
	if n := strings.Count(page, "belum berubah sejak"); n != 1 {
		t.Errorf("%d figures have not moved, want the one of the post at Kasongan", n)
	}
	if !liveSets.MatchString(page) {
		t.Error("the room of data says nothing of what it holds")
	}
	late := lateLine.FindAllStringSubmatch(page, -1)
	for _, m := range late {
		if !strings.HasPrefix(m[1], "Dinas Contoh ") {
			t.Errorf("%s is late, want only Dinas Contoh A to D", m[1])
		}
	}
	if len(late) == 0 {
		t.Error("nobody is late")
	}
	figure := strings.Split(strings.Split(page, `<figure`)[1], `</figure>`)[0]
	if svg := figure[strings.Index(figure, `class="Map"`):]; strings.Contains(strings.Split(svg, "</svg>")[0], "CONTOH") || !strings.Contains(figure, "Angka publik</span>") {
		t.Error("the map shows public figures and is marked as a sample, or not as public")
	}
	sample := h.get(t, "/?peta=akses-air-minum-layak.akses").text()
	figure = strings.Split(strings.Split(sample, `<figure`)[1], `</figure>`)[0]
	if svg := figure[strings.Index(figure, `class="Map"`):]; !strings.Contains(svg, ">CONTOH<") || !strings.Contains(sample, "noindex") {
		t.Error("a map of synthetic figures does not say CONTOH inside")
	}
	if other := h.get(t, "/?peta=%3Cb%3Etidak-ada").text(); !strings.Contains(other, `Tidak ada ukuran "<b>tidak-ada"`) || strings.Contains(string(h.get(t, "/?peta=%3Cb%3Etidak-ada").body), "<b>tidak") {
		t.Error("an unknown measure is not told, or not told as text")
	}
}

// holdLayers wants every measure of the map to be one figure a region that its
// receipt proves, and that of people to add up to the province.
func (h *house) holdLayers(t *testing.T) {
	layers, err := h.Layers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(layers) < 12 || layers[0].Contoh || !strings.HasPrefix(layers[0].ID, "wilayah-kalimantan-tengah.penduduk") {
		t.Fatalf("%d measures, the first is %+v", len(layers), layers[0])
	}
	real := true
	for i, l := range layers {
		if real = real && !l.Contoh; l.Contoh == real {
			t.Errorf("%s stands among the synthetic ones", l.ID)
		}
		marks, err := l.Marks(t.Context())
		if err != nil || len(marks) < 10 {
			t.Errorf("%s: %d figures, %v", l.ID, len(marks), err)
			continue
		}
		sum, seen := new(big.Rat), map[string]bool{}
		for _, m := range marks {
			value, ok := new(big.Rat).SetString(m.Figure.Value)
			if !ok || seen[m.Region] || m.Figure.Contoh != l.Contoh || m.Figure.AsOf != marks[0].Figure.AsOf || region.Kemendagri(m.Region).Level() != region.Regency {
				t.Fatalf("%s: %+v", l.ID, m)
			}
			seen[m.Region] = true
			sum.Add(sum, value)
		}
		if i == 0 && sum.Cmp(big.NewRat(2_825_290, 1)) != 0 {
			t.Errorf("people add up to %s, want 2,825,290", sum.FloatString(0))
		}
		m := marks[i%len(marks)]
		if page := h.get(t, m.Origin).text(); !strings.Contains(page, ">cocok<") {
			t.Errorf("%s: the receipt of %s does not hold: %s", l.ID, m.Region, m.Origin)
		}
	}
}

// holdPlaces opens the page of every region in both languages, and the receipts
// of one.
func (h *house) holdPlaces(t *testing.T) {
	for _, r := range append(region.Regencies(), region.Kalteng()) {
		for _, prefix := range []string{"", "/en"} {
			page := h.get(t, prefix+"/wilayah/"+r.Slug).text()
			for _, want := range []string{"<h1>" + r.Name + "</h1>", string(r.Kemendagri), string(r.BPS), r.Capital, `class="Tag Tag--gold`} {
				if !strings.Contains(page, want) {
					t.Errorf("%s/wilayah/%s lacks %s", prefix, r.Slug, want)
				}
			}
		}
	}
	page := h.get(t, "/wilayah/katingan").text()
	proofs := original.FindAllStringSubmatch(page, -1)
	for _, m := range proofs {
		if proof := h.get(t, m[1]).text(); !strings.Contains(proof, ">cocok<") {
			t.Errorf("the receipt %s does not hold", m[1])
		}
	}
	if len(proofs) < 6 || len(proofs) > 10 {
		t.Errorf("%d figures of Katingan, want about eight", len(proofs))
	}
	for _, want := range []string{`/data/wilayah-kalimantan-tengah?kode_kemendagri=62.06`, "1 baris tentang Katingan", `/data?wilayah=katingan`, "181.963"} {
		if !strings.Contains(page, want) {
			t.Errorf("/wilayah/katingan lacks %s", want)
		}
	}
	public, sample, _ := strings.Cut(page, "Angka contoh")
	if strings.Contains(mainPart.FindString(public+"</main>"), "CONTOH") || !strings.Contains(sample, "CONTOH") {
		t.Error("synthetic figures stand among the public ones")
	}
}

// holdCompare wants two regions side by side, real and synthetic in tables of
// their own, and nothing that only one of them has.
func (h *house) holdCompare(t *testing.T) {
	tables := tableText.FindAllString(h.get(t, "/wilayah/katingan?banding=seruyan").text(), -1)
	if len(tables) != 2 {
		t.Fatalf("%d tables, want one of public figures and one of synthetic ones", len(tables))
	}
	for _, want := range []string{"181.963", "159.849", "Kasongan", "Kuala Pembuang", "8,9", "10,5"} {
		if !strings.Contains(tables[0], want) {
			t.Errorf("the public table lacks %s", want)
		}
	}
	if n := strings.Count(tables[0], "181.963"); n != 1 {
		t.Errorf("the people of Katingan stand %d times in the public table", n)
	}
	if strings.Contains(tables[1], "181.963") || !strings.Contains(tables[1], "angka contoh") {
		t.Error("the synthetic table holds public figures, or does not say what it is")
	}
	if a := h.ask(t, http.MethodGet, "/wilayah/katingan?banding=%3Cb%3E"); a.code != http.StatusBadRequest || strings.Contains(string(a.body), "<b>\"") {
		t.Errorf("an unknown region to compare with: %d", a.code)
	}
}

// holdAgencies wants the late ones counted, and a name with an apostrophe to
// have a page.
func (h *house) holdAgencies(t *testing.T) {
	list := h.get(t, "/opd").text()
	for _, want := range []string{`href="/opd/dinas-contoh-b"`, "Sumber angka publik", "Instansi contoh", "61 hari"} {
		if !strings.Contains(list, want) {
			t.Errorf("/opd lacks %s", want)
		}
	}
	page := h.get(t, "/opd/dinas-contoh-b").text()
	for _, want := range []string{"<h1>Dinas Contoh B</h1>", "lewat jadwal terbit, paling lama 61 hari", "terlambat 61 hari, dijanjikan", "/data?instansi=dinas-contoh-b", "CONTOH"} {
		if !strings.Contains(page, want) {
			t.Errorf("/opd/dinas-contoh-b lacks %s", want)
		}
	}
	set := newSet("Tempat tidur rumah sakit")
	set.Agency = `RSUD "Muara Ja'an" <kelas C>`
	h.publish(t, intake.Order{New: set, Data: parcel("tempat-tidur.csv", []byte("tahun,tempat_tidur\n2024,112\n2025,120\n"))})
	h.Web.DropAll()
	if a := h.get(t, "/opd/rsud-muara-jaan-kelas-c"); !strings.Contains(a.text(), `<h1>RSUD "Muara Ja'an" <kelas C></h1>`) || strings.Contains(string(a.body), "<kelas") {
		t.Error("the agency with an apostrophe has no page, or its name is markup")
	}
	if a := h.ask(t, http.MethodGet, "/opd/RSUD%20Muara%20Ja'an%20kelas%20C"); a.code != http.StatusMovedPermanently || a.header.Get("Location") != "/opd/rsud-muara-jaan-kelas-c" {
		t.Errorf("the name itself: %d to %q", a.code, a.header.Get("Location"))
	}
	if a := h.ask(t, http.MethodGet, "/opd/dinas-contoh-z"); a.code != http.StatusNotFound || !strings.Contains(a.text(), "Dinas Contoh A") {
		t.Errorf("an unknown agency: %d", a.code)
	}
}

// holdWalks opens every link of every walk of the demo, in both languages.
func (h *house) holdWalks(t *testing.T) {
	for _, prefix := range []string{"", "/en"} {
		body := mainPart.Find(h.get(t, prefix+"/demo").body)
		if n := strings.Count(string(body), `class="Card"`); n != 10 {
			t.Errorf("%s/demo has %d walks, want 10", prefix, n)
		}
		links := htmlcheck.Links(body)
		if len(links) < 25 {
			t.Errorf("%s/demo has %d links", prefix, len(links))
		}
		for _, link := range links {
			address, id, _ := strings.Cut(link, "#")
			a := h.ask(t, http.MethodGet, address)
			if a.code != http.StatusOK {
				t.Errorf("a walk leads to %s: %d", link, a.code)
			}
			if id != "" && !strings.Contains(string(a.body), `id="`+id+`"`) {
				t.Errorf("a walk leads to %s, which has no such place", link)
			}
		}
	}
}

// holdFailingRooms: a room that fails is told in its place, the rest stands, and
// the page is not kept.
func (h *house) holdFailingRooms(t *testing.T) {
	fault := errors.New("the disk is on fire")
	whole := h.Platform.House
	defer func() { h.Platform.House = whole }()
	h.Platform.KPIs = func(context.Context) ([]lewu.KPI, error) {
		return []lewu.KPI{{Label: "Titik panas", Failed: true}, {Label: "Hutan", Figure: lewu.Figure{Value: "7", Kind: lewu.Integer}}}, fault
	}
	h.Platform.Layers = func(context.Context) ([]lewu.Layer, error) { return nil, fault }
	h.Platform.Cards = func(context.Context, lewu.Ref) ([]lewu.Card, error) { return nil, fault }
	for address, wants := range map[string][]string{
		"/":                   {"Titik panas", "tidak dapat dimuat", "Hutan", "Sebagian halaman ini tidak dapat dimuat", "Data terbaru", `class="Map Loc"`},
		"/en/":                {"could not be loaded", "Part of this page could not be loaded", "Newest data"},
		"/wilayah/katingan":   {"Sebagian halaman ini tidak dapat dimuat", "181.963", "Kasongan"},
		"/opd/dinas-contoh-b": {"Sebagian halaman ini tidak dapat dimuat", "paling lama 61 hari"},
	} {
		h.Web.DropAll()
		a := h.get(t, address)
		for _, want := range wants {
			if !strings.Contains(a.text(), want) {
				t.Errorf("%s with failing rooms lacks %q", address, want)
			}
		}
		if got := a.header.Get("Cache-Control"); got != "no-store" || strings.Contains(a.text(), "fire") {
			t.Errorf("%s with failing rooms: Cache-Control %q, or it shows the fault", address, got)
		}
	}
}

// TestFrontOfAnEmptyHouse: what a visitor reads before there is any data, and
// what the operator should do.
func TestFrontOfAnEmptyHouse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for address, wants := range map[string][]string{
		"/":                                {"Belum ada data yang terbit", "lewu demo", "lewu import", "lewu publish", `class="Map Loc"`, `href="/wilayah/katingan"`},
		"/en/":                             {"No data has been published in this house yet", "lewu import"},
		"/wilayah":                         {"Kabupaten Murung Raya"},
		"/wilayah/katingan":                {"Belum ada data yang terbit tentang Katingan", "181.963 jiwa"},
		"/wilayah/katingan?banding=kapuas": {"417.854", "Kuala Kapuas"},
		"/opd":                             {"Belum ada instansi"},
	} {
		page := h.get(t, address).text()
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", address, want)
			}
		}
	}
	if a := h.ask(t, http.MethodGet, "/demo"); a.code != http.StatusNotFound || !strings.Contains(a.text(), "lewu demo") {
		t.Errorf("/demo of a house that is no demo: %d", a.code)
	}
	h.publish(t, intake.Order{New: newSet("Curah hujan"), Data: parcel("hujan.csv", []byte("tahun,curah\n2024,2810\n2025,2790\n"))})
	h.Web.DropAll()
	if page := h.get(t, "/").text(); !strings.Contains(page, "Belum ada instansi yang menaruh angkanya di sini") || strings.Contains(page, "lewu import") {
		t.Error("a house with data but no figures for the front page does not say so")
	}
}

// TestFrontWithADamagedFigure: the file behind one figure of the front page is
// lost; the figure says so, and the other stands.
func TestFrontWithADamagedFigure(t *testing.T) {
	t.Parallel()
	folder, lost := t.TempDir(), ""
	t.Run("send", func(t *testing.T) {
		h := openHouse(t, folder)
		for _, name := range []string{"Hutan", "Gambut"} {
			set := newSet("Luas " + strings.ToLower(name))
			set.Highlights = []catalog.Highlight{{Label: name, AsOf: "tahun", Query: lewu.Query{Columns: []string{"tahun", "luas"}, Limit: 1}}}
			b := h.publish(t, intake.Order{New: set, Data: parcel(name+".csv", []byte("tahun,luas\n2024,"+strconv.Itoa(7000+len(name))+"\n"))})
			lost = b.Prepared.Berkas
		}
	})
	if lost == "" {
		t.Fatal("nothing was sent")
	}
	if err := os.Remove(filepath.Join(folder, "berkas", lost[:2], lost[2:])); err != nil {
		t.Fatal(err)
	}
	h := openHouse(t, folder).serve(t)
	for _, address := range []string{"/", "/opd/dinas-uji", "/wilayah/kalimantan-tengah"} {
		page := h.get(t, address).text()
		at := strings.Index(page, "tidak dapat dimuat")
		if at < 0 || !strings.Contains(strings.ToLower(page[max(0, at-300):at]), "gambut") {
			t.Errorf("%s does not say that the area of peat cannot be loaded", address)
		}
		if !strings.Contains(page, "7.005") {
			t.Errorf("%s lost the other figure too", address)
		}
	}
}
