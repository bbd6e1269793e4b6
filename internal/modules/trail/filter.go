package trail

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
)

// Keys of the address.
const (
	keyObject = "objek"
	keyActor  = "orang"
	keyScope  = "instansi"
	keyAction = "tindakan"
	keyFrom   = "dari"
	keyTo     = "sampai"
	keyViews  = "lihat"   // 1: views too
	keyBefore = "sebelum" // number of the last entry of the page before
)

// filterKeys are those that narrow the trail.
var filterKeys = []string{keyObject, keyActor, keyScope, keyAction, keyFrom, keyTo, keyViews}

// maxValueKey bounds a value of the address, in bytes.
const maxValueKey = 200

// asked is the filter of a request: its values as typed, and what is wrong with
// them by key.
type asked struct {
	values url.Values
	wrong  map[string]lewu.Message
	filter audit.Filter
}

// ask reads the filter of a request, narrowed to what its actor may read.
func ask(r *http.Request) asked {
	a := asked{values: url.Values{}, wrong: map[string]lewu.Message{}}
	query := r.URL.Query()
	for _, key := range filterKeys {
		if v := strings.TrimSpace(query.Get(key)); v != "" && len(v) <= maxValueKey {
			a.values.Set(key, v)
		}
	}
	a.filter = audit.Filter{
		Object: a.values.Get(keyObject), Actor: a.values.Get(keyActor), Scope: a.values.Get(keyScope), Action: a.values.Get(keyAction),
		Within: auth.Agencies(r.Context(), auth.PermTrail).SQL,
	}
	a.filter.Changes = a.values.Get(keyViews) == "" && a.filter.Action != audit.ActSeen
	for _, key := range []string{keyFrom, keyTo} {
		text := a.values.Get(key)
		if text == "" {
			continue
		}
		day, err := clock.ParseDay(text)
		switch {
		case err != nil:
			a.wrong[key] = lewu.Msg("trail.bad-day", "value", text)
		case key == keyFrom:
			a.filter.From = day
		default:
			a.filter.To = day.AddDate(0, 0, 1)
		}
	}
	if n, err := strconv.ParseInt(query.Get(keyBefore), 10, 64); err == nil && n > 0 {
		a.filter.Before = n
	}
	return a
}

// address is the room under the same filter, with one more key.
func (a asked) address(path, key, value string) string {
	query := url.Values{}
	for k, v := range a.values {
		query[k] = v
	}
	if key != "" {
		query.Set(key, value)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// trace is what the trail keeps of a view of itself.
func (a asked) trace() map[string]string {
	seen := map[string]string{}
	for key := range a.values {
		seen[key] = a.values.Get(key)
	}
	if a.filter.Before > 0 {
		seen[keyBefore] = strconv.FormatInt(a.filter.Before, 10)
	}
	return seen
}
