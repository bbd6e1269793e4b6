package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
)

// inMemory is how much of a file a spool holds before it goes to the disk.
const inMemory = 8 << 20

// A spool holds a file whose hash, and so whose name, must be known before it
// can be sent.
type spool struct {
	info Info
	data []byte   // of a small file
	file *os.File // of one over inMemory bytes
}

// fill reads all of r into a spool. The caller closes it.
func fill(r io.Reader, dir string) (_ *spool, err error) {
	hash := sha256.New()
	var head bytes.Buffer
	n, err := io.CopyN(io.MultiWriter(&head, hash), r, inMemory+1)
	if err == io.EOF {
		return &spool{info: Info{hex.EncodeToString(hash.Sum(nil)), n}, data: head.Bytes()}, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return nil, err
	}
	// An open file needs no name; without one it cannot outlive a kill.
	// Where the system forbids that, close removes it.
	os.Remove(f.Name())
	s := &spool{file: f}
	if _, err = f.Write(head.Bytes()); err == nil {
		var rest int64
		rest, err = io.Copy(io.MultiWriter(f, hash), r)
		n += rest
	}
	if err != nil {
		s.close()
		return nil, err
	}
	s.info = Info{hex.EncodeToString(hash.Sum(nil)), n}
	return s, nil
}

// reader reads the spool from its start.
func (s *spool) reader() *io.SectionReader {
	if s.file != nil {
		return io.NewSectionReader(s.file, 0, s.info.Size)
	}
	return io.NewSectionReader(bytes.NewReader(s.data), 0, s.info.Size)
}

func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}
