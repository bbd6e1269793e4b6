package reading

import (
	"fmt"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func ask(question, choices string) lewu.Finding {
	return lewu.Finding{Severity: lewu.Ask, Message: lewu.Msg("x", "question", question, "choices", choices)}
}

func TestAnswers(t *testing.T) {
	list := []lewu.Finding{
		ask("decimal:harga", "1.234,5|1,234.5|teks"), ask("hilang", "ya"), ask("sheet", "Rekap <1>|Data"),
		{Severity: lewu.Warn, Message: lewu.Msg("y", "question", "hidden", "choices", "ya|tidak")},
		{Severity: lewu.Reject, Message: lewu.Msg("z")},
	}
	for _, test := range []struct {
		sent map[string]string
		want string
	}{
		{nil, "map[]"},
		{map[string]string{"decimal:harga": "1.234,5"}, "map[]"}, // not under the form's own name
		{map[string]string{"jawab:decimal:harga": "1.234,5", "jawab:sheet": "Rekap <1>", "jawab:hidden": "tidak"}, "map[decimal:harga:1.234,5 hidden:tidak sheet:Rekap <1>]"},
		{map[string]string{"jawab:decimal:harga": "lain", "jawab:hilang": "tidak", "jawab:decimal:nilai": "teks", "jawab:": ""}, "map[]"},
	} {
		got := fmt.Sprint(Answers(list, func(name string) string { return test.sent[name] }))
		if got != test.want {
			t.Errorf("Answers(%v) = %s, want %s", test.sent, got, test.want)
		}
	}
}
