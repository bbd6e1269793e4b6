package blob_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

const (
	access = "AKLEWU7Q"
	secret = "r4h4s14"
)

func TestLocations(t *testing.T) {
	for location, want := range map[string]string{
		"":                     "blob.location",
		" ":                    "blob.location",
		"file:///var/lib/lewu": "blob.location",
		"S3://" + access + ":" + secret + "@host/b":         "blob.location",
		"s3://" + access + ":" + secret + "@host":           "blob.location",
		"s3://" + access + ":" + secret + "@host/":          "blob.location",
		"s3://" + access + ":" + secret + "@host/b/../c":    "blob.location",
		"s3://" + access + ":" + secret + "@host/b//c":      "blob.location",
		"s3://" + access + ":" + secret + "/x@host/b":       "blob.location",
		"s3://" + access + ":" + secret + "@ho st/b":        "blob.location",
		"s3://" + access + ":" + secret + "@host/b?tls=0;x": "blob.location",
		"s3://host/b":                "blob.location.keys",
		"s3://" + access + "@host/b": "blob.location.keys",
		"s3://" + access + ":" + secret + "@host/b?tls=no":    "blob.location.option",
		"s3://" + access + ":" + secret + "@host/b?pathstyle": "blob.location.option",
	} {
		_, err := blob.Open(t.Context(), location)
		if !errs.Is(err, errs.Invalid) || key(err) != want {
			t.Errorf("Open(%q): %v, want %s", location, err, want)
		}
		clean(t, err)
	}
}

func clean(t *testing.T, err error) {
	t.Helper()
	if err != nil && (strings.Contains(err.Error(), access) || strings.Contains(err.Error(), secret)) {
		t.Errorf("error tells a secret: %v", err)
	}
}

func TestRefusedByS3(t *testing.T) {
	location, err := url.Parse(blobtest.S3(t))
	if err != nil {
		t.Fatal(err)
	}
	wrong, absent, prefixed := *location, *location, *location
	wrong.User = url.UserPassword(location.User.Username(), secret)
	absent.Path = "/tiada"
	prefixed.Path = "/berkas/lewu/uji"
	for _, test := range []struct {
		location url.URL
		want     string
		kind     errs.Kind
	}{
		{wrong, "blob.denied", errs.Internal},
		{absent, "blob.bucket", errs.Invalid},
	} {
		_, err := blob.Open(t.Context(), test.location.String())
		if key(err) != test.want || !errs.Is(err, test.kind) {
			t.Errorf("Open: %v, want %s", err, test.want)
		}
		clean(t, err)
	}

	s := blobtest.Open(t, prefixed.String())
	if got, want := s.String(), "s3://"+location.Host+"/berkas/lewu/uji"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	put(t, s, []byte("x"))
	if got := len(list(t, s)); got != 1 {
		t.Errorf("the prefix holds %d files, want 1", got)
	}
	if got := len(list(t, blobtest.Open(t, location.String()))); got != 0 {
		t.Errorf("the bucket itself holds %d files, want 0", got)
	}
}

func TestS3OutOfReach(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, err = blob.Open(t.Context(), "s3://"+access+":"+secret+"@"+address+"/b?tls=0")
	if key(err) != "blob.unreachable" || !errs.Is(err, errs.Busy) {
		t.Errorf("Open without a server: %v, want blob.unreachable", err)
	}
	clean(t, err)
}

// A server whose answers break off, lie in the wrong place, are wrong, or that
// is full. Every file on it is ten digits long.
func TestS3Misbehaving(t *testing.T) {
	const digits = "1234567890"
	for _, test := range []struct {
		name, sha string
		answer    func(w http.ResponseWriter, start int)
		want      string
	}{
		{"breaks off after 4 bytes", shaOf([]byte(digits)), func(w http.ResponseWriter, start int) {
			part(w, start, digits[start:min(start+4, 10)])
		}, ""},
		{"breaks off at once", shaOf([]byte(digits)), func(w http.ResponseWriter, start int) {
			part(w, start, "")
		}, "blob.unreachable"},
		{"no range", shaOf([]byte(digits)), func(w http.ResponseWriter, _ int) {
			io.WriteString(w, digits)
		}, "blob.unreadable"},
		{"other bytes", unknown, func(w http.ResponseWriter, start int) {
			part(w, start, digits[start:])
		}, "blob.damaged"},
		{"full", unknown, func(w http.ResponseWriter, _ int) {
			w.WriteHeader(http.StatusInsufficientStorage)
		}, "blob.full"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Last-Modified", "Fri, 31 Oct 2025 00:00:00 GMT")
				w.Header().Set("ETag", `"x"`)
				if r.Method == http.MethodHead {
					w.Header().Set("Content-Length", "10")
					return
				}
				var start int
				fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-9", &start)
				test.answer(w, start)
			}))
			defer server.Close()
			s := blobtest.Open(t, "s3://"+access+":"+secret+"@"+strings.TrimPrefix(server.URL, "http://")+"/bucket?tls=0")
			_, err := blob.Local(t.Context(), s, test.sha, t.TempDir())
			if key(err) != test.want || (err == nil) != (test.want == "") {
				t.Errorf("Local: %v, want %q", err, test.want)
			}
			clean(t, err)
		})
	}
}

// part promises ten bytes less start and sends body.
func part(w http.ResponseWriter, start int, body string) {
	w.Header().Set("Content-Length", fmt.Sprint(10-start))
	w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-9/10", start))
	w.WriteHeader(http.StatusPartialContent)
	io.WriteString(w, body)
}
