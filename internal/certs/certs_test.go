package certs_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/certs"
	"github.com/lewu-id/lewu/internal/proctest"
)

const (
	authority = "github.com/letsencrypt/pebble/v2" // the test authority of Let's Encrypt
	version   = "v2.10.1"
	house     = "data.kalteng.uji"
)

// start runs a program until the test ends.
func start(t *testing.T, name string, env []string, args ...string) {
	t.Helper()
	program, err := proctest.Tool{Module: authority, Version: version, Package: "./cmd/" + name}.Build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	ended, err := proctest.Launch(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("%s: %s", name, said.String())
		}
	})
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// ownCertificate is what the authority itself shows to its clients.
func ownCertificate(t *testing.T) (certificate, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "otoritas uji"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	body, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: body})
	pool.AppendCertsFromPEM(encoded)
	return written(t, "cert.pem", encoded), written(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})), pool
}

// TestAuthority takes a certificate from a real authority, which looks the host
// up by DNS and asks the house's own port for the answer to its challenge.
func TestAuthority(t *testing.T) {
	httpPort, tlsPort, dir, names, manage := freePort(t), freePort(t), freePort(t), freePort(t), freePort(t)
	certificate, key, pool := ownCertificate(t)
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": fmt.Sprintf("127.0.0.1:%d", dir), "managementListenAddress": fmt.Sprintf("127.0.0.1:%d", freePort(t)),
		"certificate": certificate, "privateKey": key, "httpPort": httpPort, "tlsPort": tlsPort,
		"profiles": map[string]any{"default": map[string]any{"description": "uji", "validityPeriod": 7776000}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	resolver := fmt.Sprintf("127.0.0.1:%d", names)
	start(t, "pebble-challtestsrv", nil, "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dnsserver", resolver, "-doh", "", "-http01", "", "-https01", "", "-tlsalpn01", "",
		"-management", fmt.Sprintf("127.0.0.1:%d", manage))
	start(t, "pebble", []string{"PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0"}, "-config", written(t, "pebble.json", config), "-dnsserver", resolver)
	trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	directory := fmt.Sprintf("https://127.0.0.1:%d/dir", dir)
	for i := 0; ; i++ {
		answer, err := trusting.Get(directory)
		if err == nil {
			answer.Body.Close()
			break
		}
		if i == 200 {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}

	folder := t.TempDir()
	keeper, err := certs.New(certs.Options{URL: "https://" + house, Folder: folder, Directory: directory, Client: trusting})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", tlsPort), keeper.TLS())
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "rumah") })}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })

	shown := handshake(t, tlsPort, house)
	if err := shown.VerifyHostname(house); err != nil {
		t.Errorf("the certificate is not the house's: %v", err)
	}
	if _, err := tls.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", tlsPort), &tls.Config{ServerName: "lain.example", InsecureSkipVerify: true}); err == nil {
		t.Error("a certificate for any host that is asked for")
	}
	again := handshake(t, tlsPort, house)
	if !again.Equal(shown) {
		t.Error("a new certificate for every connection")
	}
	if list, err := os.ReadDir(folder); err != nil || len(list) == 0 {
		t.Errorf("nothing kept for the next start: %v, %v", list, err)
	}
}

// handshake gives the certificate that a host shows.
func handshake(t *testing.T, port int, name string) *x509.Certificate {
	t.Helper()
	c, err := tls.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port), &tls.Config{ServerName: name, InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.ConnectionState().PeerCertificates[0]
}

// Port 80 leads to the house's own host, whatever host was asked for.
func TestPlain(t *testing.T) {
	keeper, err := certs.New(certs.Options{URL: "https://" + house, Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		method, path string
		status       int
		location     string
	}{
		{"GET", "/data/padi?tahun=2024", 301, "https://" + house + "/data/padi?tahun=2024"},
		{"HEAD", "/", 301, "https://" + house + "/"},
		{"POST", "/masuk", 400, ""},
	} {
		r := httptest.NewRequest(test.method, "http://jahat.example"+test.path, nil)
		w := httptest.NewRecorder()
		keeper.Plain().ServeHTTP(w, r)
		if w.Code != test.status || w.Header().Get("Location") != test.location {
			t.Errorf("%s %s: %d to %q, want %d to %q", test.method, test.path, w.Code, w.Header().Get("Location"), test.status, test.location)
		}
	}
}
