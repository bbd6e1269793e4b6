package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
)

// A DeskPlace is an entry of the staff's menu as one page sees it.
type DeskPlace struct {
	Label   string
	Href    string
	Count   int // things that wait there; 0: none, or not counted
	Current string
}

// deskPlaces are what the actor of a request may open, on the staff's own pages;
// elsewhere there is no such menu.
func (s *Web) deskPlaces(r *http.Request, v *visit) (places []DeskPlace) {
	actor := auth.From(r.Context())
	if actor.Kind != auth.Person || !isStaff(v.path) {
		return nil
	}
	items := slices.Clone(s.opt.Desk())
	slices.SortStableFunc(items, func(a, b lewu.DeskItem) int { return cmp.Compare(a.Order, b.Order) })
	best, longest := -1, 0
	for _, item := range items {
		if auth.Agencies(r.Context(), item.Perm).Empty() {
			continue
		}
		place := DeskPlace{Label: s.opt.Messages.Say(v.lang, item.Label), Href: link(v.lang, item.Path)}
		if item.Count != nil {
			// A number that cannot be had now is left out: the page it stands on tells.
			place.Count, _ = item.Count(r.Context())
		}
		if n := reach(item, v.path); n > longest {
			best, longest = len(places), n
		}
		places = append(places, place)
	}
	if best >= 0 {
		places[best].Current = "page"
	}
	return places
}

// reach is how much of a path an entry of the menu covers, in bytes; 0: none.
func reach(item lewu.DeskItem, path string) (longest int) {
	for _, root := range append([]string{item.Path}, item.Also...) {
		if under(path, root) {
			longest = max(longest, len(root))
		}
	}
	return longest
}

// under tells whether a path is an address or lies below it.
func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// isStaff tells whether a path is of the staff's rooms or their entrance.
func isStaff(path string) bool {
	return slices.ContainsFunc(append([]string{signInPath}, staffRoots...), func(root string) bool {
		return under(path, root)
	})
}

// Staff tells whether the page is of the staff's rooms or their entrance.
func (b Base) Staff() bool { return isStaff(b.path) }

// Signed tells whether somebody is signed in.
func (b Base) Signed() bool { return b.actor.Kind == auth.Person }

// Who is the name of whoever is signed in, and Office where they sit.
func (b Base) Who() string { return b.actor.Name }

// Office is the office of whoever is signed in.
func (b Base) Office() string { return b.actor.Office }

// Desk is the staff's menu, on their own pages.
func (b Base) Desk() []DeskPlace { return b.desk }

// Holds tells whether whoever is signed in has a permission somewhere.
func (b Base) Holds(permission string) bool {
	return !b.actor.Scope(permission).Empty()
}
