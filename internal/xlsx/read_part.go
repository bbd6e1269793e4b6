package xlsx

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/lewu-id/lewu/internal/errs"
)

// A part is one file of the archive as it is inflated. It ends with an error
// where more or less comes out than the directory said, or something else.
type part struct {
	entry
	src  io.Reader
	sum  hash.Hash32
	left int64
	err  error
}

// readAhead is how much of the ZIP file is read at once.
const readAhead = 64 << 10

var (
	errShort    = errors.New("the part is shorter than the directory says")
	errSum      = errors.New("the checksum is another one")
	errMethod   = errors.New("compressed in a way that no workbook is")
	errMissing  = errors.New("the part is missing")
	errNoHeader = errors.New("no header where the directory says")
)

// open begins to read a part.
func (a *archive) open(name string) (*part, error) {
	e, ok := a.entries[strings.ToLower(name)]
	switch {
	case !ok:
		return nil, damaged(name, errMissing)
	case e.encrypted:
		return nil, errs.Say(errs.Invalid, "xlsx.encrypted")
	}
	var header [localSize]byte
	if err := a.readAt(header[:], e.offset); err != nil {
		return nil, err
	}
	if string(header[:4]) != "PK\x03\x04" {
		return nil, damaged(e.name, errNoHeader)
	}
	at := e.offset + localSize + int64(binary.LittleEndian.Uint16(header[26:])) + int64(binary.LittleEndian.Uint16(header[28:]))
	if at+e.packed > a.size {
		return nil, cutOff()
	}
	p := &part{entry: e, sum: crc32.NewIEEE(), left: e.size}
	packed := bufio.NewReaderSize(io.NewSectionReader(a.src, at, e.packed), int(min(readAhead, max(e.packed, 16))))
	switch e.method {
	case stored:
		p.src = packed
	case deflated:
		p.src = flate.NewReader(packed)
	default:
		return nil, damaged(e.name, errMethod)
	}
	return p, nil
}

func (p *part) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.src.Read(b)
	if p.left -= int64(n); p.left < 0 {
		p.err = errs.Say(errs.TooLarge, "xlsx.lies", "part", p.name)
		return 0, p.err
	}
	p.sum.Write(b[:n])
	switch {
	case err == io.EOF && p.left > 0:
		err = damaged(p.name, errShort)
	case err == io.EOF && p.sum.Sum32() != p.crc:
		err = damaged(p.name, errSum)
	case err == io.EOF || err == nil:
	case isDamage(err):
		err = damaged(p.name, err)
	}
	p.err = err
	return n, err
}

// isDamage tells bytes that cannot be inflated from a store that cannot be read.
func isDamage(err error) bool {
	var corrupt flate.CorruptInputError
	var internal flate.InternalError
	return errors.As(err, &corrupt) || errors.As(err, &internal) || errors.Is(err, io.ErrUnexpectedEOF)
}

// whole reads a small part; one that the archive lacks is empty.
func (a *archive) whole(name string) ([]byte, error) {
	if !a.has(name) {
		return nil, nil
	}
	p, err := a.open(name)
	if err != nil {
		return nil, err
	}
	if p.size > maxSmall {
		return nil, errs.Say(errs.TooLarge, "xlsx.part-large", "part", p.name, "limit", megabytes(maxSmall))
	}
	text := make([]byte, 0, p.size+bytes.MinRead) // never more comes out
	buf := bytes.NewBuffer(text)
	_, err = buf.ReadFrom(p)
	return buf.Bytes(), err
}
