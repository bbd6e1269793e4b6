// Package cite writes how a published table, a part of it or one figure is
// cited (cara mengutip): in APA style (7th edition), BibTeX and RIS.
//
// A citation names the version, the hash of its rows (isi) and the address that
// always shows the same selection, so that a reader finds what the writer saw.
package cite

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Say writes a message in the language of whoever cites.
type Say func(lewu.Message) string

// A Work is what is cited.
type Work struct {
	Name      string    // of its address: "produksi-padi"; the BibTeX key is made of it
	Author    string    // produsen data: "Dinas Kesehatan"
	Year      int       // in which the version was published, in WIB
	Title     string    // of the dataset
	Part      string    // of a single figure: what it is and its value; empty for a table
	Selection string    // of a filtered table: what was chosen, in words; empty for the whole
	Version   int       //
	Isi       string    // SHA-256 of the version's rows in canonical text, in hexadecimal
	Publisher string    // the house: "Lewu Kalimantan Tengah"
	URL       string    // where exactly this is shown for ever
	Accessed  time.Time // when it was looked up
	Contoh    bool      // synthetic: every form of the citation says so
}

// shortIsi is how many digits of the hash a line for readers shows.
const shortIsi = 16

// APA is the citation as it stands in a list of references.
func (w Work) APA(say Say) string {
	key := "cite.apa"
	if w.Part != "" {
		key = "cite.apa-part"
	}
	title, part := strings.TrimRight(w.title(say), "."), strings.TrimRight(line(w.Part), ".")
	return say(lewu.Msg(key,
		"author", stopped(line(w.Author)), "year", strconv.Itoa(w.Year), "title", title, "part", part,
		"version", strconv.Itoa(w.Version), "isi", w.Isi[:min(shortIsi, len(w.Isi))], "kind", w.kind(say),
		"publisher", stopped(line(w.Publisher)), "day", clock.Day(w.Accessed), "url", w.URL))
}

// title is the title in one line. Reference managers drop what stands in
// brackets, so a synthetic work says it in its title.
func (w Work) title(say Say) string {
	title := line(w.Title)
	if mark := say(lewu.Msg("cite.contoh")); w.Contoh && !strings.Contains(title, mark) {
		return mark + ": " + title
	}
	return title
}

// kind is what sort of work it is, in brackets behind the title.
func (w Work) kind(say Say) string {
	key := "cite.kind"
	if w.Contoh {
		key = "cite.kind-contoh"
	}
	kind := say(lewu.Msg(key))
	if w.Selection != "" {
		kind = say(lewu.Msg("cite.kind-selection", "kind", kind, "selection", line(w.Selection)))
	}
	return kind
}

// Key names the work in a bibliography: the same work, the same key. A part of
// a table has the beginning of a hash of its address behind it.
func (w Work) Key() string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(w.Name))
	if name == "" {
		name = "lewu"
	}
	key := name + "-v" + strconv.Itoa(w.Version)
	if w.Part == "" && w.Selection == "" {
		return key
	}
	sum := sha256.Sum256([]byte(w.URL))
	return key + "-" + hex.EncodeToString(sum[:4])
}

// line is a text in one line, without control characters.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == 0xa0 }), " ")
}

// stopped is a text with a full stop behind it, unless it ends in one.
func stopped(s string) string {
	if strings.HasSuffix(s, ".") || s == "" {
		return s
	}
	return s + "."
}
