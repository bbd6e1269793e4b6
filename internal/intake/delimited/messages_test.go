package delimited

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/messagetest"
)

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "csv", "….remedy") }

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := Messages.ReadFile("messages/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// filled fails where a message lacks a word for one of its placeholders.
func filled(t *testing.T, text map[string]string, m lewu.Message) {
	t.Helper()
	for _, h := range regexp.MustCompile(`\{([a-z]+)`).FindAllStringSubmatch(text[m.Key], -1) {
		if m.Args[h[1]] == "" {
			t.Errorf("%s has no word for {%s}", m.Key, h[1])
		}
	}
}

// TestMessagesAreFilled reads files that say nearly everything, and holds each
// message against its sentence.
func TestMessagesAreFilled(t *testing.T) {
	text := sentences(t, "id")
	for _, in := range []string{
		"a,b,c,,\n1,2\n1,2,3,4,5,6\n\n1,2,3,,,\nJumlah,1,2\nx,,\n1\" y,2,3", "1,2\n3,4\n", "a,b;c\n1,2;3\n", "x,5\n1,6\n2,7\n", "n,2019\nx,5\n",
		"a,,c\n1,x,3\n", "nama,b\nCaf\xe9,2\n", "a\nb\n", "a\n" + strings.Repeat("x", MaxCell+1), strings.Repeat(",", MaxColumns), "a,b\n" + strings.Repeat("1\n", 30),
		"", "PK\x03\x04", "a,b\n", "\na,b\n1,2\n", "T,\na,b\n1,2\n", "a,b\n(1),(2)\n3,4\n", "a,b\n1,\"2", "a,b\n1,\"2\"x", "a,b\n1,\x00", "nama,x\né,\xe9\n",
		"a,b\n1,2\na,b\n", "a,b\n1,2\nSumber: x,\n", "a,b\n1,2\n1,2\n1,2\n\nx,y\n", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x003",
	} {
		g, err := read(context.Background(), input([]byte(in), nil))
		if err != nil {
			m, _ := errs.Public(err)
			filled(t, text, m)
			continue
		}
		for _, f := range g.Findings {
			filled(t, text, f.Message)
			filled(t, text, f.Remedy)
		}
		for _, s := range g.Recipe {
			filled(t, text, s.Message)
		}
	}
}

// FuzzRead proves that any bytes are read whole or refused in words, and that
// the rows that were judged are the rows that come out.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "kode;x\n62.01;1,5\n\n62.02;-\n", "\xff\xfea\x00\n\x001\x00", "nama\ncaf\xe9\n", "1,2\n3,4\n\nSumber: x\n", "a\t\t\n1\t2\t3\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		g, err := read(context.Background(), input(in, nil))
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				t.Fatalf("%q: %v is no refusal in words", in, err)
			}
			return
		}
		count := int64(0)
		names := map[string]bool{}
		for _, c := range g.Columns {
			if names[c.Name] || c.Name == "" {
				t.Fatalf("%q: column name %q", in, c.Name)
			}
			names[c.Name] = true
		}
		err = g.Rows(context.Background(), func(_ int64, cells []lewu.Cell) error {
			count++
			for _, c := range cells {
				if c.Valid && c.Text == "" {
					t.Fatalf("%q: a published cell is empty", in)
				}
			}
			return nil
		})
		if err != nil || count != g.Count {
			t.Fatalf("%q: %d rows of %d, %v", in, count, g.Count, err)
		}
		if rows, err := raw(context.Background(), input(in, nil), []int64{1, 2}); err != nil || len(rows) != 2 {
			t.Fatalf("%q: raw gives %v, %v", in, rows, err)
		}
	})
}
