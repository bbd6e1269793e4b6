package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A Look is how Words stand on the sheet in front.
type Look int

// Looks. Sample is the large mark of synthetic figures.
const (
	Usual   Look = iota
	Title        // of the file
	Sample       // large, on a ground of its own
	Strong       // the name of a fact
	Head         // of a column
	Wrapped      // a long text in its own column
	Spread       // a long text over all columns that are left
	Note         // what must be known before the figures are used
	Address      // of Words with a Link
)

// The cell formats that every workbook has, in the order of styles.xml. Those
// of the looks are their first ones.
const (
	styleHead    = iota + int(Address) + 1 // over a column of words
	styleHeadNum                           // over a column of numbers
	styleText
	styleGuard // a text that looks like a formula: it stays a text even when somebody edits it
	styleLong  // a number that had to be written as text
	styleInteger
	styleMoney
	styleDate
	styleYear
	styleBool
	styleFirst // the first of the decimals
)

// Number formats with numbers of our own; 0, 1, 3 and 49 are Excel's.
const (
	formatMoney   = 164
	formatDate    = 165
	formatDecimal = 166 // and so many digits more
)

// styles are the cell formats of one workbook: the fixed ones, and one for each
// number of digits behind the point.
type styles struct{ scales []int }

func newStyles(columns []lewu.Column) *styles {
	s := &styles{}
	for _, c := range columns {
		if c.Kind == lewu.Decimal {
			s.decimal(c.Scale)
		}
	}
	return s
}

// decimal is the format of numbers with so many digits behind the point, at
// most 30 of them shown.
func (s *styles) decimal(scale int) int {
	scale = min(scale, 30)
	for i, known := range s.scales {
		if known == scale {
			return styleFirst + i
		}
	}
	s.scales = append(s.scales, scale)
	return styleFirst + len(s.scales) - 1
}

// of is the format of the cells of a column.
func (s *styles) of(c lewu.Column) int {
	switch c.Kind {
	case lewu.Integer:
		return styleInteger
	case lewu.Decimal:
		return s.decimal(c.Scale)
	case lewu.Money:
		return styleMoney
	case lewu.Date:
		return styleDate
	case lewu.Year:
		return styleYear
	case lewu.Boolean:
		return styleBool
	}
	return styleText
}

// decimalFormat is the pattern of numbers: #,##0.00.
func decimalFormat(scale int) string {
	if scale == 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", scale)
}

// Fonts and grounds by their place in styles.xml.
const (
	fontPlain = iota
	fontBold
	fontTitle
	fontSample
	fontAddress
)

const fonts = `<fonts count="5"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="18"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="36"/><color rgb="FF7A4B00"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><u/><sz val="11"/><color rgb="FF0B5C7A"/><name val="Calibri"/><family val="2"/></font></fonts>`

// Excel keeps the first two fills for itself.
const (
	fillNone   = 0
	fillHead   = 2
	fillSample = 3
)

const fills = `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF0"/><bgColor indexed="64"/></patternFill></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFFFF1CC"/><bgColor indexed="64"/></patternFill></fill></fills>`

const borders = `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left/><right/><top/><bottom style="thin"><color rgb="FF5B6B73"/></bottom><diagonal/></border></borders>`

// A format is one cell format.
type format struct {
	number, font, fill, border int
	align                      string // attributes of the alignment
	guard                      bool   // what stands in the cell was meant as text
}

// fixed are the formats in the order of their numbers.
func fixed() []format {
	const text = 49 // "@"
	return []format{
		{},                              // Usual
		{number: text, font: fontTitle}, // Title
		{number: text, font: fontSample, fill: fillSample, align: `vertical="center"`},
		{number: text, font: fontBold, align: `vertical="top"`},
		{number: text, font: fontBold, fill: fillHead, border: 1, align: `vertical="center" wrapText="1"`},
		{number: text, align: `vertical="top" wrapText="1"`},
		{number: text, align: `horizontal="left" vertical="top" wrapText="1"`},
		{number: text, font: fontBold, fill: fillSample, align: `vertical="top"`},
		{number: text, font: fontAddress},
		{number: text, font: fontBold, fill: fillHead, border: 1, align: `vertical="center" wrapText="1"`},
		{number: text, font: fontBold, fill: fillHead, border: 1, align: `horizontal="right" vertical="center" wrapText="1"`},
		{number: text},
		{number: text, guard: true},
		{number: text, align: `horizontal="right"`},
		{number: 3},
		{number: formatMoney},
		{number: formatDate},
		{number: 1, align: `horizontal="left"`},
		{align: `horizontal="left"`},
	}
}

// xml is styles.xml.
func (s *styles) xml() []byte {
	list := fixed()
	formats := numberFormat(nil, formatMoney, `"Rp"#,##0.00`)
	formats = numberFormat(formats, formatDate, "yyyy-mm-dd")
	for _, scale := range s.scales {
		formats = numberFormat(formats, formatDecimal+scale, decimalFormat(scale))
		list = append(list, format{number: formatDecimal + scale})
	}
	b := []byte(xmlHead + `<styleSheet xmlns="` + mainSpace + `"><numFmts count="` + strconv.Itoa(2+len(s.scales)) + `">`)
	b = append(append(b, formats...), "</numFmts>"+fonts+fills+borders...)
	b = fmt.Appendf(b, `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="%d">`, len(list))
	for _, f := range list {
		b = f.append(b)
	}
	return append(b, `</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`...)
}

func numberFormat(dst []byte, id int, code string) []byte {
	dst = fmt.Appendf(dst, `<numFmt numFmtId="%d" formatCode="`, id)
	return append(appendAttribute(dst, code), `"/>`...)
}

func (f format) append(dst []byte) []byte {
	dst = fmt.Appendf(dst, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"`, f.number, f.font, f.fill, f.border)
	for _, use := range []struct {
		name string
		on   bool
	}{{"quotePrefix", f.guard}, {"applyNumberFormat", f.number != 0}, {"applyFont", f.font != fontPlain}, {"applyFill", f.fill != fillNone},
		{"applyBorder", f.border != 0}, {"applyAlignment", f.align != ""}} {
		if use.on {
			dst = append(append(append(dst, ' '), use.name...), `="1"`...)
		}
	}
	if f.align == "" {
		return append(dst, "/>"...)
	}
	return append(dst, "><alignment "+f.align+"/></xf>"...)
}
