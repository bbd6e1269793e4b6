package delimited

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

var (
	errZero    = errors.New("a zero byte")
	errNotUTF8 = errors.New("bytes that are not UTF-8")
)

// A notUTF8 error says that a file which began as UTF-8 is something else.
// Mixed tells that it had characters of several bytes before.
type notUTF8 struct {
	row   int64
	mixed bool
}

func (e *notUTF8) Error() string { return fmt.Sprintf("row %d is not UTF-8", e.row) }

// A proof looks through text as it comes into a buffer, block by block, for
// bytes that no text has.
type proof struct {
	checked int  // bytes of the buffer that were looked through
	zero    int  // place of the first zero byte in the buffer, or -1
	bad     int  // of the first byte that is not UTF-8
	multi   bool // characters beyond ASCII were seen
}

func (p *proof) reset() { p.zero, p.bad = -1, -1 }

// check looks through the new bytes; all says that no more come.
func (p *proof) check(buf []byte, all bool) {
	fresh := buf[p.checked:]
	if p.zero < 0 {
		if i := bytes.IndexByte(fresh, 0); i >= 0 {
			p.zero = p.checked + i
		}
	}
	if !all {
		fresh = fresh[:len(fresh)-cutOff(fresh)]
	}
	if p.bad < 0 && !isASCII(fresh) {
		good := validPrefix(fresh)
		p.multi = p.multi || !isASCII(fresh[:good])
		if good < len(fresh) {
			p.bad = p.checked + good
		}
	}
	p.checked += len(fresh)
}

// move follows the buffer when its first n bytes go.
func (p *proof) move(n int) {
	p.checked -= n
	if p.zero >= 0 {
		p.zero -= n
	}
	if p.bad >= 0 {
		p.bad -= n
	}
}

// before tells what is wrong before the place end in the buffer.
func (p *proof) before(end int) error {
	switch {
	case p.bad >= 0 && p.bad < end:
		return errNotUTF8
	case p.zero >= 0 && p.zero < end:
		return errZero
	}
	return nil
}

// isASCII looks at eight bytes a time.
func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// validPrefix is how many bytes from the front are UTF-8.
func validPrefix(b []byte) int {
	if utf8.Valid(b) {
		return len(b)
	}
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			return n
		}
		n += size
	}
	return n
}
