package xlsx

import (
	"strconv"
)

// readStyles gives the number format of every cell style (cellXfs), nil for
// those that are General.
func readStyles(name string, text []byte) (list []*Format, err error) {
	s := scanWhole(text)
	codes := map[int]string{}
	formats := map[int]*Format{}
	inside := false
	for {
		what, err := s.next()
		if err != nil || what == atEnd {
			return list, fault(name, err)
		}
		switch {
		case what == atClose && string(s.name) == "cellXfs":
			inside = false
		case what != atOpen:
		case string(s.name) == "cellXfs":
			inside = !s.empty
		case string(s.name) == "numFmt":
			if id, err := strconv.Atoi(s.word("numFmtId")); err == nil {
				codes[id] = s.word("formatCode")
			}
		case inside && string(s.name) == "xf":
			id, err := strconv.Atoi(s.word("numFmtId"))
			if err != nil {
				id = 0
			}
			f, known := formats[id]
			if !known {
				code, own := codes[id]
				if !own {
					code = builtin[id]
				}
				f = parseFormat(code)
				formats[id] = f
			}
			list = append(list, f)
		}
	}
}
