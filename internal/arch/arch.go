package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A Violation is one breach of the architecture, with its place.
type Violation struct {
	File string // from the root of the project
	Line int    // 0: the whole file or folder
	Text string
}

func (v Violation) String() string {
	if v.Line == 0 {
		return v.File + ": " + v.Text
	}
	return fmt.Sprintf("%s:%d: %s", v.File, v.Line, v.Text)
}

// Check reads every Go file of the project beneath root and reports what
// breaks the architecture, in the order of the files. The error is of reading
// only.
func Check(root fs.FS) ([]Violation, error) {
	files, bad, err := scan(root)
	if err != nil {
		return nil, err
	}
	rep := &report{list: bad}
	rep.checkPlaces(files)
	for _, f := range files {
		rep.checkImports(f)
		if !f.test && !f.generated {
			rep.checkSize(f)
			rep.checkGlobals(f)
		}
	}
	rep.checkRootSize(files)
	return rep.list, nil
}

// A report collects violations.
type report struct{ list []Violation }

func (rep *report) add(f *file, pos token.Pos, format string, args ...any) {
	line := 0
	if pos.IsValid() {
		line = f.line(pos)
	}
	rep.list = append(rep.list, Violation{f.name, line, fmt.Sprintf(format, args...)})
}

// A file is one parsed Go file.
type file struct {
	name      string // "internal/errs/errs.go"
	dir       string // "internal/errs"; "." for the root
	test      bool
	generated bool
	lines     int
	place     place
	placed    bool // false: its folder is not on the list
	syntax    *ast.File
	set       *token.FileSet
}

func (f *file) line(pos token.Pos) int { return f.set.Position(pos).Line }

// scan parses all Go files; those that do not parse are violations.
func scan(root fs.FS) (files []*file, bad []Violation, err error) {
	err = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && skipped(name) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parse(name, text)
		if err != nil {
			bad = append(bad, Violation{name, 0, "does not parse: " + err.Error()})
			return nil
		}
		files = append(files, f)
		return nil
	})
	return files, bad, err
}

// skipped tells of folders that hold no code of ours: what Go itself leaves
// out, and what .gitignore names at the root.
func skipped(dir string) bool {
	base := path.Base(dir)
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") ||
		slices.Contains([]string{"testdata", "vendor", "node_modules"}, base) ||
		slices.Contains([]string{"bin", "data", "tmp"}, dir)
}

func parse(name string, text []byte) (*file, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &file{
		name: name, dir: path.Dir(name),
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(syntax),
		lines:     strings.Count(string(text), "\n"),
		syntax:    syntax, set: set,
	}
	f.place, f.placed = locate(f.dir)
	return f, nil
}
