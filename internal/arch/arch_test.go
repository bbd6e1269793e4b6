package arch

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// project is the root of the real tree, from this folder.
func project() string { return "../.." }

func TestTree(t *testing.T) {
	list, err := Check(os.DirFS(project()))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		t.Error(v)
	}
}

// The real tree is read at all: an empty walk has no violations either.
func TestTreeIsRead(t *testing.T) {
	files, _, err := scan(os.DirFS(project()))
	if err != nil {
		t.Fatal(err)
	}
	dirs := map[string]bool{}
	for _, f := range files {
		dirs[f.dir] = true
	}
	for _, want := range []string{".", "internal/errs", "internal/arch"} {
		if !dirs[want] {
			t.Errorf("no file of %s was read, of %d files", want, len(files))
		}
	}
}

// tree makes a project from lines "path: import import …"; a name before an
// import is its local name, as in "_=embed".
func tree(lines ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, line := range lines {
		name, imports, _ := strings.Cut(line, ":")
		var b strings.Builder
		b.WriteString("package p\n\n")
		for imported := range strings.FieldsSeq(imports) {
			alias, target, named := strings.Cut(imported, "=")
			if !named {
				alias, target = "", imported
			}
			target = strings.Replace(target, "lewu/", Module+"/", 1)
			b.WriteString("import " + alias + " \"" + target + "\"\n")
		}
		files[name] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return files
}

func check(t *testing.T, root fstest.MapFS) []Violation {
	t.Helper()
	list, err := Check(root)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestSoundTree(t *testing.T) {
	sound := tree(
		"module.go: context net/http",
		"internal/errs/errs.go: "+Module+" fmt",
		"internal/money/money.go: lewu/internal/errs",
		"internal/text/text.go: golang.org/x/text/unicode/norm",
		"internal/db/db.go: _=modernc.org/sqlite lewu/internal/errs",
		"internal/table/table.go: github.com/duckdb/duckdb-go/v2 _=embed",
		"internal/intake/intake.go: lewu/internal/intake/delimited lewu/internal/catalog",
		"internal/intake/delimited/read.go: lewu/internal/intake/typing lewu/internal/text",
		"internal/intake/typing/types.go: lewu/internal/money",
		"internal/web/web.go: lewu/internal/intake/delimited lewu/internal/cache",
		"internal/platform/platform.go: lewu/internal/web",
		"internal/platformtest/make.go: lewu/internal/platform lewu/internal/dbtest",
		"internal/dbtest/each.go: lewu/internal/db testing github.com/jackc/pgx/v5",
		"internal/webtest/run.go: lewu/internal/htmlcheck",
		"internal/modules/data/data.go: lewu/internal/platform lewu/internal/modules/data/chart",
		"internal/modules/data/data_test.go: lewu/internal/platformtest lewu/internal/app",
		"internal/modules/data/chart/chart.go: lewu/internal/chart",
		"internal/modules/modules.go: lewu/internal/modules/data",
		"internal/app/app.go: lewu/internal/modules",
		"cmd/lewu/main.go: lewu/internal/app lewu/internal/webtest",
		"bench/bench.go: lewu/internal/app lewu/internal/dbtest github.com/jackc/pgx/v5",
		"e2e/pages/walk.go: lewu/cmd/lewu",
		"internal/blob/testdata/broken.go: lewu/internal/app",
	)
	for _, v := range check(t, sound) {
		t.Error(v)
	}
}

func TestPlantedImports(t *testing.T) {
	for _, test := range []struct {
		name string
		tree fstest.MapFS
		want string // begins with the file
	}{
		{"upward", tree("internal/money/a.go: lewu/internal/db"),
			"internal/money/a.go:3: import of github.com/lewu-id/lewu/internal/db: imports run downward"},
		{"sideways against the order", tree("internal/auth/a.go: lewu/internal/jobs"), "internal/auth/a.go:3: import of"},
		{"sideways on the first floor", tree("internal/errs/a.go: lewu/internal/clock"), "internal/errs/a.go:3: import of"},
		{"service into a room", tree("internal/web/a.go: lewu/internal/modules/data"), "internal/web/a.go:3: import of"},
		{"room into another", tree("internal/modules/home/a.go: lewu/internal/modules/data"),
			"internal/modules/home/a.go:3: import of github.com/lewu-id/lewu/internal/modules/data: rooms do not import each other"},
		{"room into a part of another", tree("internal/modules/home/a.go: lewu/internal/modules/data/chart"), "internal/modules/home/a.go:3: import of"},
		{"room's test into another", tree("internal/modules/home/a_test.go: lewu/internal/modules/data"), "internal/modules/home/a_test.go:3: import of"},
		{"room into the list of rooms", tree("internal/modules/home/a.go: lewu/internal/modules"), "internal/modules/home/a.go:3: import of"},
		{"rooms into the app", tree("internal/modules/a.go: lewu/internal/app"), "internal/modules/a.go:3: import of"},
		{"part into its whole", tree("internal/intake/typing/a.go: lewu/internal/intake"),
			"internal/intake/typing/a.go:3: import of github.com/lewu-id/lewu/internal/intake: a part does not import its whole"},
		{"part above its whole's place", tree("internal/intake/typing/a.go: lewu/internal/web"), "internal/intake/typing/a.go:3: import of"},
		{"part of a room into its room", tree("internal/modules/data/chart/a.go: lewu/internal/modules/data"), "internal/modules/data/chart/a.go:3: import of"},
		{"unknown package", tree("internal/util/a.go: fmt"), "internal/util/a.go: package internal/util is on no floor"},
		{"unknown program", tree("cmd/other/a.go: fmt"), "cmd/other/a.go: package cmd/other is on no floor"},
		{"root beyond the standard library", tree("a.go: golang.org/x/text/language"), "a.go:3: import of golang.org/x/text/language: the root package"},
		{"root into the house", tree("a.go: lewu/internal/errs"), "a.go:3: import of"},
		{"first floor with I/O", tree("internal/region/a.go: os"), "internal/region/a.go:3: import of os: the first floor is values"},
		{"first floor with a library", tree("internal/money/a.go: github.com/google/uuid"), "internal/money/a.go:3: import of github.com/google/uuid: the first floor"},
		{"driver far from home", tree("internal/catalog/a.go: github.com/duckdb/duckdb-go/v2"),
			"internal/catalog/a.go:3: import of github.com/duckdb/duckdb-go/v2: this library is used in internal/table only"},
		{"excelize outside tests", tree("internal/intake/a.go: github.com/xuri/excelize/v2"), "internal/intake/a.go:3: import of"},
		{"test tool in the program", tree("internal/app/a.go: lewu/internal/dbtest"), "internal/app/a.go:3: import of"},
		{"platformtest in a room", tree("internal/modules/data/a.go: lewu/internal/platformtest"), "internal/modules/data/a.go:3: import of"},
		{"webtest in a room", tree("internal/modules/data/a.go: lewu/internal/webtest"), "internal/modules/data/a.go:3: import of"},
		{"htmlcheck in the command", tree("cmd/lewu/a.go: lewu/internal/htmlcheck"), "cmd/lewu/a.go:3: import of"},
		{"test tool into the house", tree("internal/webtest/a.go: lewu/internal/app"), "internal/webtest/a.go:3: import of"},
		{"bench imported", tree("internal/app/a.go: lewu/bench"), "internal/app/a.go:3: import of"},
		{"command imported", tree("internal/app/a.go: lewu/cmd/lewu"), "internal/app/a.go:3: import of"},
		{"blank import", tree("internal/jobs/a.go: _=net/http/pprof"), "internal/jobs/a.go:3: blank import of net/http/pprof"},
	} {
		list := check(t, test.tree)
		if len(list) != 1 || !strings.HasPrefix(list[0].String(), test.want) {
			t.Errorf("%s: %v, want one that begins %q", test.name, list, test.want)
		}
	}
}
