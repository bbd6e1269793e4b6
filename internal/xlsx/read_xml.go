package xlsx

import (
	"bytes"
	"errors"
	"io"
)

// A token is what a scanner stands on.
type token uint8

const (
	atEnd token = iota
	atOpen
	atClose
	atText
)

// A scanner cuts XML into tags and text. It builds nothing, resolves nothing
// and follows nothing: there is no entity but the five of XML itself, and a
// DOCTYPE is an error. Slices are good until the next call of next.
type scanner struct {
	src   io.Reader
	buf   []byte
	pos   int // buf[pos:] was not looked at
	eof   bool
	begun bool

	name  []byte // of a tag, without its prefix
	attrs []byte // of an opening tag, as written
	empty bool   // <a/>
	text  []byte // of atText, as written
	cdata bool   // text stands as it is
}

const (
	firstBuffer = 64 << 10
	maxToken    = 4 * MaxCell // a tag or a text as written, with its entities
)

// An xmlError is what makes a part no XML, or none that is read here.
type xmlError string

func (e xmlError) Error() string { return "xml: " + string(e) }

const (
	errLong    = xmlError("a tag or a text without an end")
	errDoctype = xmlError("a DOCTYPE")
	errOpenEnd = xmlError("the end inside a tag")
	errCharset = xmlError("not UTF-8")
	errTag     = xmlError("a tag without a name")
)

// fault says of a part that it is damaged where its text is no XML.
func fault(part string, err error) error {
	var odd xmlError
	if errors.As(err, &odd) {
		return damaged(part, err)
	}
	return err
}

func newScanner(src io.Reader) *scanner {
	return &scanner{src: src, buf: make([]byte, 0, firstBuffer)}
}

// scanWhole scans a part that is in memory already.
func scanWhole(text []byte) *scanner { return &scanner{buf: text, eof: true} }

// more reads on, keeping what was not looked at. False says that nothing came.
func (s *scanner) more() (bool, error) {
	if s.eof {
		return false, nil
	}
	if s.pos > 0 {
		n := copy(s.buf[:cap(s.buf)], s.buf[s.pos:])
		s.buf, s.pos = s.buf[:n], 0
	}
	if len(s.buf) == cap(s.buf) {
		if len(s.buf) >= maxToken {
			return false, errLong
		}
		s.buf = append(make([]byte, 0, 2*cap(s.buf)), s.buf...)
	}
	for range 100 {
		n, err := s.src.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if err == io.EOF {
			s.eof = true
			return n > 0, nil
		}
		if n > 0 || err != nil {
			return n > 0, err
		}
	}
	return false, io.ErrNoProgress
}

// find looks for a byte from behind the first skip bytes; −1 where the file
// ends before.
func (s *scanner) find(b byte, skip int) (int, error) {
	for {
		if len(s.buf)-s.pos > skip {
			if i := bytes.IndexByte(s.buf[s.pos+skip:], b); i >= 0 {
				return skip + i, nil
			}
			skip = len(s.buf) - s.pos
		}
		if ok, err := s.more(); !ok {
			return -1, err
		}
	}
}

// next goes to the next tag or text; comments and instructions are passed over.
func (s *scanner) next() (token, error) {
	if !s.begun {
		if err := s.begin(); err != nil {
			return atEnd, err
		}
	}
	for {
		if s.pos == len(s.buf) {
			if ok, err := s.more(); !ok {
				return atEnd, err
			}
		}
		if s.buf[s.pos] != '<' {
			return s.plain()
		}
		if s.pos+1 == len(s.buf) {
			if ok, err := s.more(); !ok {
				return atEnd, orOpenEnd(err)
			}
		}
		switch s.buf[s.pos+1] {
		case '!':
			if text, err := s.declaration(); text || err != nil {
				return atText, err
			}
		case '?':
			if _, err := s.pass("<?", "?>"); err != nil {
				return atEnd, err
			}
		default:
			return s.tag()
		}
	}
}

// begin takes a byte order mark off; UTF-16 is told by its own.
func (s *scanner) begin() error {
	s.begun = true
	for len(s.buf) < 3 {
		if ok, err := s.more(); err != nil {
			return err
		} else if !ok {
			break
		}
	}
	head := s.buf
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.pos = 3
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}),
		len(head) > 1 && (head[0] == 0 || head[1] == 0):
		return errCharset
	}
	return nil
}

