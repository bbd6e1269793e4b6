package entrance

import (
	"net/http"

	"github.com/lewu-id/lewu/internal/web"
)

// A doorPage is what the pages share on which people show who they are.
type doorPage struct {
	web.Base
	Back  string  // ke: where to go on
	Fault refusal // why it was not taken; none at first
	Shut  *shut   // nil: people can sign in here
}

// doorPage makes one, and the status it is answered with. A fault that no sentence
// helps against comes back as it is.
func (m *module) doorPage(w http.ResponseWriter, r *http.Request, title string, fault error, crumbs ...web.Crumb) (p doorPage, status int, err error) {
	p, status = doorPage{Base: m.base(r, title, crumbs...), Back: back(r), Shut: m.shut(r)}, http.StatusOK
	if fault == nil {
		return p, status, nil
	}
	ok := false
	if p.Fault, status, ok = m.refused(w, r, fault); !ok {
		return p, 0, fault
	}
	return p, status, nil
}
