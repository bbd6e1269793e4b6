package intake

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// sniffed is how much of a file a format may look at to know it.
const sniffed = 64 << 10

// maxColumns is how many columns a table may have. A file of 2,000 was published
// in 5 s, one of 4,000 took more memory than the engine may have.
const maxColumns = 1_000

// read finds the format of a batch's data file by its content and reads it
// into a grid: columns with kinds, findings, the recipe in words.
func (r *Road) read(ctx context.Context, b catalog.Batch) (*lewu.Grid, error) {
	grid, err := r.grid(ctx, b)
	if err != nil {
		return nil, err
	}
	was := b.State
	b.State, b.Done = catalog.Read, b.Total
	b.Reading = &catalog.Reading{
		Format: grid.Format, Sheet: grid.Sheet, Header: grid.Header, Count: grid.Count,
		Columns: grid.Columns, Recipe: grid.Recipe,
	}
	return grid, r.save(ctx, b, was, nil, found(grid.Findings))
}

// found makes sure that "no findings" overwrites the findings of a run before.
func found(list []lewu.Finding) []lewu.Finding {
	if list == nil {
		return []lewu.Finding{}
	}
	return list
}

// grid reads the data file of a batch with the format that knows it best.
func (r *Road) grid(ctx context.Context, b catalog.Batch) (*lewu.Grid, error) {
	file, err := r.dataFile(ctx, b)
	if err != nil {
		return nil, err
	}
	in := r.input(ctx, file.SHA256, file.Name, file.Size, b.Answers)
	in.Tick = r.ticker(ctx, b.ID)
	format, err := r.recognise(in)
	if err != nil {
		return nil, err
	}
	grid, err := format.Read(ctx, in)
	if err != nil {
		return nil, err
	}
	if n := len(grid.Columns); n > maxColumns {
		return nil, errs.Say(errs.Invalid, "intake.columns-many", "count", strconv.Itoa(n), "limit", strconv.Itoa(maxColumns))
	}
	grid.Format = format.Name
	return grid, nil
}

func (r *Road) dataFile(ctx context.Context, b catalog.Batch) (catalog.File, error) {
	files, err := r.Catalog.Files(ctx, b.ID)
	if err != nil {
		return catalog.File{}, err
	}
	for _, f := range files {
		if f.Role == catalog.DataFile {
			return f, nil
		}
	}
	return catalog.File{}, errs.Say(errs.Invalid, "intake.no-file")
}

// input is a stored file as a format sees it.
func (r *Road) input(ctx context.Context, sha, name string, size int64, answers map[string]string) lewu.Input {
	return lewu.Input{
		Name: name, Size: size, Answers: answers, Tick: func(int64) {},
		Open: func() (io.ReadCloser, error) { return r.Blobs.Open(ctx, sha) },
	}
}

// ticker notes progress in the database at most twice a second: whoever waits
// may be another process.
func (r *Road) ticker(ctx context.Context, batch string) func(int64) {
	last := time.Now()
	return func(done int64) {
		if time.Since(last) < 500*time.Millisecond {
			return
		}
		last = time.Now()
		if err := r.Catalog.SetProgress(ctx, batch, done); err != nil {
			r.Log.WarnContext(ctx, "progress not noted", "batch", batch, "err", err)
		}
	}
}

// recognise asks every format how well it knows the first bytes of a file.
func (r *Road) recognise(in lewu.Input) (lewu.Format, error) {
	f, err := in.Open()
	if err != nil {
		return lewu.Format{}, err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, sniffed))
	if err != nil {
		return lewu.Format{}, err
	}
	var best lewu.Format
	var tied []string
	score := 0
	for _, format := range r.Formats {
		switch n := format.Sniff(head); {
		case n > score:
			best, score, tied = format, n, []string{format.Name}
		case n == score && n > 0:
			tied = append(tied, format.Name)
		}
	}
	switch {
	case in.Answers["format"] != "":
		if chosen, ok := r.format(in.Answers["format"]); ok {
			return chosen, nil
		}
		return best, errs.Say(errs.Invalid, "intake.format-unknown", "format", in.Answers["format"])
	case score == 0:
		return best, errs.Say(errs.Invalid, "intake.unrecognised", "name", in.Name)
	case len(tied) > 1:
		return best, errs.Say(errs.Invalid, "intake.format-tie", "formats", strings.Join(tied, ", "))
	}
	return best, nil
}
