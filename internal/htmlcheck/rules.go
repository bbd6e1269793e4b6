package htmlcheck

import "strings"

// named tells whether n has words of its own or borrows some.
func (c *inspector) named(n *node) bool {
	if n.words() != "" {
		return true
	}
	for id := range strings.FieldsSeq(n.attr["aria-labelledby"]) {
		if target := c.ids[id]; target != nil && target.words() != "" {
			return true
		}
	}
	return false
}

// link wants a place to go and words that say where.
func (c *inspector) link(n *node) {
	href, ok := n.attr["href"]
	if !ok {
		return // a place that is not linked now, such as the current page
	}
	if href == "#" {
		c.fault(n.line, "link", "the link %q leads nowhere", n.words())
	}
	if !c.named(n) {
		c.fault(n.line, "link", "the link to %s has no words", href)
	}
}

// control wants a label on everything that people fill in.
func (c *inspector) control(n *node) {
	switch n.attr["type"] {
	case "hidden":
		return
	case "submit", "reset":
		return // browsers have words for these
	case "button":
		if n.attr["value"] == "" && !c.named(n) {
			c.fault(n.line, "button", "<input type=button> has no words")
		}
		return
	case "image":
		if n.attr["alt"] == "" {
			c.fault(n.line, "alt", "<input type=image> has no alt")
		}
		return
	}
	if label := strings.TrimSpace(n.attr["aria-label"]); label != "" {
		return
	}
	if label := n.within("label"); label != nil && label.words() != "" {
		return
	}
	if id := n.attr["id"]; id != "" && c.labels[id] {
		return
	}
	for id := range strings.FieldsSeq(n.attr["aria-labelledby"]) {
		if target := c.ids[id]; target != nil && target.words() != "" {
			return
		}
	}
	c.fault(n.line, "label", "<%s name=%q> has no label", n.tag, n.attr["name"])
}

// table wants a caption with words and at least one header cell.
func (c *inspector) table(n *node) {
	if role := n.attr["role"]; role == "presentation" || role == "none" {
		return
	}
	caption, headers := false, false
	n.all(func(in *node) {
		if in != n && in.within("table") != n {
			return // of a table inside
		}
		caption = caption || in.tag == "caption" && in.words() != ""
		headers = headers || in.tag == "th"
	})
	if !caption {
		c.fault(n.line, "caption", "<table> has no caption")
	}
	if !headers {
		c.fault(n.line, "scope", "<table> has no <th>")
	}
}

// picture wants a drawing to have a role and a name, or to be hidden.
func (c *inspector) picture(n *node) {
	if n.hidden() || n.within("svg") != nil {
		return
	}
	role := n.attr["role"]
	if role != "img" && role != "group" && !strings.HasPrefix(role, "graphics-") {
		c.fault(n.line, "alt", "<svg> is neither role=img nor aria-hidden")
		return
	}
	if n.attr["aria-label"] != "" || c.named(&node{tag: "svg", attr: map[string]string{"aria-labelledby": n.attr["aria-labelledby"]}}) {
		return
	}
	for _, child := range n.children {
		if child.tag == "title" && child.words() != "" {
			return
		}
	}
	c.fault(n.line, "alt", "<svg role=%s> has no title", role)
}

// references wants every id that n speaks of to be in the page.
func (c *inspector) references(n *node) {
	for _, name := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
		"aria-errormessage", "headers", "for", "form", "list"} {
		for id := range strings.FieldsSeq(n.attr[name]) {
			if c.ids[id] == nil {
				c.fault(n.line, "target", "%s of <%s> names %q, which is not in the page", name, n.tag, id)
			}
		}
	}
	id, ok := strings.CutPrefix(n.attr["href"], "#")
	if ok && id != "" && id != "top" && c.ids[id] == nil {
		c.fault(n.line, "target", "href of <%s> is #%s, which is not in the page", n.tag, id)
	}
}
