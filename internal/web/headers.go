package web

import (
	"net/http"
	"strings"
)

// A headerLine is a header with its prepared values, which nobody writes into:
// they are shared by every answer.
type headerLine struct {
	name   string
	values []string
}

// strictPolicy is the content security policy of every answer. Styles, images
// and forms from here, and nothing else: no script, no frame, no inline code.
const strictPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// scriptPolicy is what a page adds that brings scripts of the house.
const scriptPolicy = "script-src 'self'; connect-src 'self'"

// secureHeaders are on every answer of the house. In a demo no file of it is
// for search engines: synthetic figures must not be found, and a download has no
// place for a word of its own about that.
func secureHeaders(https, demo bool) []headerLine {
	lines := []headerLine{
		{"Content-Security-Policy", []string{strictPolicy}},
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
		{"Permissions-Policy", []string{"camera=(), geolocation=(), microphone=(), payment=(), usb=()"}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	}
	if https {
		lines = append(lines, headerLine{"Strict-Transport-Security", []string{"max-age=31536000; includeSubDomains"}})
	}
	if demo {
		lines = append(lines, headerLine{"X-Robots-Tag", []string{"noindex"}})
	}
	return lines
}

func (s *Web) setSecure(h http.Header) {
	for _, line := range s.secure {
		h[line.name] = line.values
	}
}

// policy is the content security policy of a page with scripts or with more
// directives of its own ("media-src 'self' blob:").
func policy(scripts bool, more []string) string {
	parts := []string{strictPolicy}
	if scripts {
		parts = append(parts, scriptPolicy)
	}
	return strings.Join(append(parts, more...), "; ")
}

// openToAll lets programs on other sites read an answer of the API.
func openToAll(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Accept-Language, If-None-Match")
	h.Set("Access-Control-Expose-Headers", "ETag, X-Request-Id, Retry-After, Content-Disposition")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	addVary(h, "Accept-Language")
}
