package sample

import "strings"

// column is the name that the road gives to a heading of plain words.
func column(heading string) string {
	return strings.NewReplacer(" ", "_", "/", "_", "-", "_").Replace(strings.ToLower(heading))
}

// words is a column's name as a heading: "luas_panen" is "Luas panen".
func words(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// lower starts a phrase with a small letter.
func lower(phrase string) string { return strings.ToLower(phrase[:1]) + phrase[1:] }