// plain gives the text up to the next tag.
func (s *scanner) plain() (token, error) {
	n, err := s.find('<', 0)
	if err != nil {
		return atEnd, err
	}
	if n < 0 {
		n = len(s.buf) - s.pos
	}
	s.text, s.cdata = s.buf[s.pos:s.pos+n], false
	s.pos += n
	return atText, nil
}

// tag reads <name attrs>, </name> or <name attrs/>. A ">" inside quotes does
// not end it.
func (s *scanner) tag() (token, error) {
	end, quote := 0, byte(0)
	for {
		from := end + 1
		var err error
		if end, err = s.find('>', from); err != nil || end < 0 {
			return atEnd, orOpenEnd(err)
		}
		if quote = quoteBehind(s.buf[s.pos+from:s.pos+end], quote); quote == 0 {
			break
		}
	}
	inner := s.buf[s.pos+1 : s.pos+end]
	s.pos += end + 1
	what := atOpen
	s.empty = false
	switch {
	case len(inner) > 0 && inner[0] == '/':
		what, inner = atClose, inner[1:]
	case len(inner) > 0 && inner[len(inner)-1] == '/':
		s.empty, inner = true, inner[:len(inner)-1]
	}
	n, prefix := 0, 0
	for n < len(inner) && inner[n] > ' ' {
		if inner[n] == ':' {
			prefix = n + 1
		}
		n++
	}
	s.name, s.attrs = inner[prefix:n], inner[n:]
	if len(s.name) == 0 {
		return atEnd, errTag
	}
	return what, nil
}

// quoteBehind is the quotation mark that is open behind a piece of a tag, 0 for
// none, where quote was open before it.
func quoteBehind(piece []byte, quote byte) byte {
	for _, c := range piece {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

// declaration passes over a comment; it gives the text of a CDATA section, and
// takes nothing else.
func (s *scanner) declaration() (text bool, err error) {
	const cdata = "<![CDATA["
	for len(s.buf)-s.pos < len(cdata) {
		if ok, err := s.more(); !ok {
			return false, orOpenEnd(err)
		}
	}
	switch head := s.buf[s.pos:]; {
	case bytes.HasPrefix(head, []byte("<!--")):
		_, err = s.pass("<!--", "-->")
		return false, err
	case bytes.HasPrefix(head, []byte(cdata)):
		s.text, err = s.pass(cdata, "]]>")
		s.cdata = true
		return true, err
	}
	return false, errDoctype
}

// pass goes behind the first end and gives what stands between.
func (s *scanner) pass(open, end string) (between []byte, err error) {
	skip := len(open)
	for {
		i, err := s.find(end[len(end)-1], skip)
		if err != nil || i < 0 {
			return nil, orOpenEnd(err)
		}
		if stop := i + 1 - len(end); stop >= len(open) && string(s.buf[s.pos+stop:s.pos+i+1]) == end {
			between = s.buf[s.pos+len(open) : s.pos+stop]
			s.pos += i + 1
			return between, nil
		}
		skip = i + 1
	}
}

func orOpenEnd(err error) error {
	if err == nil {
		err = errOpenEnd
	}
	return err
}

// cutAttr takes the first attribute off attrs; its name has no prefix. ok is
// false at the end.
func cutAttr(attrs []byte) (name, value, rest []byte, ok bool) {
	i := 0
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' && attrs[i] > ' ' {
		if attrs[i] == ':' {
			start = i + 1
		}
		i++
	}
	name = attrs[start:i]
	for i < len(attrs) && (attrs[i] <= ' ' || attrs[i] == '=') {
		i++
	}
	if i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
		return nil, nil, nil, false
	}
	n := bytes.IndexByte(attrs[i+1:], attrs[i])
	if n < 0 {
		return nil, nil, nil, false
	}
	return name, attrs[i+1 : i+1+n], attrs[i+n+2:], true
}

// attr finds one attribute of the tag.
func (s *scanner) attr(name string) (value []byte, ok bool) {
	for attrs := s.attrs; ; {
		n, v, rest, more := cutAttr(attrs)
		if !more {
			return nil, false
		}
		if string(n) == name {
			return v, true
		}
		attrs = rest
	}
}

// word is the value of an attribute as text, empty where there is none.
func (s *scanner) word(name string) string {
	v, ok := s.attr(name)
	if !ok {
		return ""
	}
	text, err := appendText(nil, v, false)
	if err != nil {
		return ""
	}
	return string(text)
}

// on tells whether an attribute says yes.
func (s *scanner) on(name string) bool {
	v, _ := s.attr(name)
	return isOn(v)
}

func isOn(v []byte) bool { return string(v) == "1" || string(v) == "true" || string(v) == "on" }
