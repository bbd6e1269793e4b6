package web

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of the layout, the errors and the components.
//
//go:embed messages/*.json
var Messages embed.FS

//go:embed templates css assets
var own embed.FS

// room is the name of our own templates and assets.
const room = "web"

// addOwn reads the layout, the components, the error page and the style sheet.
func (s *Web) addOwn() error {
	frame := template.New(room)
	for _, pattern := range []string{"templates/layout.html", "templates/part_*.html"} {
		names, err := fs.Glob(own, pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := s.parse(frame, own, name); err != nil {
				return err
			}
		}
	}
	s.frame = frame
	if err := s.addPage(frame, own, room, "templates/error.html"); err != nil {
		return err
	}
	if err := s.addPage(frame, own, room, "templates/confirm.html"); err != nil {
		return err
	}
	for name, parts := range map[string][]string{room + "/lewu.css": sheets, deskSheet: {"desk"}} {
		sheet, err := styleSheet(parts...)
		if err != nil {
			return err
		}
		s.addAsset(name, sheet)
	}
	return s.addAssets(room, own)
}

// Add takes a room's templates and assets, and checks its routes. Every
// templates/<file>.html is the page "<room>/<file>" and defines "main";
// templates/_<part>.html is for all pages of the room and defines
// "<room>/_<part>". A message key that a template names must exist.
func (s *Web) Add(d lewu.Description) (err error) {
	defer errs.Wrap(&err, "web.Add(%q)", d.Name)

	if d.Name == "" || d.Name == room {
		return fmt.Errorf("a room needs a name of its own")
	}
	if err := checkRoutes(d); err != nil {
		return err
	}
	if d.Files == nil {
		return nil
	}
	frame, err := s.frame.Clone()
	if err != nil {
		return err
	}
	names, err := fs.Glob(d.Files, "templates/*.html")
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") {
			if err := s.parse(frame, d.Files, name); err != nil {
				return err
			}
		}
	}
	for _, name := range names {
		if !strings.HasPrefix(path.Base(name), "_") {
			if err := s.addPage(frame, d.Files, d.Name, name); err != nil {
				return err
			}
		}
	}
	return s.addAssets(d.Name, d.Files)
}

// addPage makes a page of its own out of the frame.
func (s *Web) addPage(frame *template.Template, files fs.FS, room, name string) error {
	t, err := frame.Clone()
	if err != nil {
		return err
	}
	if err := s.parse(t, files, name); err != nil {
		return err
	}
	if t.Lookup("main") == nil {
		return fmt.Errorf(`%s: does not define "main"`, name)
	}
	s.pages[room+"/"+strings.TrimSuffix(path.Base(name), ".html")] = t
	return nil
}

// parse reads a template into t, after a look at the keys it names.
func (s *Web) parse(t *template.Template, files fs.FS, name string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	for _, match := range keyInTemplate.FindAllSubmatch(text, -1) {
		if key := string(match[1]); !s.opt.Messages.Has(key) {
			return fmt.Errorf("%s: no message %q", name, key)
		}
	}
	_, err = t.New(name).Parse(string(text))
	return err
}

// keyInTemplate finds {{.T "key"}} and {{$.Page.T "key"}}.
var keyInTemplate = regexp.MustCompile(`\.T "([^"]+)"`)

// checkRoutes finds what would be wrong at the first request.
func checkRoutes(d lewu.Description) error {
	var faults []error
	seen := make(map[string]bool)
	check := func(pattern string, class lewu.Class, need lewu.Need, serves bool) {
		if err := checkNeed(pattern, need); err != nil {
			faults = append(faults, err)
		}
		if pattern == "" || !serves {
			faults = append(faults, fmt.Errorf("route %q has no pattern or no handler", pattern))
		}
		if seen[pattern] {
			faults = append(faults, fmt.Errorf("route %q comes twice", pattern))
		}
		seen[pattern] = true
		if _, ok := retryAfter[class]; !ok {
			faults = append(faults, fmt.Errorf("route %q: unknown class %q", pattern, class))
		}
	}
	for _, p := range d.Pages {
		check(p.Pattern, p.Class, p.Need, p.Serve != nil)
		if p.Cached && (!p.Need.Public() || !strings.HasPrefix(p.Pattern, http.MethodGet+" ")) {
			faults = append(faults, fmt.Errorf("route %q: only public GET pages can be kept", p.Pattern))
		}
	}
	for _, op := range d.API {
		check(op.Pattern, op.Class, op.Need, op.Serve != nil)
	}
	for _, stream := range d.Streams {
		check(stream.Pattern, lewu.ClassMedia, stream.Need, stream.Serve != nil)
	}
	return errors.Join(faults...)
}
