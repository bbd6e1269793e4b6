package gallery

import (
	"github.com/lewu-id/lewu/internal/web"
)

// A basicsPage has what is no component: letters, colours, buttons, code.
type basicsPage struct {
	page
	Rooms   web.Rooms
	Series  []string // classes of the colours of series
	Classes []string // and of the classes of a map
}

func basics(p page) any {
	b := basicsPage{
		page: p, Rooms: web.Rooms{Page: p.Base},
		Series: []string{"f1", "f2", "f3", "f4", "f5", "f6", "fmute", "fgap"}, Classes: []string{"q1", "q2", "q3", "q4", "q5", "qx"},
	}
	for _, g := range groups()[1:] {
		b.Rooms.Items = append(b.Rooms.Items, web.RoomItem{Title: p.Say(g.title), Path: root + "/" + g.slug, Text: p.Say(g.lede)})
	}
	return b
}
