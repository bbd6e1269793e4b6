package standards

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A term is an address ("<https://…>", or "dct:title" by a known prefix), a
// literal, or a node of its own inside the thing that names it.
type term struct {
	iri, text, lang, kind string // kind: datatype of a literal, "xsd:date"
	node                  *node
}

func iri(s string) term        { return term{iri: s} }
func plain(s string) term      { return term{text: s} }
func said(lang, s string) term { return term{text: s, lang: lang} }
func typed(kind, s string) term {
	return term{text: s, kind: kind}
}
func inside(n *node) term { return term{node: n} }

// A node is a thing and what is said of it, in the order it was said.
type node struct {
	id     string // address; empty: a blank node
	class  string // "dcat:Dataset"
	claims []claim
}

type claim struct {
	property string
	objects  []term
}

// say claims a property; empty terms are left out.
func (n *node) say(property string, objects ...term) *node {
	objects = slices.DeleteFunc(objects, func(t term) bool { return t.iri == "" && t.text == "" && t.node == nil })
	if len(objects) > 0 {
		n.claims = append(n.claims, claim{property, objects})
	}
	return n
}

// A Graph is a list of things.
type Graph struct{ nodes []*node }

// add puts a thing into the graph, once: the same address again is left out.
func (g *Graph) add(n *node) {
	if !slices.ContainsFunc(g.nodes, func(o *node) bool { return o.id == n.id }) {
		g.nodes = append(g.nodes, n)
	}
}

// prefixes are the vocabularies by their short names.
func prefixes() [][2]string {
	return [][2]string{
		{"adms", "http://www.w3.org/ns/adms#"},
		{"dcat", "http://www.w3.org/ns/dcat#"},
		{"dct", "http://purl.org/dc/terms/"},
		{"foaf", "http://xmlns.com/foaf/0.1/"},
		{"owl", "http://www.w3.org/2002/07/owl#"},
		{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
		{"skos", "http://www.w3.org/2004/02/skos/core#"},
		{"vcard", "http://www.w3.org/2006/vcard/ns#"},
		{"xsd", "http://www.w3.org/2001/XMLSchema#"},
	}
}

// Turtle writes the graph as Turtle.
func (g Graph) Turtle(w io.Writer) error {
	var b strings.Builder
	for _, p := range prefixes() {
		fmt.Fprintf(&b, "@prefix %s: <%s> .\n", p[0], p[1])
	}
	for _, n := range g.nodes {
		fmt.Fprintf(&b, "\n%s", reference(n.id))
		n.turtle(&b, "  ")
		b.WriteString(" .\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// turtle writes what is said of a node.
func (n *node) turtle(b *strings.Builder, indent string) {
	fmt.Fprintf(b, " a %s", n.class)
	for _, c := range n.claims {
		fmt.Fprintf(b, " ;\n%s%s ", indent, c.property)
		for i, o := range c.objects {
			if i > 0 {
				b.WriteString(", ")
			}
			o.turtle(b, indent)
		}
	}
}

func (t term) turtle(b *strings.Builder, indent string) {
	switch {
	case t.node != nil:
		b.WriteString("[")
		t.node.turtle(b, indent+"  ")
		b.WriteString(" ]")
	case t.iri != "":
		b.WriteString(reference(t.iri))
	default:
		b.WriteString(literal(t.text))
		switch {
		case t.lang != "":
			b.WriteString("@" + t.lang)
		case t.kind != "":
			b.WriteString("^^" + t.kind)
		}
	}
}

// reference is an address as Turtle takes it: short names stand as they are,
// what an address cannot hold is percent-encoded.
func reference(s string) string {
	if prefix, _, _ := strings.Cut(s, ":"); slices.ContainsFunc(prefixes(), func(p [2]string) bool { return p[0] == prefix }) {
		return s
	}
	var b strings.Builder
	b.WriteByte('<')
	for _, c := range []byte(s) {
		if c <= ' ' || strings.IndexByte("<>\"{}|^`\\", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	b.WriteByte('>')
	return b.String()
}

// literal quotes a text; what Turtle cannot hold raw is escaped.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if r < ' ' || r == 0x7f {
				fmt.Fprintf(&b, `\u%04X`, r)
				continue
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// JSONLD writes the graph as JSON-LD with the same short names.
func (g Graph) JSONLD(w io.Writer) error {
	context := map[string]string{}
	for _, p := range prefixes() {
		context[p[0]] = p[1]
	}
	things := make([]map[string]any, len(g.nodes))
	for i, n := range g.nodes {
		things[i] = n.object()
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(map[string]any{"@context": context, "@graph": things})
}

func (n *node) object() map[string]any {
	o := map[string]any{"@type": n.class}
	if n.id != "" {
		o["@id"] = n.id
	}
	for _, c := range n.claims {
		values := make([]any, len(c.objects))
		for i, t := range c.objects {
			values[i] = t.object()
		}
		if len(values) == 1 {
			o[c.property] = values[0]
		} else {
			o[c.property] = values
		}
	}
	return o
}

func (t term) object() any {
	switch {
	case t.node != nil:
		return t.node.object()
	case t.iri != "":
		return map[string]any{"@id": t.iri}
	case t.lang != "":
		return map[string]any{"@value": t.text, "@language": t.lang}
	case t.kind != "":
		return map[string]any{"@value": t.text, "@type": t.kind}
	}
	return t.text
}

// sorted puts the things in the order of their addresses.
func (g Graph) sorted() Graph {
	slices.SortStableFunc(g.nodes, func(a, b *node) int { return cmp.Compare(a.id, b.id) })
	return g
}
