package roster

import (
	_ "embed"
	"io"
	"strings"

	"github.com/lewu-id/lewu/internal/xlsx"
)

// TemplateName is what the template is called when it is taken away.
const TemplateName = "lewu-awal-provinsi.xlsx"

// guide is what stands on the first sheet. A line that begins with # is a head;
// one with a | is a name and what it means.
//
//go:embed petunjuk.txt
var guide string

// Template writes the workbook to be filled in. Its bytes never change within a
// version of the program.
func Template(w io.Writer) error {
	f := xlsx.Form{Title: "Awal provinsi: instansi, orang, wilayah, topik, pengaturan", Author: "Lewu", Sheets: []xlsx.FormSheet{
		{Name: SheetGuide, Lines: guideLines()},
	}}
	for _, s := range sheets() {
		f.Sheets = append(f.Sheets, s.form())
	}
	return xlsx.WriteForm(w, f)
}

// form is a sheet as it is handed out: its heads, an example, and the names of
// the settings, which are there already.
func (s sheet) form() xlsx.FormSheet {
	out := xlsx.FormSheet{Name: s.name}
	var example []xlsx.FormCell
	for _, c := range s.columns {
		out.Columns = append(out.Columns, xlsx.FormColumn{Head: c.head, Kind: c.kind, Width: c.width, Offer: c.offer})
		example = append(example, xlsx.FormCell{Text: c.example, Quiet: true})
	}
	out.Rows = append(out.Rows, example)
	if s.name == SheetSettings {
		for _, set := range settings() {
			out.Rows = append(out.Rows, []xlsx.FormCell{{Text: set.note}, {Text: set.name}})
		}
	}
	return out
}

func guideLines() (list []xlsx.Line) {
	for text := range strings.Lines(guide) {
		text = strings.TrimRight(text, "\n")
		head, isHead := strings.CutPrefix(text, "# ")
		name, meaning, isPair := strings.Cut(text, " | ")
		switch {
		case isHead && len(list) == 0:
			list = append(list, xlsx.Line{{Text: head, Look: xlsx.Title}})
		case isHead:
			list = append(list, nil, xlsx.Line{{Text: head, Look: xlsx.Strong}})
		case isPair:
			list = append(list, xlsx.Line{{Text: name, Look: xlsx.Strong}, {Text: meaning, Look: xlsx.Spread}})
		case text != "":
			list = append(list, xlsx.Line{{Text: text, Look: xlsx.Spread}})
		}
	}
	return list
}
