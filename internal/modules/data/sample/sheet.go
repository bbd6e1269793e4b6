package sample

import (
	"strconv"
	"strings"
)

// A sheet writes a delimited file the way an office does: its own separator and
// its own decimal mark.
type sheet struct {
	b     strings.Builder
	sep   byte
	comma bool   // decimal comma
	end   string // of a line
}

// office is the habit of a slug's office: semicolons with decimal commas, or
// plain commas with points.
func office(slug string) *sheet {
	if share("kebiasaan", slug) < 0.5 {
		return &sheet{sep: ';', comma: true, end: "\r\n"}
	}
	return &sheet{sep: ',', end: "\n"}
}

// row writes cells; those that hold the separator or a quote are quoted.
func (s *sheet) row(cells ...string) {
	for i, c := range cells {
		if i > 0 {
			s.b.WriteByte(s.sep)
		}
		if strings.IndexByte(c, s.sep) >= 0 || strings.IndexByte(c, '"') >= 0 {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		s.b.WriteString(c)
	}
	s.b.WriteString(s.end)
}

// number is a value with so many digits behind the mark, and no grouping.
func (s *sheet) number(v float64, digits int) string {
	text := strconv.FormatFloat(v, 'f', digits, 64)
	if s.comma {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

func (s *sheet) String() string { return s.b.String() }
