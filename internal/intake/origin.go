package intake

import (
	"context"
	"maps"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Prove hashes the received file behind an origin again, all of it. A changed
// byte is an error of kind Internal with the key "blob.damaged"; an erased
// file is Gone, with the reason it was erased for.
func (r *Road) Prove(ctx context.Context, o catalog.Origin) (err error) {
	defer errs.Wrap(&err, "intake.Prove(%.12s)", o.SHA256)
	if reason, erased, err := r.Catalog.Redacted(ctx, o.SHA256); err != nil || erased {
		if err == nil {
			err = errs.Say(errs.Gone, "intake.redacted", "reason", reason)
		}
		return err
	}
	return blob.Verify(ctx, r.Blobs, o.SHA256)
}

// Raw gives rows of a received file in their original words; row 0 stands for
// nothing and is left out.
func (r *Road) Raw(ctx context.Context, o catalog.Origin, rows []int64) (_ []lewu.RawRow, err error) {
	defer errs.Wrap(&err, "intake.Raw(%.12s, %d rows)", o.SHA256, len(rows))
	format, ok := r.format(o.Format)
	if !ok {
		return nil, errs.Say(errs.Invalid, "intake.format-unknown", "format", o.Format)
	}
	answers := o.Answers
	if o.Sheet != "" { // the one that was read, whichever would be chosen today
		answers = maps.Clone(o.Answers)
		if answers == nil {
			answers = map[string]string{}
		}
		answers["sheet"] = o.Sheet
	}
	return format.Raw(ctx, r.input(ctx, o.SHA256, o.Name, o.Size, answers), rows)
}

// Reread reads the values of raw rows again, as the version says its columns
// were written: what they must be if nothing was changed since.
func (r *Road) Reread(o catalog.Origin, rows []lewu.RawRow) (_ [][]lewu.Cell, err error) {
	defer errs.Wrap(&err, "intake.Reread(%.12s, %d rows)", o.SHA256, len(rows))
	format, ok := r.format(o.Format)
	if !ok {
		return nil, errs.Say(errs.Invalid, "intake.format-unknown", "format", o.Format)
	}
	out := make([][]lewu.Cell, len(rows))
	for i, row := range rows {
		if out[i], err = format.Cells(o.Columns, row.Cells); err != nil {
			return nil, err
		}
	}
	return out, nil
}
