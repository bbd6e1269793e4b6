package xlsx

import (
	"errors"
	"io"
	"path"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Book is a workbook that was opened.
type Book struct {
	zip      *archive
	main     string // part of the workbook itself
	sheets   []Sheet
	extras   []Extra
	formats  []*Format // by cell style
	strings  *stringTable
	shared   string // part of the shared strings
	date1904 bool
	stale    bool
}

// A State says whether a sheet is seen.
type State uint8

// States of a sheet. What is very hidden, Excel does not even offer to show.
const (
	Visible State = iota
	Hidden
	VeryHidden
)

// A Sheet is one sheet of a workbook, in the order of their tabs.
type Sheet struct {
	Name  string
	State State
	Cells bool // false: a chart, a dialog, macros
	part  string
}

// Open reads how a workbook is put together. Nothing of its sheets is read yet.
func Open(src io.ReaderAt, size int64) (_ *Book, err error) {
	defer errs.Wrap(&err, "xlsx.Open(%d bytes)", size)

	if err := isWorkbook(src, size); err != nil {
		return nil, err
	}
	zip, err := openArchive(src, size)
	if err != nil {
		return nil, err
	}
	b := &Book{zip: zip}
	if err := b.findMain(); err != nil {
		return nil, err
	}
	if err := b.findExtras(); err != nil {
		return nil, err
	}
	return b, b.readMain()
}

// With is the same workbook, read from another opening of the same file.
func (b *Book) With(src io.ReaderAt) *Book {
	other, zip := *b, *b.zip
	zip.src = src
	other.zip = &zip
	return &other
}

// Sheets are the sheets in the order of their tabs.
func (b *Book) Sheets() []Sheet { return b.sheets }

// Extras are what a workbook holds beside its sheets and must be told.
func (b *Book) Extras() []Extra { return b.extras }

// Stale tells that whoever wrote the workbook asks for all formulas to be
// counted when it is opened: their stored results may be no results yet.
func (b *Book) Stale() bool { return b.stale }

// A link is one relationship (ISO/IEC 29500-2, 9.3) of a part.
type link struct{ id, kind, target string }

// links reads the relationships of a part, "" for the whole file; kind is the
// last word of the type, which is the same in both editions.
func (b *Book) links(of string) (list []link, err error) {
	folder, file := path.Split(of)
	name := folder + "_rels/" + file + ".rels"
	text, err := b.zip.whole(name)
	if err != nil {
		return nil, err
	}
	s := scanWhole(text)
	for {
		what, err := s.next()
		if err != nil || what == atEnd {
			return list, fault(name, err)
		}
		if what != atOpen || string(s.name) != "Relationship" || s.word("TargetMode") == "External" {
			continue
		}
		target := s.word("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		list = append(list, link{s.word("Id"), path.Base(s.word("Type")), strings.TrimPrefix(path.Clean(target), "/")})
	}
}

// findMain finds the part of the workbook, or says what else the file is.
func (b *Book) findMain() error {
	links, err := b.links("")
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.kind == "officeDocument" {
			b.main = l.target
		}
	}
	if b.main == "" {
		b.main = "xl/workbook.xml"
	}
	switch {
	case strings.HasSuffix(b.main, ".bin"):
		return errs.Say(errs.Invalid, "xlsx.xlsb")
	case b.zip.has(b.main) && path.Dir(b.main) != "word" && path.Dir(b.main) != "ppt":
		return nil
	case b.zip.has("mimetype") && b.zip.has("content.xml"):
		return errs.Say(errs.Invalid, "xlsx.ods")
	case b.zip.has("word/document.xml") || b.zip.has("ppt/presentation.xml"):
		return errs.Say(errs.Invalid, "xlsx.document")
	}
	return errs.Say(errs.Invalid, "xlsx.zip")
}

// readMain reads the part of the workbook: its sheets, how it counts days.
func (b *Book) readMain() error {
	text, err := b.zip.whole(b.main)
	if err != nil {
		return err
	}
	links, err := b.links(b.main)
	if err != nil {
		return err
	}
	byID := map[string]link{}
	styles := ""
	for _, l := range links {
		byID[l.id] = l
		switch l.kind {
		case "styles":
			styles = l.target
		case "sharedStrings":
			b.shared = l.target
		}
	}
	if err := b.scanMain(text, byID); err != nil {
		return err
	}
	if len(b.sheets) == 0 {
		return errs.Say(errs.Invalid, "xlsx.no-sheets")
	}
	text, err = b.zip.whole(styles)
	if err != nil {
		return err
	}
	b.formats, err = readStyles(styles, text)
	return err
}

// longestName is how long the name of a sheet may be, in bytes; Excel stops at
// 31 characters.
const longestName = 1_000

var errSheets = errors.New("a sheet with a name without end, or the same sheet twice")

// scanMain reads the list of sheets and the settings. Extensions repeat the
// names of the latter, for other things.
func (b *Book) scanMain(text []byte, links map[string]link) error {
	s := scanWhole(text)
	listed := false
	used := map[string]bool{}
	for {
		what, err := s.next()
		if err != nil || what == atEnd {
			return fault(b.main, err)
		}
		if what == atClose && string(s.name) == "sheets" {
			listed = false
		}
		if what != atOpen {
			continue
		}
		switch string(s.name) {
		case "workbookPr":
			b.date1904 = b.date1904 || s.on("date1904")
		case "calcPr":
			b.stale = b.stale || s.on("fullCalcOnLoad")
		case "sheets":
			listed = !s.empty
		case "sheet":
			if !listed {
				continue
			}
			l := links[s.word("id")]
			if len(b.sheets) == MaxParts {
				return tooManyParts(MaxParts + 1)
			}
			if used[l.target] || len(s.word("name")) > longestName {
				return damaged(b.main, errSheets)
			}
			used[l.target] = l.target != ""
			sheet := Sheet{Name: s.word("name"), Cells: l.kind == "worksheet" && b.zip.has(l.target), part: l.target}
			switch s.word("state") {
			case "hidden":
				sheet.State = Hidden
			case "veryHidden":
				sheet.State = VeryHidden
			}
			b.sheets = append(b.sheets, sheet)
		}
	}
}

// load reads the shared strings, once.
func (b *Book) load() error {
	if b.strings != nil {
		return nil
	}
	if b.shared == "" || !b.zip.has(b.shared) {
		b.strings = &stringTable{}
		return nil
	}
	p, err := b.zip.open(b.shared)
	if err != nil {
		return err
	}
	b.strings, err = readStrings(p)
	return err
}

// format is the number format of a cell style, nil for General.
func (b *Book) format(style int) *Format {
	if style < 0 || style >= len(b.formats) {
		return nil
	}
	return b.formats[style]
}
