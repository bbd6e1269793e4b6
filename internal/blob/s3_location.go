package blob

import (
	"net/url"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// A location is an S3 address taken apart.
type location struct {
	access, secret string
	host           string // with port
	tls            bool
	region         string
	bucket         string
	prefix         string // "" or "a/b/"
}

// parseLocation never quotes the address in its errors: it holds secrets, and a
// mistyped one may hold them in any part.
func parseLocation(s string) (location, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Fragment != "" {
		return location{}, errs.Say(errs.Invalid, "blob.location")
	}
	secret, _ := u.User.Password()
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	l := location{
		access: u.User.Username(), secret: secret, host: u.Host, bucket: bucket,
		tls: true, region: "us-east-1",
	}
	if l.access == "" || l.secret == "" {
		return location{}, errs.Say(errs.Invalid, "blob.location.keys")
	}
	if bucket == "" || !cleanPrefix(prefix) {
		return location{}, errs.Say(errs.Invalid, "blob.location")
	}
	if prefix != "" {
		l.prefix = prefix + "/"
	}
	return l, l.setOptions(u.RawQuery)
}

func (l *location) setOptions(query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return errs.Say(errs.Invalid, "blob.location")
	}
	for name, list := range values {
		value := list[len(list)-1]
		switch {
		case name == "tls" && (value == "0" || value == "1"):
			l.tls = value == "1"
		case name == "region" && value != "":
			l.region = value
		default:
			return errs.Say(errs.Invalid, "blob.location.option", "name", name)
		}
	}
	return nil
}

// cleanPrefix refuses prefixes that a server may fold into other ones.
func cleanPrefix(prefix string) bool {
	if prefix == "" {
		return true
	}
	for part := range strings.SplitSeq(prefix, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

func (l location) String() string {
	return "s3://" + l.host + "/" + strings.TrimSuffix(l.bucket+"/"+l.prefix, "/")
}
