package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Names of the vocabularies.
const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006"
	partType      = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// pageForm is how a sheet is printed: on A4, all its columns on a page.
const pageForm = `<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
	`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`

// packageLinks lead from the file to the workbook and its properties.
func packageLinks() []byte {
	return []byte(xmlHead + `<Relationships xmlns="` + packageSpace + `/relationships">` +
		`<Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageSpace + `/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)
}

// properties say what the file is, without opening it.
func properties(o Output) []byte {
	b := []byte(xmlHead + `<cp:coreProperties xmlns:cp="` + packageSpace + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	b = append(appendXML(b, o.Title), "</dc:title><dc:creator>"...)
	b = append(appendXML(b, o.Author), "</dc:creator>"...)
	if !o.Made.IsZero() {
		b = append(b, `<dcterms:created xsi:type="dcterms:W3CDTF">`+o.Made.UTC().Format(time.RFC3339)+"</dcterms:created>"...)
	}
	return append(b, "</cp:coreProperties>"...)
}

// sheetName is the name of the table's sheet n, from 1.
func sheetName(o Output, n int) string {
	if n == 1 {
		return o.Name
	}
	return o.Name + " " + strconv.Itoa(n)
}

// workbook lists the sheets, what each filter reaches, and the rows that every
// printed page repeats.
func workbook(o Output, t *tableWriter) []byte {
	b := []byte(xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><bookViews><workbookView activeTab="` + strconv.Itoa(opensOn(o)) + `"/></bookViews><sheets>`)
	for i := range t.told.Sheets + 1 {
		name := o.AboutName
		if i > 0 {
			name = sheetName(o, i)
		}
		b = append(appendAttribute(append(b, `<sheet name="`...), name), fmt.Sprintf(`" sheetId="%[1]d" r:id="rId%[1]d"/>`, i+1)...)
	}
	b = append(b, "</sheets><definedNames>"...)
	// Excel wants them by name, then by sheet.
	for i, rows := range t.rows {
		if len(t.letters) > 0 {
			b = fmt.Appendf(b, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">`, i+1)
			b = appendXML(b, fmt.Sprintf("%s!$A$1:$%s$%d", quotedSheet(sheetName(o, i+1)), t.letters[len(t.letters)-1], rows))
			b = append(b, "</definedName>"...)
		}
	}
	for i := range t.rows {
		b = fmt.Appendf(b, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">`, i+1)
		b = append(appendXML(b, quotedSheet(sheetName(o, i+1))+"!$1:$1"), "</definedName>"...)
	}
	return append(b, "</definedNames></workbook>"...)
}

// opensOn is the sheet that is seen first: the table, unless it has a mark,
// which stands large on the sheet in front.
func opensOn(o Output) int {
	if o.Mark != "" {
		return 0
	}
	return 1
}

// selected is the attribute of the sheet that is seen first.
func selected(o Output, sheet int) string {
	if sheet == opensOn(o) {
		return ` tabSelected="1"`
	}
	return ""
}

func quotedSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// workbookLinks lead from the workbook to its parts.
func workbookLinks(sheets int) []byte {
	b := []byte(xmlHead + `<Relationships xmlns="` + packageSpace + `/relationships">`)
	link := func(kind, target string) {
		n := strings.Count(string(b), "<Relationship ") + 1
		b = fmt.Appendf(b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, n, relationSpace, kind, target)
	}
	for i := range sheets + 1 {
		link("worksheet", "worksheets/sheet"+strconv.Itoa(i+1)+".xml")
	}
	link("styles", "styles.xml")
	link("sharedStrings", "sharedStrings.xml")
	return append(b, "</Relationships>"...)
}

// contentTypes name the kind of each part. It stands last in the file, where
// the number of sheets is known.
func contentTypes(sheets int) []byte {
	b := []byte(xmlHead + `<Types xmlns="` + packageSpace + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	part := func(name, kind string) { b = append(b, `<Override PartName="`+name+`" ContentType="`+kind+`"/>`...) }
	part("/xl/workbook.xml", partType+"sheet.main+xml")
	for i := range sheets + 1 {
		part("/xl/worksheets/sheet"+strconv.Itoa(i+1)+".xml", partType+"worksheet+xml")
	}
	part("/xl/styles.xml", partType+"styles+xml")
	part("/xl/sharedStrings.xml", partType+"sharedStrings+xml")
	part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	return append(b, "</Types>"...)
}

// appendMark puts the mark on every printed page. In such a text & begins a
// code.
func appendMark(b []byte, o Output) []byte {
	if o.Mark == "" {
		return b
	}
	text := "&C&B" + strings.ReplaceAll(o.Mark, "&", "&&")
	return append(appendXML(append(b, "<headerFooter><oddHeader>"...), text), "</oddHeader></headerFooter>"...)
}
