package config

import (
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	defaultListen = "localhost:8080"
	exampleURL    = "https://data.kalteng.go.id"
	exampleDB     = "postgres://lewu:RAHASIA@localhost:5432/lewu"
	exampleBlob   = "s3://KUNCI:RAHASIA@localhost:9000/lewu?tls=0"
	exampleProxy  = "10.0.0.0/8,127.0.0.1"
)

func parseListen(s setting) (string, error) {
	listen := s.or(defaultListen)
	host, port, err := net.SplitHostPort(listen)
	n, atoi := strconv.Atoi(port)
	if err != nil || atoi != nil || n < 0 || n > 65535 || strings.ContainsAny(host, "/@ ") {
		return "", s.bad("config.listen", mask(listen), defaultListen)
	}
	return listen, nil
}

// parseURL wants scheme and host only: paths are the program's own.
func parseURL(s setting, listen string) (string, error) {
	if s.value == "" {
		return "http://" + visitable(listen), nil
	}
	u, err := url.Parse(s.value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" ||
		strings.HasSuffix(u.Host, ":") || u.User != nil || s.value != u.Scheme+"://"+u.Host {
		return "", s.bad("config.url", mask(s.value), exampleURL)
	}
	return s.value, nil
}

// visitable is where a browser on this machine finds a listener: one on all
// addresses ("", 0.0.0.0, ::) is found at localhost.
func visitable(listen string) string {
	host, port, _ := net.SplitHostPort(listen)
	if addr, err := netip.ParseAddr(host); host == "" || err == nil && addr.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// parseTLS wants an https address to take a certificate for, and an https
// address to take it from.
func parseTLS(s, authority setting, address string) (kind, directory string, err error) {
	switch s.value {
	case "":
		return "", "", nil
	case "acme":
	default:
		return "", "", s.bad("config.tls", mask(s.value), "acme")
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" || net.ParseIP(u.Hostname()) != nil || !strings.Contains(u.Hostname(), ".") {
		return "", "", s.bad("config.tls.url", address, exampleURL)
	}
	if authority.value != "" {
		u, err := url.Parse(authority.value)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return "", "", authority.bad("config.acme", mask(authority.value), "https://acme.example/directory")
		}
	}
	return "acme", authority.value, nil
}

func parseDB(s setting, data string) (string, error) {
	db := s.or("sqlite:" + filepath.Join(data, "lewu.db"))
	path, isFile := strings.CutPrefix(db, "sqlite:")
	if isFile && path != "" && !strings.HasPrefix(path, "//") {
		return db, nil
	}
	u, err := url.Parse(db)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Opaque != "" {
		shown := mask(db)
		if before, _, found := strings.Cut(db, ":"); found && shown == db {
			shown = before + ":" + hidden // "lewu:password"
		}
		return "", s.bad("config.db", shown, exampleDB)
	}
	return db, nil
}

// parseBlob tells a folder from an address; the store itself looks closer.
func parseBlob(s setting, data string) (string, error) {
	place := s.or(filepath.Join(data, "berkas"))
	if scheme, _, isURL := strings.Cut(place, "://"); isURL && scheme != "s3" {
		return "", s.bad("config.blob", mask(place), exampleBlob)
	}
	return place, nil
}

// parseProxies reads prefixes and single addresses. A prefix with bits behind
// its length is a mistake: 10.1.2.3/8 may be meant as either.
func parseProxies(s setting) (list []netip.Prefix, err error) {
	if s.value == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(s.value, ",") {
		part = strings.TrimSpace(part)
		prefix, err := netip.ParsePrefix(part)
		if addr, alone := netip.ParseAddr(part); alone == nil && addr.Zone() == "" {
			prefix, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return nil, s.bad("config.proxies", mask(part), exampleProxy)
		}
		if prefix != prefix.Masked() {
			return nil, s.bad("config.proxies", part, prefix.Masked().String())
		}
		list = append(list, prefix)
	}
	return list, nil
}
