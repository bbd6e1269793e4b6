package arch

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// checkPlaces reports folders with code that the list of floors does not have.
func (rep *report) checkPlaces(files []*file) {
	told := map[string]bool{}
	for _, f := range files {
		if !f.placed && !told[f.dir] {
			told[f.dir] = true
			rep.add(f, token.NoPos, "package %s is on no floor: give it its place in internal/arch/floors.go", f.dir)
		}
	}
}

func (rep *report) checkImports(f *file) {
	if !f.placed {
		return // told by checkPlaces
	}
	for _, spec := range f.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			rep.add(f, spec.Pos(), "import %s cannot be read: %v", spec.Path.Value, err)
			continue
		}
		if why := f.refuses(imported); why != "" {
			rep.add(f, spec.Pos(), "import of %s: %s", imported, why)
		}
		if spec.Name != nil && spec.Name.Name == "_" && !f.mayBlank(imported) {
			rep.add(f, spec.Pos(), "blank import of %s: only internal/db and internal/table need drivers", imported)
		}
	}
}

// refuses says why f may not import a path; empty where it may.
func (f *file) refuses(imported string) string {
	dir, own := strings.CutPrefix(imported, Module+"/")
	if imported == Module {
		dir, own = ".", true
	}
	switch {
	case own:
		return f.refusesOwn(dir)
	case f.test || f.place.free || f.place.tool:
		return "" // what tests and tools take from outside is their own affair
	case isStandard(imported):
		return f.refusesStandard(imported)
	}
	return f.refusesForeign(imported)
}

func (f *file) refusesOwn(dir string) string {
	q, ok := locate(dir)
	if !ok {
		return "" // the folder itself is reported
	}
	reason, ok := f.place.mayImport(q)
	if ok {
		return ""
	}
	// Tests may reach for anything that helps them, but not from one room into
	// another: that is the same knot.
	if f.test && !(f.place.room != "" && q.room != "" && f.place.room != q.room) && !q.free {
		return ""
	}
	return reason
}

// refusesStandard keeps I/O off the first floor. The root speaks of handlers,
// so it may know net/http.
func (f *file) refusesStandard(imported string) string {
	if f.place.floor == 0 && f.dir != "." && slices.Contains([]string{"os", "os/exec", "net", "net/http", "database/sql"}, imported) {
		return "the first floor is values without I/O"
	}
	return ""
}

func (f *file) refusesForeign(imported string) string {
	if f.dir == "." {
		return "the root package imports the standard library only"
	}
	if f.place.floor == 0 && !within(imported, "golang.org/x/text") {
		return "the first floor imports the standard library and golang.org/x/text"
	}
	for library, home := range homes() {
		if within(imported, library) && f.place.pkg != home {
			return "this library is used in " + home + " only"
		}
	}
	return ""
}

// homes is where the outside things are touched: one package each, so that
// each can be replaced in one place.
func homes() map[string]string {
	return map[string]string{
		"github.com/BurntSushi/toml":      "internal/config",
		"modernc.org/sqlite":              "internal/db",
		"github.com/jackc/pgx/v5":         "internal/db",
		"github.com/pressly/goose/v3":     "internal/db",
		"github.com/minio/minio-go/v7":    "internal/blob",
		"github.com/duckdb":               "internal/table",
		"github.com/riverqueue":           "internal/jobs",
		"github.com/go-webauthn/webauthn": "internal/auth",
		"github.com/bluenviron":           "internal/media",
		"github.com/kerberos-io/onvif":    "internal/media",
		"github.com/xuri/excelize/v2":     "tests", // an oracle, never a reader
	}
}

// mayBlank tells whether f may import a package for its effects alone. "embed"
// has none: the compiler asks for it.
func (f *file) mayBlank(imported string) bool {
	return f.test || f.place.free || imported == "embed" || f.dir == "internal/db" || f.dir == "internal/table"
}

// isStandard tells packages of the standard library by their first word, which
// has no dot.
func isStandard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}
