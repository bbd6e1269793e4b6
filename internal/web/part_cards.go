package web

import (
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
)

// Cards are what the rooms say of one thing, with the figures of all of them
// first, real and synthetic apart: "web/_cardfigures" and "web/_cardlines".
type Cards struct {
	Page     Base
	Figures  Figures // public
	Samples  Figures // synthetic: never beside real ones
	Sections []CardSection
}

// A CardSection is what one room names of the thing.
type CardSection struct {
	ID     string
	Title  lewu.Message
	Link   string
	Total  int
	Public Lines
	Sample Lines
}

// Cards puts what the rooms say on a page.
func (b Base) Cards(list []lewu.Card) Cards {
	c := Cards{Page: b, Figures: Figures{Columns: 3}, Samples: Figures{Columns: 3}}
	for i, card := range list {
		for _, k := range card.Figures {
			if k.Figure.Contoh {
				c.Samples.Items = append(c.Samples.Items, b.KPI(k))
			} else {
				c.Figures.Items = append(c.Figures.Items, b.KPI(k))
			}
		}
		if len(card.Lines) > 0 {
			c.Sections = append(c.Sections, b.cardSection(i, card))
		}
	}
	return c
}

func (b Base) cardSection(i int, card lewu.Card) CardSection {
	s := CardSection{
		ID: "kartu-" + strconv.Itoa(i+1), Title: card.Title, Link: card.Link, Total: max(card.Total, len(card.Lines)),
		Public: Lines{Page: b}, Sample: Lines{Page: b},
	}
	for _, line := range card.Lines {
		if line.Contoh {
			s.Sample.Items = append(s.Sample.Items, line)
		} else {
			s.Public.Items = append(s.Public.Items, line)
		}
	}
	return s
}

// Missing is the notice of a page of which one room could not say its part: the
// rest stands, and the page is not kept. Where the visitor has left, there is no
// page to make, and the error is given back.
func (s *Web) Missing(w http.ResponseWriter, r *http.Request, cause error) (Notice, error) {
	if r.Context().Err() != nil {
		return Notice{}, cause
	}
	s.opt.Log.WarnContext(r.Context(), "a page without a part of it", "path", neutral(r.URL.Path), "error", neutral(cause.Error()))
	w.Header().Set("Cache-Control", "no-store")
	return Notice{Page: s.Base(r, lewu.Message{}), Tone: ToneWarn, Title: lewu.Msg("web.missing.title"), Body: lewu.Msg("web.missing.text")}, nil
}
