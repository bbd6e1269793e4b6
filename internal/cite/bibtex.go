package cite

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
)

// BibTeX is the citation as an entry of a .bib file, in UTF-8. It is @misc,
// which old styles know too.
func (w Work) BibTeX(say Say) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", w.Key())
	field := func(name, value string) { fmt.Fprintf(&b, "  %-12s = {%s},\n", name, value) }
	field("author", "{"+escape(line(w.Author))+"}") // an office: no first and last name
	field("title", "{"+escape(w.whole(say))+"}")
	field("year", strconv.Itoa(w.Year))
	field("version", strconv.Itoa(w.Version))
	field("howpublished", escape(line(w.Publisher)))
	field("url", address(w.URL))
	field("urldate", w.Accessed.In(clock.WIB).Format(time.DateOnly))
	field("note", escape(w.note(say)))
	b.WriteString("}\n")
	return b.String()
}

// whole is the title, with the figure before it where one is cited.
func (w Work) whole(say Say) string {
	if w.Part == "" {
		return w.title(say)
	}
	return say(lewu.Msg("cite.part", "part", line(w.Part), "title", w.title(say)))
}

func (w Work) note(say Say) string {
	return say(lewu.Msg("cite.note", "kind", w.kind(say), "isi", w.Isi))
}

// escape writes a text so that LaTeX prints it as it is. A brace becomes a
// command, because BibTeX counts even one behind a backslash.
func escape(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
		`&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	).Replace(s)
}

// address is a URL that stays verbatim in a .bib file.
func address(s string) string {
	return strings.NewReplacer(`\`, "%5C", `{`, "%7B", `}`, "%7D", " ", "%20").Replace(s)
}
