package xlsx

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// An Extra is something a workbook can hold that is not seen in its cells.
type Extra string

// Extras. None of them is ever run, followed or opened.
const (
	Macros      Extra = "macros"
	Comments    Extra = "comments"
	Embedded    Extra = "embedded"    // files inside the file, controls
	External    Extra = "external"    // links to other workbooks, with copies of their cells
	Connections Extra = "connections" // to databases and the web
	Pivots      Extra = "pivots"      // copies of the rows that a pivot table was made from
)

// extras are told by what their parts are called, or by their content types.
var extras = []struct {
	what  Extra
	names []string
}{
	{Macros, []string{"vbaproject", "xl/macrosheets/", "macroenabled", "intlmacrosheet"}},
	{Comments, []string{"/comments", "comments+xml", "threadedcomment"}},
	{Embedded, []string{"/embeddings/", "/activex/", "oleobject"}},
	{External, []string{"/externallinks/", "externallink+xml"}},
	{Connections, []string{"/connections.xml", "connections+xml", "/querytables/", "querytable+xml"}},
	{Pivots, []string{"pivotcacherecords"}},
}

func (b *Book) findExtras() error {
	text, err := b.zip.whole("[Content_Types].xml")
	if err != nil {
		return err
	}
	words := slices.Clone(b.zip.names)
	s := scanWhole(text)
	for {
		what, err := s.next()
		if err != nil {
			return fault("[Content_Types].xml", err)
		}
		if what == atEnd {
			break
		}
		if what == atOpen && string(s.name) == "Override" {
			words = append(words, s.word("ContentType"))
		}
	}
	for _, e := range extras {
		if slices.ContainsFunc(words, func(word string) bool {
			word = strings.ToLower(word)
			return slices.ContainsFunc(e.names, func(name string) bool { return strings.Contains(word, name) })
		}) {
			b.extras = append(b.extras, e.what)
		}
	}
	return nil
}

// oleMagic begins a compound file: the workbooks of Excel 97 to 2003, and the
// safe in which an encrypted one lies.
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// isWorkbook tells by its first bytes whether a file can be a workbook.
func isWorkbook(src io.ReaderAt, size int64) error {
	var head [8]byte
	n, err := src.ReadAt(head[:min(size, int64(len(head)))], 0)
	if err != nil && err != io.EOF {
		return err
	}
	switch {
	case string(head[:n]) == oleMagic:
		return oldWorkbook(src, size)
	case bytes.HasPrefix(head[:n], []byte("PK")):
		return nil
	case n == 0:
		return errs.Say(errs.Invalid, "xlsx.empty")
	}
	return errs.Say(errs.Invalid, "xlsx.zip")
}

// oldWorkbook says what a compound file is, by the names of its streams, which
// stand in it in UTF-16 (MS-CFB 2.6.1). They are looked for at both ends.
func oldWorkbook(src io.ReaderAt, size int64) error {
	const looked = 8 << 20
	for _, from := range []int64{0, max(looked, size-looked)} {
		if from >= size {
			continue
		}
		part := make([]byte, min(looked, size-from))
		if _, err := src.ReadAt(part, from); err != nil && err != io.EOF {
			return err
		}
		for _, stream := range []struct{ name, key string }{
			{"EncryptedPackage", "xlsx.encrypted"}, {"Workbook", "xlsx.xls"}, {"Book", "xlsx.xls"},
		} {
			if bytes.Contains(part, utf16LE(stream.name)) {
				return errs.Say(errs.Invalid, stream.key)
			}
		}
	}
	return errs.Say(errs.Invalid, "xlsx.ole")
}

// utf16LE is an ASCII name of a stream with the zero behind it.
func utf16LE(name string) []byte {
	var out []byte
	for _, c := range []byte(name) {
		out = append(out, c, 0)
	}
	return append(out, 0, 0)
}
