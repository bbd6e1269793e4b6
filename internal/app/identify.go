package app

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"slices"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// prove takes the second factor again, and gives the browser the new token.
func (h *House) prove(w http.ResponseWriter, r *http.Request, p auth.Proof) (auth.Actor, error) {
	entry, err := h.Accounts.Prove(r.Context(), web.SessionToken(r), h.Web.Visitor(r), p)
	if err != nil {
		return auth.Actor{}, err
	}
	web.SetSession(w, entry.Token)
	return h.Accounts.Session(r.Context(), entry.Token)
}

// recordTime bounds the writing of a refusal, which the visitor does not wait out.
const recordTime = 5 * time.Second

// refused writes into the trail that a signed-in person asked for what is not
// theirs. The answer does not hang on it.
func (h *House) refused(r *http.Request, pattern string, why error) {
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), recordTime)
	defer done()
	path := r.URL.EscapedPath()
	path = path[:min(len(path), 300)]
	err := h.DB.Write(ctx, func(tx *sql.Tx) error {
		return audit.Record(ctx, tx, h.Clock(), audit.Act{Action: "auth.refused", Object: pattern, After: map[string]string{"path": path}})
	})
	if err != nil {
		h.Log.ErrorContext(ctx, "a refusal was not recorded", "pattern", pattern, "refused", why, "err", err)
	}
}

// desk is the staff's menu of all rooms.
func (h *House) desk() (list []lewu.DeskItem) {
	for _, room := range h.rooms {
		list = append(list, room.Desk...)
	}
	return list
}

// unknownPermissions are those that a route asks for and nobody declares: nobody
// could ever hold them.
func (h *House) unknownPermissions() (list []string) {
	rules := h.Accounts.Rules()
	check := func(n lewu.Need) {
		if _, ok := rules[n.Perm]; n.Perm != "" && !ok && !slices.Contains(list, n.Perm) {
			list = append(list, n.Perm)
		}
	}
	for _, room := range h.rooms {
		for _, p := range room.Pages {
			check(p.Need)
		}
		for _, o := range room.API {
			check(o.Need)
		}
		for _, s := range room.Streams {
			check(s.Need)
		}
		for _, d := range room.Desk {
			check(lewu.Need{Perm: d.Perm})
		}
	}
	return list
}

// look is what the province says of itself. A store that cannot be asked now has
// the pages wear the house's own.
func (h *House) look(ctx context.Context) web.Look {
	s, err := h.Ref.Settings(ctx)
	if err != nil && ctx.Err() == nil {
		h.Log.ErrorContext(ctx, "settings of the province", "err", err)
	}
	return web.Look{Province: s.Province, Accent: s.Accent, AccentDark: s.AccentDark, Logo: s.Logo}
}

// openFile reads the bytes of a file by its SHA-256.
func (h *House) openFile(ctx context.Context, sha string) (io.ReadCloser, error) {
	return h.Blobs.Open(ctx, sha)
}
