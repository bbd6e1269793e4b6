package xlsx

import (
	"bytes"
	"strconv"

	"github.com/lewu-id/lewu/internal/errs"
)

// cell reads one cell that was just opened; one without content leaves no
// trace.
func (r *Rows) cell() error {
	column := 0
	if n := len(r.Cells); n > 0 {
		column = r.Cells[n-1].Column + 1
	}
	kind, style := byte('n'), 0
	for attrs := r.s.attrs; ; {
		name, value, rest, ok := cutAttr(attrs)
		if !ok {
			break
		}
		attrs = rest
		if len(name) != 1 {
			continue
		}
		switch name[0] {
		case 'r':
			var n int
			column, n = readColumn(value)
			if row, ok := smallInt(value[n:]); !ok || int64(row) != r.Number || n == 0 {
				return errPlace
			}
		case 's':
			style, _ = smallInt(value)
		case 't':
			kind = cellType(value)
		}
	}
	if column >= MaxColumns {
		return errs.Say(errs.TooLarge, "xlsx.columns", "row", strconv.FormatInt(r.Number, 10), "limit", strconv.Itoa(MaxColumns))
	}
	if n := len(r.Cells); n > 0 && r.Cells[n-1].Column >= column {
		return errPlace
	}
	if r.s.empty {
		return nil
	}
	return r.content(Cell{Column: column}, kind, style)
}

// cellType makes one letter of the type of a cell: n number, s shared string,
// t text of a formula, i inline text, b boolean, e error, d ISO date.
func cellType(t []byte) byte {
	switch string(t) {
	case "inlineStr":
		return 'i'
	case "str":
		return 't'
	case "n", "s", "b", "e", "d":
		return t[0]
	}
	return 'n'
}

// content reads a cell up to its end.
func (r *Rows) content(c Cell, kind byte, style int) error {
	from := len(r.text)
	result := false // even an empty one
	for {
		what, err := r.s.next()
		switch {
		case err != nil:
			return err
		case what == atEnd:
			return errOpenEnd
		case what == atClose && string(r.s.name) == "c":
			if kind == 't' && !result {
				kind = 'n'
			}
			return r.put(c, kind, style, from)
		case what != atOpen:
		case string(r.s.name) == "v":
			if result = true; !r.s.empty {
				r.text, err = r.s.elementText(r.text, "v")
			}
		case string(r.s.name) == "is" && !r.s.empty:
			r.text, err = r.s.richText(r.text, "is")
		case string(r.s.name) == "f":
			c.Formula = true
			if !r.s.empty {
				err = r.s.skip("f")
			}
		}
		if err != nil {
			return err
		}
		if len(r.text)-from > MaxCell {
			return errs.Say(errs.TooLarge, "xlsx.cell-long", "cell", letters(c.Column)+strconv.FormatInt(r.Number, 10), "limit", megabytes(MaxCell))
		}
		if len(r.text) > maxRow {
			return errs.Say(errs.TooLarge, "xlsx.row-long", "row", strconv.FormatInt(r.Number, 10), "limit", megabytes(maxRow))
		}
	}
}

// put adds a cell whose text stands in r.text from a place on.
func (r *Rows) put(c Cell, kind byte, style, from int) error {
	if kind == 't' {
		r.text = unescape(r.text, from)
	}
	text := r.text[from:]
	at := span{from, len(r.text), false}
	c.Kind = Text
	switch kind {
	case 's':
		if len(text) == 0 {
			break
		}
		n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
		shared, ok := r.book.strings.at(n)
		if err != nil || !ok {
			return errShare
		}
		c.Text, at.shared, text = shared, true, shared
		r.text = r.text[:from]
	case 'n', 'b', 'e':
		c.Kind = Number
		if kind == 'b' {
			c.Kind = Boolean
		} else if kind == 'e' {
			c.Kind = Error
		} else {
			c.Format = r.book.format(style)
		}
		r.text = trimSpace(r.text, from)
		text, at.to = r.text[from:], len(r.text)
	case 'd':
		r.text = trimDate(r.text, from)
		text, at.to = r.text[from:], len(r.text)
	}
	if len(text) == 0 {
		if !c.Formula || kind == 't' {
			return nil
		}
		c.Kind = Nothing
	}
	r.Cells = append(r.Cells, c)
	r.ends = append(r.ends, at)
	return nil
}

// trimDate makes a day of an ISO date at midnight.
func trimDate(b []byte, from int) []byte {
	b = trimSpace(b, from)
	const day = len("2025-10-31")
	if rest := b[from:]; len(rest) > day && rest[day] == 'T' {
		if len(bytes.Trim(rest[day+1:], "0:.Z")) == 0 {
			return b[:from+day]
		}
		rest[day] = ' '
	}
	return b
}
