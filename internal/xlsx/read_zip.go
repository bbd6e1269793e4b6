package xlsx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// An archive is the directory of a ZIP file (APPNOTE 6.3.10). It is read by
// hand, since nothing may be believed of it: how many entries it has, how large
// they are, or that there is only one of each name.
type archive struct {
	src     io.ReaderAt
	size    int64
	entries map[string]entry // by name in lower case, with forward slashes
	names   []string         // as written, in order
}

// An entry is one file of the archive, as the directory tells of it.
type entry struct {
	name      string
	method    uint16
	encrypted bool
	crc       uint32
	packed    int64 // bytes in the file
	size      int64 // bytes inflated
	offset    int64 // of its local header
}

const (
	endSize     = 22 // of the record at the end of the directory
	end64Size   = 56
	locatorSize = 20
	centralSize = 46
	localSize   = 30

	stored   = 0
	deflated = 8
)

func cutOff() error { return errs.Say(errs.Invalid, "xlsx.cut-off") }

func damaged(part string, cause error) error {
	return errs.Because(errs.Invalid, cause, "xlsx.damaged", "part", part)
}

// errDirectory is a directory that contradicts itself.
var errDirectory = errors.New("directory of the ZIP file")

// openArchive reads the directory and holds it against the limits.
func openArchive(src io.ReaderAt, size int64) (*archive, error) {
	a := &archive{src: src, size: size, entries: map[string]entry{}}
	at, length, count, err := a.findDirectory()
	if err != nil {
		return nil, err
	}
	switch {
	case count > MaxParts:
		return nil, tooManyParts(count)
	case length > maxDirectory:
		return nil, tooManyParts(length / centralSize)
	}
	directory := make([]byte, length)
	if err := a.readAt(directory, at); err != nil {
		return nil, err
	}
	total := int64(0)
	for len(directory) > 0 {
		e, rest, err := cutEntry(directory)
		if err != nil {
			return nil, err
		}
		directory = rest
		if len(a.names) == MaxParts {
			return nil, tooManyParts(MaxParts + 1)
		}
		a.names = append(a.names, e.name)
		if strings.HasSuffix(e.name, "/") {
			continue // a folder
		}
		key := strings.ToLower(e.name)
		if _, twice := a.entries[key]; twice {
			return nil, damaged(e.name, errDirectory)
		}
		a.entries[key] = e
		if total += e.size; e.size > MaxInflated || total > MaxInflated {
			return nil, errs.Say(errs.TooLarge, "xlsx.inflated", "limit", megabytes(MaxInflated))
		}
	}
	return a, nil
}

func tooManyParts(count int64) error {
	return errs.Say(errs.TooLarge, "xlsx.parts", "count", strconv.FormatInt(count, 10), "limit", strconv.Itoa(MaxParts))
}

func megabytes(n int) string { return strconv.Itoa(n>>20) + " MB" }

// readAt fills p; a file that ends before is cut off.
func (a *archive) readAt(p []byte, off int64) error {
	if off < 0 || off+int64(len(p)) > a.size {
		return cutOff()
	}
	_, err := a.src.ReadAt(p, off)
	if err == io.EOF {
		err = nil // all of p was the end
	}
	return err
}

// findDirectory looks for the record at the end of the file, behind which only
// a comment of at most 64 KiB can stand.
func (a *archive) findDirectory() (at, length, count int64, err error) {
	tail := make([]byte, min(a.size, endSize+0xffff))
	if err := a.readAt(tail, a.size-int64(len(tail))); err != nil {
		return 0, 0, 0, err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < endSize {
		return 0, 0, 0, cutOff()
	}
	end := a.size - int64(len(tail)) + int64(i)
	record := tail[i:]
	count = int64(binary.LittleEndian.Uint16(record[10:]))
	length = int64(binary.LittleEndian.Uint32(record[12:]))
	at = int64(binary.LittleEndian.Uint32(record[16:]))
	if count == 0xffff || length == 0xffffffff || at == 0xffffffff {
		if at, length, count, end, err = a.findDirectory64(end, at, length, count); err != nil {
			return 0, 0, 0, err
		}
	}
	if length < 0 || at < 0 || at+length > end {
		return 0, 0, 0, damaged("ZIP", errDirectory)
	}
	return at, length, count, nil
}

// findDirectory64 reads the record of large files in front of the one at end,
// where there is one.
func (a *archive) findDirectory64(end, at, length, count int64) (_, _, _, _ int64, err error) {
	var locator [locatorSize]byte
	if end < locatorSize+end64Size {
		return at, length, count, end, nil
	}
	if err := a.readAt(locator[:], end-locatorSize); err != nil || string(locator[:4]) != "PK\x06\x07" {
		return at, length, count, end, err
	}
	end = int64(binary.LittleEndian.Uint64(locator[8:]))
	var record [end64Size]byte
	if err := a.readAt(record[:], end); err != nil {
		return 0, 0, 0, 0, err
	}
	if string(record[:4]) != "PK\x06\x06" {
		return 0, 0, 0, 0, damaged("ZIP", errDirectory)
	}
	count = int64(binary.LittleEndian.Uint64(record[32:]) & (1<<62 - 1))
	length = int64(binary.LittleEndian.Uint64(record[40:]))
	at = int64(binary.LittleEndian.Uint64(record[48:]))
	return at, length, count, end, nil
}

// cutEntry takes the first entry off a directory.
func cutEntry(b []byte) (e entry, rest []byte, err error) {
	if len(b) < centralSize || string(b[:4]) != "PK\x01\x02" {
		return e, nil, damaged("ZIP", errDirectory)
	}
	flags := binary.LittleEndian.Uint16(b[8:])
	e.method = binary.LittleEndian.Uint16(b[10:])
	e.encrypted = flags&(1|1<<6|1<<13) != 0
	e.crc = binary.LittleEndian.Uint32(b[16:])
	e.packed = int64(binary.LittleEndian.Uint32(b[20:]))
	e.size = int64(binary.LittleEndian.Uint32(b[24:]))
	e.offset = int64(binary.LittleEndian.Uint32(b[42:]))
	name := int(binary.LittleEndian.Uint16(b[28:]))
	extra := int(binary.LittleEndian.Uint16(b[30:]))
	comment := int(binary.LittleEndian.Uint16(b[32:]))
	if len(b) < centralSize+name+extra+comment {
		return e, nil, damaged("ZIP", errDirectory)
	}
	b = b[centralSize:]
	e.name = strings.ReplaceAll(string(bytes.ToValidUTF8(b[:name], []byte("?"))), `\`, "/")
	e.large(b[name : name+extra])
	if e.packed < 0 || e.size < 0 || e.offset < 0 {
		return e, nil, damaged("ZIP", errDirectory)
	}
	return e, b[name+extra+comment:], nil
}

// large reads the sizes that do not fit 32 bits from the extra field 1.
func (e *entry) large(extra []byte) {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			return
		}
		field := extra[:n]
		extra = extra[n:]
		if id != 1 {
			continue
		}
		for _, value := range []*int64{&e.size, &e.packed, &e.offset} {
			if *value == 0xffffffff && len(field) >= 8 {
				*value = int64(binary.LittleEndian.Uint64(field))
				field = field[8:]
			}
		}
	}
}

// has tells whether the archive has a part.
func (a *archive) has(name string) bool {
	_, ok := a.entries[strings.ToLower(name)]
	return ok
}
