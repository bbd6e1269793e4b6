package htmlcheck

import (
	"net/url"
	"slices"
	"strings"
)

// Links lists what a page links to and loads from its own host, each once and
// in the order of the page: pages, styles, scripts, pictures. Addresses are as
// written, without their fragment: relative ones are for the caller to resolve.
// Forms are left out, for they want to be filled in.
func Links(page []byte) []string {
	var list []string
	build(page).root.all(func(n *node) {
		for _, address := range addresses(n) {
			if address = internal(address); address != "" && !slices.Contains(list, address) {
				list = append(list, address)
			}
		}
	})
	return list
}

// addresses is where an element leads.
func addresses(n *node) []string {
	switch n.tag {
	case "a", "area", "link", "use":
		return []string{n.attr["href"]}
	case "img", "source", "video":
		list := []string{n.attr["src"], n.attr["poster"]}
		for candidate := range strings.SplitSeq(n.attr["srcset"], ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 {
				list = append(list, fields[0])
			}
		}
		return list
	case "script", "iframe", "audio", "track", "embed":
		return []string{n.attr["src"]}
	}
	return nil
}

// internal is an address on the same host without its fragment, or empty. What
// cannot be read as an address stays, so that a sweep finds it dead.
func internal(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	u, err := url.Parse(address)
	if err == nil && (u.Scheme != "" || u.Host != "") {
		return ""
	}
	return address
}
