package cite

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
)

// RIS is the citation as reference managers take it in: a record of type DATA,
// in UTF-8, with lines that end in CR LF.
func (w Work) RIS(say Say) string {
	var b strings.Builder
	field := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	field("TY", "DATA")
	field("ID", w.Key())
	field("AU", line(w.Author))
	field("PY", strconv.Itoa(w.Year))
	if w.Part == "" {
		field("TI", w.title(say))
	} else {
		field("TI", line(w.Part))
		field("T2", w.title(say))
	}
	field("ET", say(lewu.Msg("cite.version", "version", strconv.Itoa(w.Version))))
	field("PB", line(w.Publisher))
	field("M3", w.kind(say))
	field("UR", address(w.URL))
	field("Y2", w.Accessed.In(clock.WIB).Format("2006/01/02"))
	field("N1", w.note(say))
	b.WriteString("ER  - \r\n")
	return b.String()
}
