package delimited

import (
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// errUndefined stops a decoder at bytes that are no character of the charset.
var errUndefined = errors.New("bytes that are no character of the charset")

// A decoder turns UTF-16 or Windows-1252 into UTF-8.
type decoder struct {
	src     io.Reader
	charset string
	in      []byte // bytes read and not decoded
	out     []byte // text decoded and not handed out
	buf     [32 << 10]byte
	err     error
	multi   int64 // cp1252: UTF-8 characters of several bytes that the bytes would make
	high    int64 // and bytes beyond ASCII
}

func newDecoder(src io.Reader, charset string) *decoder {
	return &decoder{src: src, charset: charset}
}

func (d *decoder) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		n, err := d.src.Read(d.buf[:])
		d.err = err
		d.in = append(d.in, d.buf[:n]...)
		d.decode(err == io.EOF)
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

func (d *decoder) decode(last bool) {
	d.out = d.out[:0]
	if d.charset == cp1252 {
		d.latin(last)
		return
	}
	whole := len(d.in) &^ 1
	var used int
	var err error
	d.out, used, err = appendUTF16(d.out, d.in[:whole], d.charset == utf16BE, d.err)
	d.in = append(d.in[:0], d.in[used:]...)
	if err != nil {
		d.err = err
	} else if last && len(d.in) > 0 {
		d.err = errUndefined // half a character at the end: a file cut off
	}
}

// appendUTF16 decodes pairs of bytes. It leaves a half surrogate at the end
// alone unless end says that nothing more comes.
func appendUTF16(dst, in []byte, big bool, end error) (out []byte, used int, err error) {
	unit := func(i int) rune {
		if big {
			return rune(in[i])<<8 | rune(in[i+1])
		}
		return rune(in[i+1])<<8 | rune(in[i])
	}
	for i := 0; i < len(in); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+4 > len(in) {
				if end != nil {
					return dst, i, errUndefined
				}
				return dst, i, nil
			}
			if r = utf16.DecodeRune(r, unit(i+2)); r == utf8.RuneError {
				return dst, i, errUndefined
			}
			i += 2
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst, len(in), nil
}

// upper1252 are the characters of 0x80 to 0x9f in Windows-1252; five of them
// are undefined.
var upper1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// rune1252 gives the character of a byte, 0 for the undefined ones.
func rune1252(b byte) rune {
	if b >= 0x80 && b < 0xa0 {
		return upper1252[b-0x80]
	}
	return rune(b)
}

// latin decodes Windows-1252, and counts what would have been UTF-8: a file
// that mixes both is not to be guessed.
func (d *decoder) latin(last bool) {
	hold := 0
	if !last {
		hold = cutOff(d.in)
	}
	in := d.in[:len(d.in)-hold]
	for i, b := range in {
		if b >= 0x80 {
			d.high++
			if b >= 0xc2 && d.isCharacter(in[i:]) {
				d.multi++
			}
		}
		r := rune1252(b)
		if r == 0 && b != 0 {
			d.err = errUndefined
			return
		}
		d.out = utf8.AppendRune(d.out, r)
	}
	d.in = append(d.in[:0], d.in[len(in):]...)
}

func (d *decoder) isCharacter(b []byte) bool {
	_, size := utf8.DecodeRune(b)
	return size > 1
}

// appendLatin decodes Windows-1252 for a look at the head of a file, with a
// replacement for undefined bytes.
func appendLatin(dst, in []byte) []byte {
	for _, b := range in {
		if r := rune1252(b); r != 0 || b == 0 {
			dst = utf8.AppendRune(dst, r)
			continue
		}
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	return dst
}
