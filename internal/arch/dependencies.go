package arch

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const (
	maxDependencies = 25
	dependenciesDoc = "docs/dependencies.md"
)

// Dependencies lists the modules that the project's own files import, tests
// too, whatever go.mod calls them: "// indirect" is right only after a tidy.
func Dependencies(root fs.FS) ([]string, error) {
	mod, err := fs.ReadFile(root, "go.mod")
	if err != nil {
		return nil, err
	}
	files, _, err := scan(root)
	if err != nil {
		return nil, err
	}
	required := requirements(string(mod))
	direct := map[string]bool{}
	for _, f := range files {
		for _, spec := range f.syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil || isStandard(imported) || within(imported, Module) {
				continue
			}
			direct[moduleOf(imported, required)] = true
		}
	}
	return slices.Sorted(maps.Keys(direct)), nil
}

// CheckDependencies reports direct dependencies beyond the 25 that the house
// allows itself, and those without a line in docs/dependencies.md that says
// why.
func CheckDependencies(root fs.FS) ([]Violation, error) {
	direct, err := Dependencies(root)
	if err != nil {
		return nil, err
	}
	doc, err := fs.ReadFile(root, dependenciesDoc)
	if err != nil {
		return nil, err
	}
	var list []Violation
	if len(direct) > maxDependencies {
		list = append(list, Violation{"go.mod", 0,
			fmt.Sprintf("%d direct dependencies, more than %d: %s", len(direct), maxDependencies, strings.Join(direct, ", "))})
	}
	for _, module := range direct {
		if !named(string(doc), module) {
			list = append(list, Violation{dependenciesDoc, 0, "no line says why " + module + " is used"})
		}
	}
	return list, nil
}

// requirements is the module paths of all require lines of go.mod.
func requirements(mod string) []string {
	var list []string
	block := false
	for line := range strings.Lines(mod) {
		fields := strings.Fields(line)
		switch {
		case len(fields) >= 2 && fields[0] == "require" && fields[1] == "(":
			block = true
		case len(fields) >= 1 && fields[0] == ")":
			block = false
		case len(fields) >= 3 && fields[0] == "require":
			list = append(list, fields[1])
		case block && len(fields) >= 2 && !strings.HasPrefix(fields[0], "//"):
			list = append(list, fields[0])
		}
	}
	return list
}

// moduleOf is the longest required module that holds a package, or the package
// itself where none does.
func moduleOf(imported string, required []string) string {
	module := ""
	for _, path := range required {
		if within(imported, path) && len(path) > len(module) {
			module = path
		}
	}
	if module == "" {
		return imported
	}
	return module
}

// named tells whether a text has a module's whole path: river is not named by
// river/rivertype.
func named(text, module string) bool {
	for {
		i := strings.Index(text, module)
		if i < 0 {
			return false
		}
		before, after := text[:i], text[i+len(module):]
		if !strings.HasSuffix(before, "/") && (after == "" || !isPathByte(after[0])) {
			return true
		}
		text = after
	}
}

func isPathByte(c byte) bool {
	return c == '/' || c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
