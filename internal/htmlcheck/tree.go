package htmlcheck

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A node is an element, or text where tag is empty. The tree is what the
// author wrote, with line numbers; a browser's parser would repair it and hide
// the faults.
type node struct {
	tag      string
	attr     map[string]string
	text     string
	line     int
	parent   *node
	children []*node
}

// all calls visit for n and everything in it, in document order.
func (n *node) all(visit func(*node)) {
	visit(n)
	for _, child := range n.children {
		child.all(visit)
	}
}

// within finds the nearest element around n that is one of tags, or nil.
func (n *node) within(tags ...string) *node {
	for up := n.parent; up != nil; up = up.parent {
		if slices.Contains(tags, up.tag) {
			return up
		}
	}
	return nil
}

// hidden tells whether n is kept from assistive technology.
func (n *node) hidden() bool {
	for up := n; up != nil; up = up.parent {
		if up.attr["aria-hidden"] == "true" {
			return true
		}
	}
	return false
}

// words is what a reader hears of n: text, alternatives of pictures, names.
func (n *node) words() string {
	if n.tag == "" {
		return n.text
	}
	if n.attr["aria-hidden"] == "true" {
		return ""
	}
	if label := strings.TrimSpace(n.attr["aria-label"]); label != "" {
		return label
	}
	if n.tag == "img" {
		return n.attr["alt"]
	}
	var b strings.Builder
	for _, child := range n.children {
		b.WriteString(child.words())
	}
	return strings.TrimSpace(b.String())
}

// A builder reads tokens into a tree and notes what does not nest.
type builder struct {
	root    *node
	open    *node // innermost open element
	line    int
	doctype bool
	started bool // something other than the doctype was seen
	faults  []Fault
}

func (b *builder) fault(line int, rule, format string, args ...any) {
	b.faults = append(b.faults, Fault{line, rule, fmt.Sprintf(format, args...)})
}

// build reads a page. It never fails: what is wrong becomes faults.
func build(page []byte) *builder {
	b := &builder{root: &node{tag: "#page", line: 1}, line: 1}
	b.open = b.root
	if !utf8.Valid(page) {
		b.fault(1, "parse", "the page is not valid UTF-8")
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		raw := z.Raw()
		lines := bytes.Count(raw, []byte("\n"))
		if kind == html.ErrorToken {
			b.finish(z.Err(), string(raw))
			return b
		}
		b.take(z.Token())
		b.line += lines
	}
}

func (b *builder) take(t html.Token) {
	switch t.Type {
	case html.DoctypeToken:
		b.doctype = !b.started && strings.EqualFold(strings.TrimSpace(t.Data), "html")
	case html.TextToken:
		if strings.TrimSpace(t.Data) != "" {
			b.started = true
		}
		b.open.children = append(b.open.children, &node{text: t.Data, line: b.line, parent: b.open})
	case html.StartTagToken, html.SelfClosingTagToken:
		b.started = true
		b.start(t)
	case html.EndTagToken:
		b.end(t.Data)
	}
}

func (b *builder) start(t html.Token) {
	for slices.Contains(closedBy(t.Data), b.open.tag) {
		b.open = b.open.parent
	}
	n := &node{tag: t.Data, attr: make(map[string]string, len(t.Attr)), line: b.line, parent: b.open}
	for _, a := range t.Attr {
		n.attr[a.Key] = a.Val
	}
	if outer := n.within(neverIn(t.Data)...); outer != nil {
		b.fault(b.line, "nesting", "<%s> stands within the <%s> of line %d", t.Data, outer.tag, outer.line)
	}
	b.open.children = append(b.open.children, n)
	switch {
	case isVoid(t.Data):
	case t.Type == html.SelfClosingTagToken && (t.Data == "svg" || n.within("svg", "math") != nil):
	default:
		if t.Type == html.SelfClosingTagToken {
			b.fault(b.line, "parse", "<%s/> closes nothing in HTML", t.Data)
		}
		b.open = n
	}
}

func (b *builder) end(tag string) {
	match := b.open
	for match != b.root && match.tag != tag {
		match = match.parent
	}
	if match == b.root {
		b.fault(b.line, "parse", "stray </%s>", tag)
		return
	}
	b.closeUpTo(match, "before </"+tag+">")
	b.open = match.parent
}

// closeUpTo leaves every element within match, and reports those that needed
// an end tag.
func (b *builder) closeUpTo(match *node, where string) {
	for ; b.open != match; b.open = b.open.parent {
		if !endIsOptional(b.open.tag) {
			b.fault(b.open.line, "parse", "<%s> is not closed %s of line %d", b.open.tag, where, b.line)
		}
	}
}

func (b *builder) finish(err error, rest string) {
	if err != io.EOF {
		b.fault(b.line, "parse", "cannot be read: %v", err)
	}
	if strings.TrimSpace(rest) != "" {
		b.fault(b.line, "parse", "the page ends within a tag")
	}
	b.closeUpTo(b.root, "at the end")
	if !b.doctype {
		b.fault(1, "doctype", "the page does not begin with <!doctype html>")
	}
}

func isVoid(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}

func endIsOptional(tag string) bool {
	switch tag {
	case "html", "head", "body", "li", "dt", "dd", "p", "rt", "rp", "optgroup", "option",
		"colgroup", "thead", "tbody", "tfoot", "tr", "td", "th":
		return true
	}
	return false
}

// closedBy is which open elements a start tag ends without a word.
func closedBy(tag string) []string {
	switch tag {
	case "li":
		return []string{"p", "li"}
	case "dt", "dd":
		return []string{"p", "dt", "dd"}
	case "option", "optgroup":
		return []string{"option", tag}
	case "td", "th":
		return []string{"p", "td", "th", "colgroup"}
	case "tr":
		return []string{"p", "td", "th", "tr", "colgroup"}
	case "thead", "tbody", "tfoot":
		return []string{"p", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup"}
	case "body":
		return []string{"head"}
	case "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer",
		"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
		"table", "ul":
		return []string{"p"}
	}
	return nil
}

// neverIn is which elements a browser refuses around a tag, or cannot work.
func neverIn(tag string) []string {
	switch tag {
	case "a", "button", "input", "select", "textarea":
		return []string{"a", "button"}
	case "form":
		return []string{"form"}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return []string{"h1", "h2", "h3", "h4", "h5", "h6"}
	}
	return nil
}
