package about

import (
	"context"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
)

// number is a count as messages carry it.
func number(n int) string { return strconv.Itoa(n) }

// keyPage is the page of a list.
const keyPage = "hal"

// pageOf reads the page of a list, from 1; what is none is the first.
func pageOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

// at is a list's address at one of its pages.
func at(path string, page int) string {
	if page <= 1 {
		return path
	}
	return path + "?" + keyPage + "=" + strconv.Itoa(page)
}

// paragraphs are those of a text that somebody typed: a blank line ends one.
func paragraphs(text string) (list []string) {
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// searchDocs are the pages of the room that answer a question by themselves.
func (m *module) searchDocs(_ context.Context, _ int64, put func(lewu.Doc) error) error {
	words, err := i18n.Load(files)
	if err != nil {
		return err
	}
	for _, page := range []struct{ path, key, words string }{
		{root, "about", "pengelola kontak ppid ppdp operator contact"},
		{controls, "controls", "mata kedua cadangan audit jejak backup trust"},
		{privacy, "privacy", "data pribadi kuki cookie uu pdp"},
		{access, "access", "difabel pembaca layar wcag"},
		{cameras, "cameras", "kamera camera"},
		{listPath, "corrections", "koreksi salah keliru error"},
		{statusPath, "status", "gangguan layanan uptime"},
	} {
		say := func(l i18n.Lang, part string) string { return words.Say(l, lewu.Msg("about."+page.key+"."+part)) }
		err := put(lewu.Doc{
			Kind: "about", ID: page.path, Link: page.path, Title: say(i18n.ID, "title"), TitleEN: say(i18n.EN, "title"),
			Summary: say(i18n.ID, "summary"), Words: []string{say(i18n.EN, "summary"), page.words},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
