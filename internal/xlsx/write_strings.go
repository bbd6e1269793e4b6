package xlsx

import (
	"strconv"
	"strings"
)

// Bounds of the table of shared texts: what comes later, or is longer, stands
// in its cell. Names of places and commodities fit many times over; remarks
// that never come twice would only fill memory.
const (
	maxShared      = 1 << 16 // texts
	maxSharedBytes = 4 << 20 // of all of them
	maxSharedText  = 200     // of one
)

// sharedTexts are the texts that cells name by their number, in the order in
// which they came.
type sharedTexts struct {
	number map[string]int
	texts  []string
	bytes  int
	uses   int64
}

func newShared() *sharedTexts { return &sharedTexts{number: make(map[string]int)} }

// find is the number of a text; ok is false where it is to stand in its cell.
func (s *sharedTexts) find(text string) (n int, ok bool) {
	if n, ok = s.number[text]; ok {
		s.uses++
		return n, true
	}
	if len(text) > maxSharedText || len(s.texts) >= maxShared || s.bytes+len(text) > maxSharedBytes {
		return 0, false
	}
	text = strings.Clone(text) // it is a part of a block of rows
	n = len(s.texts)
	s.number[text], s.texts = n, append(s.texts, text)
	s.bytes += len(text)
	s.uses++
	return n, true
}

// xml is sharedStrings.xml.
func (s *sharedTexts) xml() []byte {
	b := []byte(xmlHead + `<sst xmlns="` + mainSpace + `" count="` + strconv.FormatInt(s.uses, 10) + `" uniqueCount="` + strconv.Itoa(len(s.texts)) + `">`)
	for _, text := range s.texts {
		b = append(b, "<si>"...)
		b = appendT(b, text)
		b = append(b, "</si>"...)
	}
	return append(b, "</sst>"...)
}

// appendT appends a text in its element.
func appendT(dst []byte, text string) []byte {
	if keepsSpace(text) {
		dst = append(dst, `<t xml:space="preserve">`...)
	} else {
		dst = append(dst, "<t>"...)
	}
	return append(appendXML(dst, text), "</t>"...)
}
