package config

import (
	"net/url"
	"slices"
	"strings"
)

const hidden = "***"

// harmless are the parameters of addresses whose values may be shown; any
// other may be a password.
var harmless = []string{"tls", "region", "sslmode", "search_path", "connect_timeout", "application_name"}

// mask hides what may be secret in a value: names and passwords, unknown
// parameters, and of what is no clean address all but its scheme.
func mask(s string) string {
	scheme, rest, isURL := strings.Cut(s, "://")
	if !isURL {
		if strings.ContainsAny(s, "@=") {
			return hidden
		}
		return s
	}
	if strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") != "" {
		return hidden
	}
	u, err := url.Parse(s)
	if err != nil || strings.Contains(u.Host+u.Path, "@") || u.User == nil && strings.Contains(rest, "@") {
		return scheme + "://" + hidden
	}
	shown := scheme + "://"
	if u.User != nil {
		shown += hidden + "@"
	}
	shown += u.Host + u.EscapedPath()
	if u.RawQuery != "" {
		shown += "?" + maskQuery(u.RawQuery)
	}
	if u.Fragment != "" {
		shown += "#" + hidden
	}
	return shown
}

func maskQuery(query string) string {
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, _, assigned := strings.Cut(part, "=")
		if assigned && !slices.Contains(harmless, name) {
			parts[i] = name + "=" + hidden
		}
	}
	return strings.Join(parts, "&")
}
