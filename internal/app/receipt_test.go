package app_test

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"math/big"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/intake"
)

// A figure is a number that somebody may read, and the receipt it leads to.
type figure struct {
	where   string // the page or answer it stands on
	printed string // as it stands there
	mark    byte   // its decimal mark
	receipt string // path of the page that proves it
}

// manyFigures is how many random figures are proved.
const manyFigures = 1000

// TestThousandFigures recomputes random figures of rendered pages and of API
// answers from the original bytes, by a path that shares no code with the one
// that made them, and opens the receipt of each.
func TestThousandFigures(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	if given, err := strconv.ParseUint(os.Getenv("LEWU_SEED"), 10, 64); err == nil {
		seed = given
	}
	t.Logf("LEWU_SEED=%d", seed)
	dice := rand.New(rand.NewPCG(seed, 62))
	h := demoHouse(t)
	h.publishMarket(t)
	sets := h.replays(t)

	var pool []figure
	pool = append(pool, take(dice, h.pageFigures(t, sets), 420)...)
	pool = append(pool, h.frontFigures(t)...)
	pool = append(pool, take(dice, h.rowFigures(t, dice, sets), 280)...)
	pool = append(pool, h.sums(t, dice, sets, 250)...)
	pool = append(pool, h.groups(t, dice, sets, 200)...)
	if len(pool) < manyFigures {
		t.Fatalf("only %d figures found, want %d", len(pool), manyFigures)
	}
	kinds := map[string]int{}
	wrong := 0
	for _, f := range take(dice, pool, manyFigures) {
		kind, _, _ := strings.Cut(f.where, " ")
		kinds[kind]++
		if err := h.prove(t, sets, f); err != "" {
			if wrong++; wrong <= 10 {
				t.Errorf("%s: %q, %s: %s", f.where, f.printed, f.receipt, err)
			}
		}
	}
	t.Logf("%d figures, %d wrong: %v", manyFigures, wrong, kinds)
}

// take picks n at random.
func take(dice *rand.Rand, list []figure, n int) []figure {
	dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(n, len(list))]
}

// publishMarket publishes a dataset the way an office without a system would:
// a file a quarter, semicolons, decimal commas, grouping points, dashes, and
// twice the same quarter again with other numbers.
func (h *house) publishMarket(t *testing.T) {
	t.Helper()
	set := newSet("Omzet pasar")
	set.Key, set.Period, set.Mode = []string{"triwulan", "pasar"}, "triwulan", catalog.ReplacePeriod
	order := intake.Order{New: set}
	for i, quarters := range [][]int{{1, 2, 3, 4}, {5}, {6}, {5}, {7, 8}, {2, 7}} {
		name := fmt.Sprintf("omzet-%d.csv", i+1)
		order.Data = parcel(name, []byte(market(i, quarters)))
		h.publish(t, order)
		order = intake.Order{Slug: "omzet-pasar"}
	}
}

// market writes one file of publishMarket.
func market(edition int, quarters []int) string {
	var b strings.Builder
	b.WriteString("Triwulan;Pasar;Pedagang;Omzet (Rp);Perubahan (persen)\r\n")
	for _, q := range quarters {
		for i, name := range []string{"Pasar Besar", "Pasar Kahayan", "Pasar \"Muara Ja'an\"", "Kios; los", "Lewu"} {
			turnover := fmt.Sprintf("%d.%03d.%03d,%02d", 1+q*i, (q*337+edition*11)%1000, (i*271+7)%1000, (q*i*13+edition)%100)
			change := fmt.Sprintf("%d,%d", (q*7+i*3+edition)%23-11, (q+i)%10)
			if (q+i)%6 == 0 {
				turnover, change = "-", ""
			}
			fmt.Fprintf(&b, "T%d-%d;\"%s\";%d;%s;%s\r\n", 2024+q/5, q, strings.ReplaceAll(name, `"`, `""`), q*10+i+edition, turnover, change)
		}
	}
	return b.String()
}

// replays makes every dataset again from its files.
func (h *house) replays(t *testing.T) map[string]*replay {
	t.Helper()
	how := map[string]said{
		"omzet-pasar": {';', ',', "Triwulan"}, "produksi-padi": {';', ',', "Tahun"},
		"harga-bahan-pokok": {',', ',', "bulan"}, "jumlah-siswa": {';', ',', ""},
	}
	var list struct {
		Datasets []dataset `json:"datasets"`
	}
	h.decode(t, "/api/v1/datasets", &list)
	sets := map[string]*replay{}
	for _, d := range list.Datasets {
		s, ok := how[d.Slug]
		switch {
		case !ok && d.Contoh:
			s = h.habit(t, d.Slug)
		case !ok:
			s = said{',', '.', ""} // facts typed in by us
		}
		sets[d.Slug] = h.replayOf(t, d.Slug, s)
	}
	if len(sets) < 9 {
		t.Fatalf("%d datasets, want at least 9", len(sets))
	}
	return sets
}

