package xlsx

import "strings"

// A FormatKind is what a number format makes of a number.
type FormatKind uint8

// Kinds of number formats.
const (
	Plain    FormatKind = iota // a number, however it is dressed
	Date                       // 31/10/2025, perhaps with a time
	Month                      // Oktober 2025: the day is not shown
	Year                       // 2025
	Clock                      // 14:05
	Duration                   // 27:30
)

// A Format is a number format (ECMA-376 part 1, 18.8.30), as far as it tells
// what a number means. Nil is "General".
type Format struct {
	Code     string
	Kind     FormatKind
	Percent  bool // a hundredth is shown as 1%
	Rupiah   bool // with Rp
	Zeros    int  // 00000: at least so many digits, with zeros in front
	Decimals int  // 0.00: at least so many digits behind the point
	Divided  int  // how many times a thousand is divided by before it is shown
	Seconds  bool // of a time
}

// builtin are the formats that have a number and no code (18.8.30), in the
// order of Excel's own list; those of East Asia are dates as well.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	27: "yyyy/m/d", 28: "m/d", 29: "m/d", 30: "m/d/yy", 31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy/m/d",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: "yyyy/m/d", 51: "m/d", 52: "yyyy/m/d", 53: "m/d", 54: "m/d", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy/m/d", 58: "m/d",
}

// parseFormat reads the code of a format: its first part, which is for numbers
// above zero. Nil is a format that tells nothing.
func parseFormat(code string) *Format {
	bare, literal, duration := cutFormat(code)
	f := &Format{Code: code, Percent: strings.Contains(bare, "%")}
	bare = strings.ReplaceAll(bare, "general", "")
	f.Rupiah = strings.Contains(strings.ToLower(literal), "rp") || strings.Contains(bare, "rp")
	bare = strings.NewReplacer("am/pm", "h", "a/p", "h", "rp", "").Replace(bare)
	bare, _, _ = strings.Cut(bare, "e+")
	bare, _, _ = strings.Cut(bare, "e-")
	bare = strings.NewReplacer("s.000", "s", "s.00", "s", "s.0", "s").Replace(bare)
	if strings.ContainsAny(bare, "0#?") {
		f.figure(bare)
	} else {
		f.moment(bare, duration)
	}
	if *f == (Format{Code: code}) {
		return nil
	}
	return f
}

// moment reads what of a date and a time is shown: dd/mm/yyyy, mmm-yy, h:mm.
func (f *Format) moment(bare string, duration bool) {
	day, year, month := strings.Contains(bare, "d"), strings.Contains(bare, "y"), strings.Contains(bare, "m")
	f.Seconds = strings.Contains(bare, "s")
	clock := strings.Contains(bare, "h") || f.Seconds
	switch {
	case duration:
		f.Kind = Duration
	case day || year && clock:
		f.Kind = Date
	case clock:
		f.Kind = Clock
	case month:
		f.Kind = Month
	case year:
		f.Kind = Year
	}
}

// cutFormat parts the first section of a code into what is filled in, in lower
// case, and what stands there as it is.
func cutFormat(code string) (bare, literal string, duration bool) {
	var b, l strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return strings.ToLower(b.String()), l.String(), duration
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			l.WriteString(code[i+1 : i+1+end])
			i += end + 1
		case '\\':
			if i++; i < len(code) {
				l.WriteByte(code[i])
			}
		case '_', '*':
			i++ // a blank as wide as the next sign, or filled with it
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return strings.ToLower(b.String()), l.String(), duration
			}
			inner := strings.ToLower(code[i+1 : i+end])
			if symbol, ok := strings.CutPrefix(inner, "$"); ok {
				symbol, _, _ = strings.Cut(symbol, "-")
				l.WriteString(symbol)
			}
			if inner != "" && (strings.Trim(inner, "h") == "" || strings.Trim(inner, "m") == "" || strings.Trim(inner, "s") == "") {
				duration = true
				b.WriteString(inner)
			}
			i += end
		default:
			b.WriteByte(c)
		}
	}
	return strings.ToLower(b.String()), l.String(), duration
}

// figure reads how digits are shown: 00000, #,##0.00, #,##0,,.
func (f *Format) figure(bare string) {
	if strings.ContainsAny(bare, "/") {
		return // a fraction
	}
	shape := strings.Map(func(r rune) rune {
		if strings.ContainsRune("#0?,.", r) {
			return r
		}
		return -1
	}, bare)
	f.Divided = len(shape) - len(strings.TrimRight(shape, ","))
	shape = strings.TrimRight(shape, ",")
	whole, behind, point := strings.Cut(shape, ".")
	if n := len(whole) - len(strings.TrimRight(whole, ",")); point && n > 0 {
		f.Divided += n
		whole = strings.TrimRight(whole, ",")
	}
	if !point && len(whole) > 1 && strings.Trim(whole, "0") == "" {
		f.Zeros = min(len(whole), maxZeros)
	}
	f.Decimals = min(len(behind)-len(strings.TrimLeft(behind, "0")), maxZeros)
}

// maxZeros is how many zeros a format may add: no code has more digits.
const maxZeros = 30
