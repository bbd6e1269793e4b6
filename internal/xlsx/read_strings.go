package xlsx

import (
	"github.com/lewu-id/lewu/internal/errs"
)

// A stringTable holds the shared strings of a workbook: their bytes in a few
// large pieces, so that three million of them are no work for the collector.
type stringTable struct {
	chunks [][]byte
	starts []uint32 // of each string: its chunk, and its place in it
	bytes  int
}

const (
	chunkBits = 20 // a chunk has room for the longest string
	chunkSize = 1 << chunkBits
)

// add appends one string.
func (t *stringTable) add(text []byte) error {
	last := len(t.chunks) - 1
	if last < 0 || len(t.chunks[last])+len(text) > chunkSize || len(t.chunks[last]) == chunkSize {
		if len(t.chunks)*chunkSize >= maxStrings {
			return errs.Say(errs.TooLarge, "xlsx.strings", "limit", megabytes(maxStrings))
		}
		t.chunks = append(t.chunks, make([]byte, 0, chunkSize))
		last++
	}
	t.starts = append(t.starts, uint32(last<<chunkBits|len(t.chunks[last])))
	t.chunks[last] = append(t.chunks[last], text...)
	return nil
}

// at gives a string; ok is false where there is none of that number.
func (t *stringTable) at(i int) (text []byte, ok bool) {
	if i < 0 || i >= len(t.starts) {
		return nil, false
	}
	chunk, from := t.starts[i]>>chunkBits, t.starts[i]&(chunkSize-1)
	end := uint32(len(t.chunks[chunk]))
	if i+1 < len(t.starts) && t.starts[i+1]>>chunkBits == chunk {
		end = t.starts[i+1] & (chunkSize - 1)
	}
	return t.chunks[chunk][from:end], true
}

// readStrings reads the part of the shared strings. Of a rich text the runs are
// put together; how a word is pronounced is left out.
func readStrings(p *part) (*stringTable, error) {
	t := &stringTable{}
	s := newScanner(p)
	var buf []byte
	for {
		what, err := s.next()
		if err != nil || what == atEnd {
			return t, fault(p.name, err)
		}
		if what != atOpen || string(s.name) != "si" {
			continue
		}
		buf = buf[:0]
		if !s.empty {
			if buf, err = s.richText(buf, "si"); err != nil {
				return nil, fault(p.name, err)
			}
		}
		if len(buf) > MaxCell {
			return nil, errs.Say(errs.TooLarge, "xlsx.string-long", "limit", megabytes(MaxCell))
		}
		if err := t.add(buf); err != nil {
			return nil, err
		}
	}
}

// richText adds all text up to the end of an element that was just opened.
func (s *scanner) richText(dst []byte, end string) ([]byte, error) {
	start := len(dst)
	for {
		what, err := s.next()
		switch {
		case err != nil:
			return dst, err
		case what == atEnd:
			return dst, errOpenEnd
		case what == atClose && string(s.name) == end:
			return dst, nil
		case what != atOpen || s.empty:
		case string(s.name) == "t":
			if dst, err = s.stringText(dst, "t"); err != nil {
				return dst, err
			}
		case string(s.name) == "rPh":
			if err := s.skip("rPh"); err != nil {
				return dst, err
			}
		}
		if len(dst)-start > maxToken {
			return dst, errLong
		}
	}
}

// stringText adds the text of an element that was just opened. Without
// xml:space the blanks around it do not count.
func (s *scanner) stringText(dst []byte, end string) ([]byte, error) {
	space, _ := s.attr("space")
	keep := string(space) == "preserve"
	start := len(dst)
	dst, err := s.elementText(dst, end)
	if err != nil {
		return dst, err
	}
	if !keep {
		dst = trimSpace(dst, start)
	}
	return unescape(dst, start), nil
}

// elementText adds the text of an element that was just opened, as it stands.
func (s *scanner) elementText(dst []byte, end string) ([]byte, error) {
	start := len(dst)
	for {
		what, err := s.next()
		switch {
		case err != nil:
			return dst, err
		case what == atEnd:
			return dst, errOpenEnd
		case what == atText:
			if dst, err = appendText(dst, s.text, s.cdata); err != nil {
				return dst, err
			}
			if len(dst)-start > maxToken {
				return dst, errLong
			}
		case what == atClose && string(s.name) == end:
			return dst, nil
		}
	}
}

// skip goes to the end of an element that was just opened.
func (s *scanner) skip(end string) error {
	for {
		what, err := s.next()
		switch {
		case err != nil:
			return err
		case what == atEnd:
			return errOpenEnd
		case what == atClose && string(s.name) == end:
			return nil
		}
	}
}