// habit is how the office of a sample writes its one file: semicolons with
// decimal commas, or commas with points.
func (h *house) habit(t *testing.T, slug string) said {
	t.Helper()
	sha := h.dataset(t, slug).Files[0].SHA256
	body, err := os.ReadFile(filepath.Join(h.folder, "berkas", sha[:2], sha[2:]))
	if err != nil {
		t.Fatal(err)
	}
	if head, _, _ := bytes.Cut(body, []byte("\n")); bytes.IndexByte(head, ';') >= 0 {
		return said{';', ',', ""}
	}
	return said{',', '.', ""}
}

var (
	linkedNumber = regexp.MustCompile(`<a href="((?:/en)?/data/[^"/]+/asal\?[^"]*sel=[^"]*)">([^<]+)</a>`)
	nextPage     = regexp.MustCompile(`href="([^"#]*setelah=[^"#]*)#tabel"`)
	tile         = regexp.MustCompile(`(?s)<p class="Stat-value[^"]*">([^<]+).*?<div class="Stat-note">(?:<p>([^<]*)</p>)?.*?<a class="Origin" href="([^"]+)"`)
)

// pageFigures are the linked numbers of dataset pages, in both languages, on
// the first pages of each table.
func (h *house) pageFigures(t *testing.T, sets map[string]*replay) (list []figure) {
	t.Helper()
	for slug := range sets {
		for _, lang := range []string{"", "/en"} {
			address := lang + "/data/" + slug
			for range 4 {
				page := string(h.get(t, address).body)
				for _, m := range linkedNumber.FindAllStringSubmatch(page, -1) {
					if value, ok := bare(html.UnescapeString(m[2])); ok {
						list = append(list, figure{"page " + address, value, markOf(lang), html.UnescapeString(m[1])})
					}
				}
				next := nextPage.FindStringSubmatch(page)
				if next == nil {
					break
				}
				address = html.UnescapeString(next[1])
			}
		}
	}
	return list
}

// bare is the number of a figure in a sentence: "17.504 rumah tangga". A short
// form ("Rp8,23 triliun") is rounded, and left out.
func bare(printed string) (string, bool) {
	value, unit, _ := strings.Cut(strings.ReplaceAll(printed, "\u00a0", " "), " ")
	scale, _, _ := strings.Cut(unit, " ")
	return value, !slices.Contains([]string{"ribu", "juta", "miliar", "triliun", "thousand", "million", "billion", "trillion"}, scale)
}

func markOf(lang string) byte {
	if lang == "/en" {
		return '.'
	}
	return ','
}

// frontFigures are the tiles of the front page; where money is shortened, the
// whole amount below it counts.
func (h *house) frontFigures(t *testing.T) (list []figure) {
	t.Helper()
	for _, lang := range []string{"", "/en"} {
		page := string(h.get(t, lang+"/").body)
		for _, m := range tile.FindAllStringSubmatch(page, -1) {
			printed := m[1]
			if m[2] != "" {
				printed = m[2]
			}
			list = append(list, figure{"front " + lang + "/", html.UnescapeString(printed), markOf(lang), html.UnescapeString(m[3])})
		}
	}
	if len(list) < 8 {
		t.Errorf("%d figures on the front page in two languages, want at least 8", len(list))
	}
	return list
}

// rowFigures are the numbers of API rows with their origin, from the start of
// each table in a random order.
func (h *house) rowFigures(t *testing.T, dice *rand.Rand, sets map[string]*replay) (list []figure) {
	t.Helper()
	for slug, r := range sets {
		order := r.Columns[dice.IntN(len(r.Columns))].Name
		address := "/api/v1/datasets/" + slug + "/rows?batas=200&urut=-" + order
		p := h.rows(t, address)
		for i := range p.Rows {
			for j, c := range p.Columns {
				if value := word(p.Rows[i][j]); c.Kind.Numeric() && value != "" {
					list = append(list, figure{"row " + address, value, '.',
						cellOrigin("/data/"+slug+"/asal", p.Version, p.Origin[i].Asal, p.Origin[i].Row, c.Name)})
				}
			}
		}
	}
	return list
}

