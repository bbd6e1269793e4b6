package typing

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/messagetest"
	"github.com/lewu-id/lewu/internal/region"
)

// pieces are cells of every shape that the readings know, and near misses.
var pieces = []string{
	"0", "1", "12", "007", "0.5", "1.234", "1,234", "1.234.567", "1,234,567.8", "1.234,5", "1 234", "-1", "-1.5", "(3)", "(1.234)", "Rp 5", "Rp5.000,-", "5%", "5,5 %",
	"2019", "2019.0", "1899", "2100", "32", "32.0", "3201", "3201.0", "6206", "62.06", "62.1", "62.06.01", "62.06.01.2001", "6206012001", "6206010", "620601",
	"2025-10-31", "31/10/2025", "01/02/2025", "10/31/2025", "31-10-2025", "1.1.2025", "31 Oktober 2025", "Oct 1, 2025", "30 Februari 2025",
	"ya", "Tidak", "TRUE", "false", "benar", "salah", "a", "A-1", "1.1.01", "x y", "é", "\xff", "3,2E+09", "=1+1", "@x", "-", "–", "…", "NA", "NaN", "NULL", "", " ",
	"\u00a05\u00a0", "−7", "99999999999999999999999999999999999999999", ".5", ",5", "5.", "--1", "Rp", "%", "()", "( )", "6271014101900001", "01.234.567.8-901.000",
}

var headers = []string{"", "kode", "bps_kode", "kode_kemendagri", "tahun", "harga (Rp)", "id", "no", "NIK", "kode_kabupaten", "nilai"}

// check proves that a column reads every cell it was decided on, in the
// canonical text of its kind.
func check(t *testing.T, header string, cells []string, answers map[string]string) {
	t.Helper()
	d := read(header, cells, answers)
	missing := int64(0)
	for _, raw := range cells {
		cell, ok := d.Parse([]byte(raw))
		if !ok {
			t.Fatalf("column %q %v of %q is %s: cell %q cannot be read", header, answers, cells, d.Column.Kind, raw)
		}
		if !cell.Valid {
			missing++
			continue
		}
		if !canonical(d.Column, cell.Text) {
			t.Fatalf("column %q %v of %q is %s: cell %q became %q", header, answers, cells, d.Column.Kind, raw, cell.Text)
		}
	}
	if missing != d.Column.Missing {
		t.Fatalf("column %q of %q is %s: %d missing cells, counted %d", header, cells, d.Column.Kind, missing, d.Column.Missing)
	}
}

var forms = map[lewu.Kind]*regexp.Regexp{
	lewu.Integer:    regexp.MustCompile(`^-?(0|[1-9]\d{0,17})$`),
	lewu.Decimal:    regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?$`),
	lewu.Money:      regexp.MustCompile(`^-?(0|[1-9]\d{0,15})\.\d\d$`),
	lewu.Date:       regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	lewu.Year:       regexp.MustCompile(`^(19\d\d|20\d\d|2100)$`),
	lewu.Boolean:    regexp.MustCompile(`^(true|false)$`),
	lewu.Kemendagri: regexp.MustCompile(`^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$`),
	lewu.BPS:        regexp.MustCompile(`^(\d\d|\d{4}|\d{7}|\d{10})$`),
	lewu.Text:       regexp.MustCompile(`(?s).`),
	lewu.Code:       regexp.MustCompile(`(?s).`),
}

func canonical(c lewu.Column, text string) bool {
	if c.Kind == lewu.Decimal {
		whole, behind, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
		if len(behind) != c.Scale || len(whole)+len(behind) > c.Digits || c.Digits > MaxDigits {
			return false
		}
	}
	switch c.Kind {
	case lewu.Kemendagri:
		if _, err := region.ParseKemendagri(text); err != nil {
			return false
		}
	case lewu.BPS:
		if _, err := region.ParseBPS(text); err != nil {
			return false
		}
	}
	return forms[c.Kind].MatchString(text)
}

// TestHome holds the numbers of the 14 kabupaten and kota against the table of
// the house.
func TestHome(t *testing.T) {
	known := map[string]bool{}
	for _, r := range region.Regencies() {
		known[string(r.BPS)] = true
		if text := strings.ReplaceAll(string(r.Kemendagri), ".", ""); !isHome(text[2], text[3]) {
			t.Errorf("%s is not known", r.Kemendagri)
		}
	}
	for n := range 100 {
		digits := []byte{'6', '2', byte('0' + n/10), byte('0' + n%10)}
		if got := plausible(digits); got != known[string(digits)] {
			t.Errorf("plausible(%s) = %v", digits, got)
		}
	}
}

func TestEveryCellIsRead(t *testing.T) {
	for _, header := range headers {
		for _, a := range pieces {
			for _, b := range pieces {
				check(t, header, []string{a, b}, nil)
			}
		}
	}
	kinds := []lewu.Kind{lewu.Text, lewu.Code, lewu.Integer, lewu.Decimal, lewu.Money, lewu.Date, lewu.Year, lewu.Boolean, lewu.Kemendagri, lewu.BPS}
	rnd := rand.New(rand.NewPCG(62, 71))
	for range 20_000 {
		few := make([]string, 1+rnd.IntN(3))
		for i := range few {
			few[i] = pieces[rnd.IntN(len(pieces))]
		}
		cells := make([]string, 1+rnd.IntN(30))
		for i := range cells {
			cells[i] = few[rnd.IntN(len(few))]
		}
		header := headers[rnd.IntN(len(headers))]
		name := NewProfile(header).Column.Name
		check(t, header, cells, map[string]string{
			"kind:" + name: string(kinds[rnd.IntN(len(kinds))]), "decimal:" + name: []string{"1.234,5", "1,234.5"}[rnd.IntN(2)],
		})
	}
}

// TestNumbersKeepTheirValue proves by big.Rat that no number changes on the way.
func TestNumbersKeepTheirValue(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var cells []string
		sum := new(big.Rat)
		group, mark := ".", ","
		if rnd.IntN(2) == 0 {
			group, mark = ",", "."
		}
		for range 20 {
			whole, behind := rnd.Int64N(1e12), rnd.IntN(100)
			value := big.NewRat(whole*100+int64(behind), 100)
			sum.Add(sum, value)
			digits := big.NewInt(whole).String()
			text := ""
			for len(digits) > 3 {
				text = group + digits[len(digits)-3:] + text
				digits = digits[:len(digits)-3]
			}
			cells = append(cells, digits+text+mark+string(rune('0'+behind/10))+string(rune('0'+behind%10)))
		}
		d := read("nilai", cells, nil)
		got := new(big.Rat)
		for _, c := range cells {
			cell, _ := d.Parse([]byte(c))
			value, ok := new(big.Rat).SetString(cell.Text)
			if !ok {
				t.Fatalf("%q became %q (%s)", c, cell.Text, d.Column.Kind)
			}
			got.Add(got, value)
		}
		if got.Cmp(sum) != 0 || d.Column.Kind != lewu.Decimal {
			t.Fatalf("sum of %q = %s, want %s", cells, got.FloatString(2), sum.FloatString(2))
		}
	}
}

func FuzzTyping(f *testing.F) {
	f.Add("kode", "62.06\n62.01")
	f.Add("harga", "1.234\n1.234,5")
	f.Add("tgl", "01/02/2025\n31/12/2024")
	f.Fuzz(func(t *testing.T, header, column string) {
		check(t, header, strings.Split(column, "\n"), nil)
	})
}

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "typing") }

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := Messages.ReadFile("messages/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}
