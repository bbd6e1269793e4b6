package intake

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// settle looks at the findings of a checked batch and says where it rests:
// gagal, bertanya, draf, or on to terbit where the sender said so alone or both
// offices signed what it still is.
func (r *Road) settle(ctx context.Context, b catalog.Batch) error {
	findings, err := r.Catalog.Findings(ctx, b.ID)
	if err != nil {
		return err
	}
	was := b.State
	b.State = catalog.Draft
	switch worst(findings) {
	case lewu.Reject:
		b.State, b.Failure = catalog.Failed, first(findings, lewu.Reject).Message
	case lewu.Ask:
		b.State = catalog.Asking
	default:
		if b.Solo != "" {
			b.State, b.Approved = catalog.Approved, b.Content
		} else if b.Approved != "" && b.Approved == b.Content {
			b.State = catalog.Approved // rebuilt on a newer base, nothing new was found
		}
	}
	return r.save(ctx, b, was, nil, nil)
}

// worst is the gravest severity among findings; empty where there is none.
func worst(list []lewu.Finding) lewu.Severity {
	order := map[lewu.Severity]int{lewu.Note: 1, lewu.Warn: 2, lewu.Ask: 3, lewu.Reject: 4}
	var w lewu.Severity
	for _, f := range list {
		if order[f.Severity] > order[w] {
			w = f.Severity
		}
	}
	return w
}

func first(list []lewu.Finding, s lewu.Severity) lewu.Finding {
	for _, f := range list {
		if f.Severity == s {
			return f
		}
	}
	return lewu.Finding{}
}