// pick draws a dataset that has numbers.
func pick(dice *rand.Rand, sets map[string]*replay) *replay {
	var list []*replay
	for _, slug := range slices.Sorted(maps.Keys(sets)) {
		list = append(list, sets[slug])
	}
	return list[dice.IntN(len(list))]
}

// filters draws zero to two conditions that a row of the table meets.
func (r *replay) filters(t *testing.T, dice *rand.Rand) url.Values {
	t.Helper()
	q := url.Values{}
	for range dice.IntN(3) {
		row := r.rows[dice.IntN(len(r.rows))]
		if numbers := r.numeric(); dice.IntN(3) == 0 {
			c := numbers[dice.IntN(len(numbers))]
			v, ok := number(r.cell(t, row, c), r.mark)
			switch op := []string{".min", ".maks", ".kosong"}[dice.IntN(3)]; {
			case op == ".kosong":
				q.Set(c.Name+op, strconv.Itoa(dice.IntN(2)))
			case ok && !nothing(r.cell(t, row, c)):
				q.Set(c.Name+op, v.FloatString(4))
			}
			continue
		}
		words := r.words()
		c := words[dice.IntN(len(words))]
		cell := r.cell(t, row, c)
		if nothing(cell) {
			continue
		}
		switch dice.IntN(4) {
		case 0, 1:
			q[c.Name] = []string{cell}
			if other := r.cell(t, r.rows[dice.IntN(len(r.rows))], c); dice.IntN(2) == 0 && !nothing(other) && other != cell {
				q[c.Name] = append(q[c.Name], other)
			}
		case 2:
			q.Set(c.Name+".bukan", cell)
		case 3:
			if len(cell) > 3 && c.Kind == "text" {
				q.Set(c.Name+".isi", strings.ToUpper(cell[:3]))
			}
		}
	}
	return q
}

// sums are aggregates of the API with random filters, and the receipt that the
// answer names.
func (h *house) sums(t *testing.T, dice *rand.Rand, sets map[string]*replay, n int) (list []figure) {
	t.Helper()
	for range 20 * n {
		if len(list) == n {
			return list
		}
		r := pick(dice, sets)
		what := r.anyMeasure(dice)
		q := r.filters(t, dice)
		q.Set("hitung", what)
		address := "/api/v1/datasets/" + r.Slug + "/rows?" + q.Encode()
		p := h.rows(t, address)
		q.Del("hitung")
		if want, _ := r.measure(t, what, q); want == nil {
			if got := word(p.Rows[0][0]); got != "" {
				t.Errorf("%s = %s, want nothing", address, got)
			}
			continue
		}
		if rest, ok := strings.CutPrefix(p.Receipt, h.Config.URL); ok {
			list = append(list, figure{"sum " + address, word(p.Rows[0][0]), '.', rest})
		} else {
			t.Fatalf("%s: receipt %q", address, p.Receipt)
		}
	}
	return list
}

func (r *replay) anyMeasure(dice *rand.Rand) string {
	numbers := r.numeric()
	c := numbers[dice.IntN(len(numbers))]
	return []string{"sum:" + c.Name, "sum:" + c.Name, "avg:" + c.Name, "min:" + c.Name, "max:" + c.Name, "count", "count:" + c.Name}[dice.IntN(7)]
}

// groups are the lines of grouped answers; the receipt of a line is that of
// the same measure with the line's group as a filter.
func (h *house) groups(t *testing.T, dice *rand.Rand, sets map[string]*replay, n int) (list []figure) {
	t.Helper()
	for range 20 * n {
		if len(list) >= n {
			return list[:n]
		}
		r := pick(dice, sets)
		words := r.words()
		c, what := words[dice.IntN(len(words))], r.anyMeasure(dice)
		q := r.filters(t, dice)
		q.Del(c.Name)
		ask := url.Values{"kelompok": {c.Name}, "hitung": {what}, "batas": {"50"}}
		for name, values := range q {
			ask[name] = values
		}
		address := "/api/v1/datasets/" + r.Slug + "/rows?" + ask.Encode()
		p := h.rows(t, address)
		for _, i := range dice.Perm(len(p.Rows))[:min(4, len(p.Rows))] {
			group, value := word(p.Rows[i][0]), word(p.Rows[i][1])
			if group == "" || value == "" {
				continue
			}
			proof := url.Values{"versi": {strconv.Itoa(p.Version)}, "hitung": {what}, "hasil": {value}, c.Name: {group}}
			for name, values := range q {
				proof[name] = values
			}
			list = append(list, figure{"group " + address, value, '.', "/data/" + r.Slug + "/asal?" + proof.Encode()})
		}
	}
	return list
}

