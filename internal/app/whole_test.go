package app

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestMissing(t *testing.T) {
	piece := func(head string) []byte {
		head = "HTTP/1.1 " + head + "\r\n\r\n"
		return []byte(head + strings.Repeat("x", pieceSize-len(head)))
	}
	for _, test := range []struct {
		name  string
		piece []byte
		want  int
	}{
		{"a page of 4.5 kB", piece("200 OK\r\nContent-Type: text/html\r\nContent-Length: 4500"), 4500 - (pieceSize - 66)},
		{"all of it", piece("200 OK\r\nContent-Length: 4055"), 0},
		{"too large to hold", piece("200 OK\r\nContent-Length: 65537"), 0},
		{"a stream", piece("200 OK\r\nTransfer-Encoding: chunked"), 0},
		{"part of a file", piece("206 Partial Content\r\nContent-Length: 5000"), 0},
		{"no header", bytes.Repeat([]byte("x"), pieceSize), 0},
		{"a header alone", []byte("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"), 0},
		{"a header that fills the piece", []byte("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nX: " + strings.Repeat("x", pieceSize-45) + "\r\n\r\n")[:pieceSize], 0},
		{"no number", piece("200 OK\r\nContent-Length: many"), 0},
	} {
		if got := missing(test.piece); got != test.want {
			t.Errorf("%s: missing = %d, want %d", test.name, got, test.want)
		}
	}
}

// tcpPair is both ends of a connection over the loopback.
func tcpPair(t *testing.T) (server net.Conn, client net.Conn) {
	t.Helper()
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	if client, err = net.Dial("tcp", plain.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if server, err = newWholeListener(plain).Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); server.Close() })
	return server, client
}

// The first piece waits for the rest, and both leave together.
func TestWholeWaits(t *testing.T) {
	server, client := tcpPair(t)
	c, ok := server.(*wholeConn)
	if !ok {
		t.Fatalf("Accept gave a %T", server)
	}
	head := "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
	answer := []byte(head + strings.Repeat("a", 5000))
	for i, step := range []struct{ from, to, held int }{{0, pieceSize, pieceSize}, {pieceSize, 5000, 5000}, {5000, len(answer), 0}} {
		if n, err := c.Write(answer[step.from:step.to]); n != step.to-step.from || err != nil {
			t.Fatalf("write %d: %d, %v", i, n, err)
		}
		held := 0
		if c.held != nil {
			held = c.held.Len()
		}
		if held != step.held {
			t.Errorf("after write %d %d bytes are held, want %d", i, held, step.held)
		}
	}
	got := make([]byte, len(answer))
	if _, err := io.ReadFull(client, got); err != nil || !bytes.Equal(got, answer) {
		t.Errorf("the answer came as %d bytes, %v", len(got), err)
	}
}

// What is held goes out before a file that net/http sends by itself, and
// before the end.
func TestWholeOrder(t *testing.T) {
	server, client := tcpPair(t)
	c, _ := server.(*wholeConn)
	piece := []byte("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
	piece = append(piece, bytes.Repeat([]byte("a"), pieceSize-len(piece))...)
	if _, err := c.Write(piece); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ReadFrom(strings.NewReader("bbb")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(piece); err != nil {
		t.Fatal(err)
	}
	if err := c.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(client)
	if want := string(piece) + "bbb" + string(piece); err != nil || string(got) != want {
		t.Errorf("%d bytes came, want %d in their order (%v)", len(got), len(want), err)
	}
}

// Every way of answering arrives whole and unchanged over one connection.
func TestWholeAnswers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, bytes.Repeat([]byte("f"), 30_000), 0o600); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /known/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		w.Header().Set("Content-Length", r.PathValue("n"))
		for left := n; left > 0; left -= 3000 { // in pieces, as a template might
			io.WriteString(w, strings.Repeat("k", min(left, 3000)))
		}
	})
	mux.HandleFunc("GET /unknown/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		io.WriteString(w, strings.Repeat("k", n))
	})
	mux.HandleFunc("GET /file", func(w http.ResponseWriter, r *http.Request) {
		f, err := os.Open(file)
		if err != nil {
			panic(err)
		}
		defer f.Close()
		http.ServeContent(w, r, "", time.Time{}, f)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: newWholeListener(l), Config: &http.Server{Handler: mux}}
	server.Start()
	defer server.Close()
	client := server.Client()

	for _, kind := range []string{"known", "unknown"} {
		for _, n := range []int{0, 1, 3000, 3900, 4000, 4096, 4500, 8192, 65_000, 65_536, 65_537, 200_000} {
			if got, err := body(client, http.MethodGet, fmt.Sprintf("%s/%s/%d", server.URL, kind, n)); err != nil || got != strings.Repeat("k", n) {
				t.Errorf("/%s/%d: %d bytes, %v", kind, n, len(got), err)
			}
			if got, err := body(client, http.MethodHead, fmt.Sprintf("%s/%s/%d", server.URL, kind, n)); err != nil || got != "" {
				t.Errorf("HEAD /%s/%d: %d bytes, %v", kind, n, len(got), err)
			}
		}
	}
	if got, err := body(client, http.MethodGet, server.URL+"/file"); err != nil || got != strings.Repeat("f", 30_000) {
		t.Errorf("/file: %d bytes, %v", len(got), err)
	}
}

func body(client *http.Client, method, address string) (string, error) {
	r, err := http.NewRequest(method, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}

// An answer that its handler gives up does not keep its reader waiting.
func TestWholeCutShort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &httptest.Server{Listener: newWholeListener(l), Config: &http.Server{Handler: http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9000")
			io.WriteString(w, strings.Repeat("k", 5000))
			panic(http.ErrAbortHandler)
		})}}
	server.Start()
	defer server.Close()
	if got, err := body(server.Client(), http.MethodGet, server.URL); err == nil {
		t.Errorf("half an answer came as a whole one of %d bytes", len(got))
	}
}
