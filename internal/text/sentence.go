package text

import (
	"unicode"
	"unicode/utf8"
)

// Capital is text with its first letter large, as a sentence begins.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Within is a label as it stands inside a sentence: "produksi" of "Produksi",
// but "PDRB" as it is.
func Within(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	second, _ := utf8.DecodeRuneInString(label[size:])
	if unicode.IsUpper(second) {
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}
