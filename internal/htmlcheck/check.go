// Package htmlcheck reads a page of the house as an inspector: does it nest,
// can everybody use it, and does it obey the content policy, which blocks
// inline scripts and styles. It is a test tool; a browser and axe-core see more
// and later.
package htmlcheck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is one thing that is wrong with a page.
type Fault struct {
	Line int    // 1-based
	Rule string // "label", "id": short and stable
	Text string
}

func (f Fault) String() string { return fmt.Sprintf("line %d: %s: %s", f.Line, f.Rule, f.Text) }

// Check reports the faults of a whole page in the order of its lines; none
// for a sound one.
func Check(page []byte) []Fault {
	b := build(page)
	c := &inspector{builder: b, ids: map[string]*node{}, labels: map[string]bool{}}
	c.root.all(c.collect)
	c.document()
	c.root.all(c.element)
	slices.SortFunc(c.faults, func(f, g Fault) int {
		return cmp.Or(cmp.Compare(f.Line, g.Line), cmp.Compare(f.Rule, g.Rule), cmp.Compare(f.Text, g.Text))
	})
	return c.faults
}

// An inspector is a builder that knows the whole page.
type inspector struct {
	*builder
	ids    map[string]*node
	labels map[string]bool // ids that a <label for> with words names
	html   *node
	titles []*node
	h1     []*node
}

// collect notes what rules about the whole page need.
func (c *inspector) collect(n *node) {
	if id, ok := n.attr["id"]; ok {
		if id == "" || strings.ContainsAny(id, " \t\n") {
			c.fault(n.line, "id", "id %q is empty or has spaces", id)
		} else if first, twice := c.ids[id]; twice {
			c.fault(n.line, "id", "id %q is on line %d already", id, first.line)
		} else {
			c.ids[id] = n
		}
	}
	switch n.tag {
	case "html":
		c.html = n
	case "title":
		if n.within("svg") == nil {
			c.titles = append(c.titles, n)
		}
	case "h1":
		c.h1 = append(c.h1, n)
	case "label":
		if n.words() != "" {
			c.labels[n.attr["for"]] = true
		}
	}
}

func (c *inspector) document() {
	if c.html == nil || c.html.attr["lang"] == "" {
		c.fault(1, "lang", "<html> says no language")
	}
	if len(c.titles) != 1 || c.titles[0].words() == "" {
		c.fault(1, "title", "%d <title> in the page, want one with words", len(c.titles))
	}
	if len(c.h1) != 1 {
		c.fault(1, "h1", "%d <h1> in the page, want one", len(c.h1))
	}
}

// element runs every rule about a single element.
func (c *inspector) element(n *node) {
	if n.tag == "" {
		return
	}
	c.policy(n)
	c.references(n)
	switch n.tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if n.words() == "" {
			c.fault(n.line, "heading", "<%s> has no words", n.tag)
		}
	case "a":
		c.link(n)
	case "button":
		if !c.named(n) {
			c.fault(n.line, "button", "<button> has no words")
		}
	case "input", "select", "textarea":
		c.control(n)
	case "table":
		c.table(n)
	case "th":
		if !slices.Contains([]string{"col", "row", "colgroup", "rowgroup"}, n.attr["scope"]) {
			c.fault(n.line, "scope", "<th> %q has scope %q", n.words(), n.attr["scope"])
		}
	case "img":
		if _, ok := n.attr["alt"]; !ok && !n.hidden() {
			c.fault(n.line, "alt", "<img> %s has no alt", n.attr["src"])
		}
	case "svg":
		c.picture(n)
	case "iframe":
		if !c.named(n) && n.attr["title"] == "" {
			c.fault(n.line, "title", "<iframe> has no title")
		}
	}
}

// policy is what the Content-Security-Policy of the house blocks.
func (c *inspector) policy(n *node) {
	switch n.tag {
	case "style":
		c.fault(n.line, "inline", "<style> in the page")
	case "script":
		if _, fromFile := n.attr["src"]; !fromFile && !strings.HasSuffix(n.attr["type"], "json") {
			c.fault(n.line, "inline", "<script> without src")
		}
	}
	for name, value := range n.attr {
		switch {
		case name == "style":
			c.fault(n.line, "inline", "<%s> has a style attribute", n.tag)
		case strings.HasPrefix(name, "on"):
			c.fault(n.line, "inline", "<%s> has %s", n.tag, name)
		case strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "javascript:"):
			c.fault(n.line, "inline", "<%s> has javascript: in %s", n.tag, name)
		}
	}
}