var (
	verdict = regexp.MustCompile(`<p class="Notice-title">([^<]+)</p>`)
	birth   = regexp.MustCompile(`<span class="Stat-value Stat-value--big">([^<]+)`)
)

// heldRows is how many contributing rows a receipt holds against the file.
const heldRows = 20_000

// prove recomputes a figure from the original bytes and opens its receipt; it
// gives what is wrong, or nothing.
func (h *house) prove(t *testing.T, sets map[string]*replay, f figure) string {
	t.Helper()
	u, err := url.Parse(f.receipt)
	if err != nil {
		t.Fatal(err)
	}
	path, english := strings.CutPrefix(u.Path, "/en")
	r := sets[strings.Split(path, "/")[2]]
	exact, rows, average := r.exact(t, u.Query())
	if !near(exact, f.printed, f.mark, average) {
		return fmt.Sprintf("the files say %v", exact)
	}
	page := string(h.get(t, f.receipt).body)
	want := map[bool]string{false: "Cocok", true: "Matches"}[english]
	if rows > heldRows {
		want = map[bool]string{false: "Cocok, sejauh diperiksa", true: "Matches, as far as checked"}[english]
	}
	if m := verdict.FindStringSubmatch(page); m == nil || m[1] != want {
		return fmt.Sprintf("the receipt says %q, want %q", m, want)
	}
	mark := markOf("")
	if english {
		mark = '.'
	}
	m := birth.FindStringSubmatch(page)
	if m == nil || !near(exact, strings.TrimSpace(html.UnescapeString(m[1])), mark, average) {
		return fmt.Sprintf("the receipt shows %q, the files say %v", m, exact)
	}
	return ""
}

// exact is the figure of a receipt's address, from the original bytes.
func (r *replay) exact(t *testing.T, q url.Values) (value *big.Rat, rows int64, average bool) {
	t.Helper()
	if q.Get("versi") != strconv.Itoa(r.Version) {
		t.Fatalf("%s: a receipt of version %s, in force is %d", r.Slug, q.Get("versi"), r.Version)
	}
	if q.Has("sel") {
		asal, _ := strconv.ParseInt(q.Get("asal"), 10, 64)
		n, _ := strconv.ParseInt(q.Get("baris"), 10, 64)
		at, ok := r.at[[2]int64{asal, n}]
		if !ok {
			t.Fatalf("%s: row %d of file %d is not in force", r.Slug, n, asal)
		}
		value, _ = number(r.cell(t, r.rows[at], r.column(t, q.Get("sel"))), r.mark)
		return value, 1, false
	}
	what := q.Get("hitung")
	for _, name := range []string{"hitung", "hasil", "versi"} {
		q.Del(name)
	}
	value, rows = r.measure(t, what, q)
	return value, rows, strings.HasPrefix(what, "avg:")
}

// TestWayOfAFigure: the receipt of a row tells how the file of that row came,
// not how the newest one did.
func TestWayOfAFigure(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	for asal, way := range map[int]string{
		1: "30 September 2024, pukul 09.00 WIB, Dinas Contoh A</p><p>Berkas disimpan", 3: "31 Oktober 2025, pukul 09.00 WIB, Dinas Contoh A</p><p>Berkas disimpan",
	} {
		rows := map[int]string{1: "CSV, 140 baris", 3: "CSV, 28 baris"}[asal]
		h.wants(t, cellOrigin("/data/produksi-padi/asal", 3, asal, 3, "produksi"), 200, way, rows, "Terbit sebagai versi 3")
	}
}

// TestReceiptOfAWholeTable: a count of all rows is proved on the first column,
// whatever that is, on the page and in JSON.
func TestReceiptOfAWholeTable(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	for slug, d := range h.slugs(t) {
		var proof origin
		h.decode(t, "/api/v1/datasets/"+slug+"/origin", &proof)
		if want := map[bool]string{false: "cocok", true: "cocok-sebagian"}[d.Rows > heldRows]; proof.Verdict != want || len(proof.Rows) == 0 {
			t.Errorf("%s: %s with %d rows, want %s", slug, proof.Verdict, len(proof.Rows), want)
		}
		h.wants(t, "/data/"+slug+"/asal", 200, ">Cocok", `href="/api/v1/datasets/`+slug+`/origin"`)
	}
}
