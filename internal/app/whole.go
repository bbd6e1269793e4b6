package app

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strconv"
	"sync"
)

// A wholeListener sends small answers in one call of the kernel. net/http
// writes through a buffer of 4 kB, so a page that is a little larger goes out in
// two calls, and each wakes its reader. Connections hold the first piece of
// such an answer until its last byte is there.
type wholeListener struct {
	net.Listener
	spare *sync.Pool // of *bytes.Buffer
}

// Sizes in bytes.
const (
	pieceSize = 4 << 10  // of net/http's buffer
	maxWhole  = 64 << 10 // of a body; behind a larger one, one call more is nothing
)

func newWholeListener(l net.Listener) wholeListener {
	return wholeListener{l, &sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

// Accept waits for a connection.
func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok && err == nil {
		return &wholeConn{TCPConn: tcp, spare: l.spare}, nil
	}
	return c, err
}

// A wholeConn holds back what the rest is sure to follow. net/http writes from
// one goroutine at a time, and closes when that one is done.
type wholeConn struct {
	*net.TCPConn
	spare *sync.Pool
	held  *bytes.Buffer // nil: nothing is held
	left  int           // bytes until the answer is whole
}

// Write sends p, or holds it until the answer is whole.
func (c *wholeConn) Write(p []byte) (int, error) {
	if c.held == nil {
		if c.left = missing(p); c.left == 0 {
			return c.TCPConn.Write(p)
		}
		c.held, _ = c.spare.Get().(*bytes.Buffer)
		c.held.Write(p)
		return len(p), nil
	}
	c.held.Write(p)
	if c.left -= len(p); c.left > 0 {
		return len(p), nil
	}
	return len(p), c.release()
}

// release sends what is held, also of an answer that was cut short.
func (c *wholeConn) release() error {
	if c.held == nil {
		return nil
	}
	_, err := c.TCPConn.Write(c.held.Bytes())
	c.held.Reset()
	c.spare.Put(c.held)
	c.held, c.left = nil, 0
	return err
}

// ReadFrom sends a file, which net/http does past its buffer and past Write.
func (c *wholeConn) ReadFrom(r io.Reader) (int64, error) {
	if err := c.release(); err != nil {
		return 0, err
	}
	return c.TCPConn.ReadFrom(r)
}

// CloseWrite tells the reader that nothing more comes.
func (c *wholeConn) CloseWrite() error { return errors.Join(c.release(), c.TCPConn.CloseWrite()) }

// missing is how much of a small answer is still to come behind its first
// piece. It is 0 unless the piece fills the buffer and holds some of the body
// already: an answer without one (HEAD, 304) never waits.
func missing(piece []byte) int {
	if len(piece) != pieceSize || !bytes.HasPrefix(piece, []byte("HTTP/1.1 200 ")) {
		return 0
	}
	head, body, found := bytes.Cut(piece, []byte("\r\n\r\n"))
	_, length, known := bytes.Cut(head, []byte("\r\nContent-Length: "))
	if !found || !known || len(body) == 0 {
		return 0
	}
	digits, _, _ := bytes.Cut(length, []byte("\r\n"))
	n, err := strconv.Atoi(string(digits))
	if err != nil || n > maxWhole || n <= len(body) {
		return 0
	}
	return n - len(body)
}
