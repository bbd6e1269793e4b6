package arch

import (
	"go/ast"
	"go/token"
	"strings"
)

// The hard limits of the style guide, in lines. Tests and generated files are
// not held to them.
const (
	maxFile = 400
	maxFunc = 80
	maxRoot = 600 // all files of the contract together
)

func (rep *report) checkSize(f *file) {
	if f.lines > maxFile {
		rep.add(f, token.NoPos, "%d lines, more than %d: split it", f.lines, maxFile)
	}
	for _, decl := range f.syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if lines := f.line(fn.End()) - f.line(fn.Pos()) + 1; lines > maxFunc {
			rep.add(f, fn.Pos(), "func %s has %d lines, more than %d: split it", fn.Name.Name, lines, maxFunc)
		}
	}
}

func (rep *report) checkRootSize(files []*file) {
	total := 0
	var last *file
	for _, f := range files {
		if f.dir == "." && !f.test {
			total += f.lines
			last = f
		}
	}
	if total > maxRoot {
		rep.add(last, token.NoPos, "the contract has %d lines in all, more than %d", total, maxRoot)
	}
}

// checkGlobals reports init functions and package variables that only make
// sense if somebody changes them. Tables, compiled patterns, embedded files and
// named errors are constants that Go cannot write as such. A test tool may keep
// what a whole test process shares, such as a started server.
func (rep *report) checkGlobals(f *file) {
	for _, decl := range f.syntax.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == "init" && d.Recv == nil {
				rep.add(f, d.Pos(), "init function: what starts is called by name")
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR && !f.place.tool {
				rep.checkVars(f, d)
			}
		}
	}
}

func (rep *report) checkVars(f *file, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || v.Names[0].Name == "_" || isEmbedded(d, v) {
			continue
		}
		if why := mutable(v); why != "" {
			rep.add(f, v.Pos(), "package variable %s %s: state belongs in a struct", v.Names[0].Name, why)
		}
	}
}

// isEmbedded tells of a variable that the compiler fills from files.
func isEmbedded(d *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, v.Doc} {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if strings.HasPrefix(c.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// mutable says how a variable gives away that it is meant to change.
func mutable(v *ast.ValueSpec) string {
	if isLock(v.Type) {
		return "is a lock or counter"
	}
	if len(v.Values) == 0 {
		return "has no value yet"
	}
	for _, value := range v.Values {
		switch e := value.(type) {
		case *ast.UnaryExpr:
			if _, ok := e.X.(*ast.CompositeLit); ok && e.Op == token.AND {
				return "points to a struct"
			}
		case *ast.CompositeLit:
			if isLock(e.Type) {
				return "is a lock or counter"
			}
			if _, isMap := e.Type.(*ast.MapType); isMap && len(e.Elts) == 0 {
				return "is an empty map"
			}
		case *ast.CallExpr:
			if name, ok := e.Fun.(*ast.Ident); ok && (name.Name == "make" || name.Name == "new") {
				return "is made to be filled"
			}
		}
	}
	return ""
}

// isLock tells of types from sync and sync/atomic.
func isLock(t ast.Expr) bool {
	if index, ok := t.(*ast.IndexExpr); ok { // atomic.Pointer[T]
		t = index.X
	}
	sel, ok := t.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && (pkg.Name == "sync" || pkg.Name == "atomic")
}
