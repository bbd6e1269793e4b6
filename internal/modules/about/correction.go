package about

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
)

// A correction (ralat) is what somebody reported of a page, and what an office
// answered. Only Place, Title, Summary, Answer, Office, Forwarded and the two days
// are ever public.
type correction struct {
	Number  string // "R-2026-0001": a running number within the year in WIB
	Form    string // the form it came with
	Secret  string // SHA-256 of the key of its private address
	Page    string // path with its query, as the reporter named it
	Place   string // the page as the house knows it: "/data/padi"; empty: none of its pages
	Title   string // of the dataset or agency the page is of; empty: another page
	Dataset string // slug; empty: not a dataset's page
	Agency  string // id; empty: the province
	Lang    string // of the reporter
	Wrong   string // reporter's words
	Better  string // what it should be, in the reporter's words
	Contact string // how to reach the reporter; empty: not given, or erased
	At      time.Time

	Outcome    outcome
	Summary    string // what was wrong, in the words of who answers
	Answer     string
	Forwarded  string // to which office
	AnsweredBy string
	Office     string
	AnsweredAt time.Time // zero: waits
}

// An outcome is how a report ended.
type outcome string

// Outcomes. The last two leave the page as it was.
const (
	mended    outcome = "diperbaiki"
	rejected  outcome = "tidak-keliru"
	forwarded outcome = "diteruskan"
)

func outcomes() []outcome { return []outcome{mended, rejected, forwarded} }

// Open tells whether the report waits for its answer.
func (c correction) Open() bool { return c.AnsweredAt.IsZero() }

// opens tells whether a key is that of the private address.
func (c correction) opens(key string) bool {
	return key != "" && subtle.ConstantTimeCompare([]byte(digest(key)), []byte(c.Secret)) == 1
}

func digest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// Bounds of what people write, in characters.
const (
	maxPage    = 500
	maxWords   = 2000
	maxContact = 200
	maxSummary = 300
	maxOffice  = 120
	minWords   = 10 // "salah" alone tells nothing
)

// A report is the form of a reporter.
type report struct{ Page, Wrong, Better, Contact string }

// faults are what is wrong with a form, by field.
type faults map[string]lewu.Message

func (f faults) add(field, key string, pairs ...string) {
	if _, there := f[field]; !there {
		f[field] = lewu.Msg(key, pairs...)
	}
}

// long finds a field with more characters than it may have.
func (f faults) long(field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		f.add(field, "about.too-long", "max", number(most), "n", number(utf8.RuneCountInString(text)))
	}
}

// check says what is wrong with a report.
func (r report) check() faults {
	f := faults{}
	if r.Page == "" {
		f.add("halaman", "about.report.page-bad")
	}
	f.long("halaman", r.Page, maxPage)
	if utf8.RuneCountInString(r.Wrong) < minWords {
		f.add("keliru", "about.report.wrong-missing")
	}
	f.long("keliru", r.Wrong, maxWords)
	f.long("seharusnya", r.Better, maxWords)
	f.long("kontak", r.Contact, maxContact)
	return f
}

// An answer is the form of whoever answers.
type answer struct {
	Outcome   outcome
	Summary   string
	Text      string
	Forwarded string
}

func (a answer) check() faults {
	f := faults{}
	known := false
	for _, o := range outcomes() {
		known = known || o == a.Outcome
	}
	if !known {
		f.add("hasil", "about.answer.outcome-missing")
	}
	if utf8.RuneCountInString(a.Summary) < minWords {
		f.add("ringkas", "about.answer.summary-missing")
	}
	f.long("ringkas", a.Summary, maxSummary)
	if utf8.RuneCountInString(a.Text) < minWords {
		f.add("jawaban", "about.answer.text-missing")
	}
	f.long("jawaban", a.Text, maxWords)
	if a.Outcome == forwarded && a.Forwarded == "" {
		f.add("kepada", "about.answer.to-missing")
	}
	f.long("kepada", a.Forwarded, maxOffice)
	return f
}

// same tells whether an answer is the one that stands: the form was sent twice.
func (a answer) same(c correction) bool {
	return a.Outcome == c.Outcome && a.Summary == c.Summary && a.Text == c.Answer && a.Forwarded == c.Forwarded
}

// written is a field as people wrote it: lines kept, control characters and
// space at the ends dropped.
func written(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	text = strings.Map(func(c rune) rune {
		if c == '\n' || c == '\t' {
			return c
		}
		if unicode.IsControl(c) || turnsText(c) {
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}

// line is a field of one line.
func line(text string) string { return strings.Join(strings.Fields(written(text)), " ") }

// turnsText tells of marks that turn the direction of what stands behind them.
func turnsText(c rune) bool {
	return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
}
