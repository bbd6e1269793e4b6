package form

import "testing"

// What no keyboard writes does not reach a store or a page.
func TestText(t *testing.T) {
	f := Form{Values: map[string][]string{
		"a": {"  Padi\x00 dan\tjagung\r\n\u202etsrif\u2069 baris\xff\u2028dua \x1b[31m "}, "b": {" satu\r\n\r\ndua\x07 \n"},
	}}
	if got, want := f.Line("a"), "Padi dan jagung tsrif baris dua [31m"; got != want {
		t.Errorf("line = %q, want %q", got, want)
	}
	if got, want := f.Words("b"), "satu\n\ndua"; got != want {
		t.Errorf("words = %q, want %q", got, want)
	}
}
