package quote

import (
	"context"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"
)

// A standing is how a quoted figure stands today.
type standing struct {
	Version catalog.Version // that was quoted
	Verdict published.Verdict
	Now     catalog.Version // in force
	Later   published.Later
}

// standing proves a figure again and asks the version in force for it. A figure
// whose version was withdrawn is Gone.
func (m *module) standing(ctx context.Context, q quoted) (s standing, err error) {
	defer errs.Wrap(&err, "quote.standing(%q)", q.ID)

	set, err := m.Catalog.Dataset(ctx, q.Receipt.Dataset)
	if err != nil {
		return s, err
	}
	if s.Version, err = m.version(ctx, set, strconv.Itoa(q.Receipt.Version)); err != nil {
		return s, err
	}
	proof, err := m.Published.Open(ctx, set, s.Version, q.Receipt)
	if err != nil {
		return s, err
	}
	if s.Verdict = proof.Verdict; s.Version.Isi != q.Receipt.SHA256 {
		s.Verdict = published.Differ
	}
	s.Now, _, err = m.Published.InForce(ctx, set)
	if err != nil && s.Verdict != published.Differ {
		return s, err
	}
	if err != nil || s.Now.N < s.Version.N { // the newer one cannot be read just now: nothing is known of later
		s.Now = s.Version
	}
	s.Later, err = m.Published.Later(ctx, proof, s.Now)
	return s, err
}

// version finds a version that was not withdrawn: the one in force where text is
// empty.
func (m *module) version(ctx context.Context, set catalog.Dataset, text string) (v catalog.Version, err error) {
	if text == "" {
		v, _, err = m.Published.InForce(ctx, set)
		return v, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return v, errs.Say(errs.Invalid, "quote.version-bad", "value", text)
	}
	v, err = m.Catalog.Version(ctx, set.ID, n)
	if err == nil && !v.WithdrawnAt.IsZero() {
		err = errs.Say(errs.Gone, "published.withdrawn", "version", text, "reason", v.Withdrawn)
	}
	return v, err
}

// notices say whether the figure still proves true, and what became of it.
func (s standing) notices(b web.Base, q quoted) (list []web.Notice) {
	was, now := strconv.Itoa(q.Receipt.Version), strconv.Itoa(s.Now.N)
	args := []string{"was", was, "now", now, "value", q.measured(b.Lang(), s.Later.Receipt.Result), "day", b.Date(s.Now.PublishedAt)}
	add := func(tone, key, link string) {
		n := web.Notice{Page: b, Tone: tone, Title: lewu.Msg("quote."+key, args...), Body: lewu.Msg("quote."+key+"-body", args...), Link: link}
		if link != "" {
			n.Go = lewu.Msg("quote.diff", args...)
		}
		list = append(list, n)
	}
	switch s.Verdict {
	case published.Differ:
		add(web.ToneBad, "false", "")
	case published.Erased:
		add(web.ToneWarn, "erased", "")
	}
	if s.Now.N == s.Version.N {
		if s.Verdict != published.Differ {
			add(web.ToneGood, "same", "")
		}
		return list
	}
	diff := "/data/" + q.Receipt.Dataset + "/beda?dari=" + was + "&ke=" + now
	switch s.Later.Fate {
	case published.Changed:
		add(web.ToneWarn, "changed", diff)
	case published.Lost:
		add(web.ToneWarn, "lost", diff)
	case published.Unknown:
		add(web.ToneInfo, "unknown", diff)
	default:
		add(web.ToneGood, "still", diff)
	}
	return list
}
