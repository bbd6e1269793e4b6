package delimited

import (
	"context"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// raw gives the words of rows as they stand in the file, in the order asked. A
// row that the file does not have has no cells. It reads as far as the last
// row that was asked.
func raw(ctx context.Context, in lewu.Input, rows []int64) (list []lewu.RawRow, err error) {
	defer errs.Wrap(&err, "delimited.raw(%q)", in.Name)

	if len(rows) == 0 {
		return nil, nil
	}
	head, err := headOf(in)
	if err != nil {
		return nil, err
	}
	d, err := detect(head, in.Size, in.Answers)
	if err != nil {
		return nil, err
	}
	last := slices.Max(rows)
	wanted := map[int64][]int{}
	for i, row := range rows {
		wanted[row] = append(wanted[row], i)
	}
	err = inCharset(d, in.Answers, func(d Dialect) error {
		list = make([]lewu.RawRow, len(rows))
		for i, row := range rows {
			list[i].Row = row
		}
		return walk(ctx, in, d, nil, func(r *Reader, cells [][]byte) (bool, error) {
			if places := wanted[r.row]; cells != nil && len(places) > 0 {
				words := copied(r.row, cells).Cells
				for _, i := range places {
					list[i].Cells = slices.Clone(words)
				}
			}
			return cells != nil && r.row < last, nil
		})
	})
	return list, err
}
