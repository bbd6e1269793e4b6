package published

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// jsonBlock is how many bytes of JSON leave at a time.
const jsonBlock = 64 << 10

// JSON writes a version, or the part of it that q asks for, as one object: the
// members of head, which must become an object, then "rows", one object a line
// with the members in the order of the columns.
func (r *Reader) JSON(ctx context.Context, v catalog.Version, q lewu.Query, head any, w io.Writer) (err error) {
	defer errs.Wrap(&err, "published.JSON(%s, %d)", v.Dataset, v.N)

	columns, err := table.Answer(v.Columns, q)
	if err != nil {
		return err
	}
	block, err := jsonHead(head)
	if err != nil {
		return err
	}
	names := make([][]byte, len(columns))
	for i, c := range columns {
		names[i] = append(table.AppendJSON(nil, lewu.Column{Kind: lewu.Text}, lewu.Cell{Text: c.Name, Valid: true}), ':')
	}
	begun := false
	err = r.each(ctx, v, q, func(cells []lewu.Cell) error {
		if begun {
			block = append(block, ',')
		}
		begun = true
		block = append(block, "\n{"...)
		for i, cell := range cells {
			if i > 0 {
				block = append(block, ',')
			}
			block = table.AppendJSON(append(block, names[i]...), columns[i], cell)
		}
		if block = append(block, '}'); len(block) < jsonBlock {
			return nil
		}
		_, err := w.Write(block)
		block = block[:0]
		return err
	})
	if err != nil {
		return err
	}
	_, err = w.Write(append(block, "\n]}\n"...))
	return err
}

// jsonHead is the beginning of a document, up to its first row.
func jsonHead(head any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(head); err != nil {
		return nil, err
	}
	text := bytes.TrimSpace(b.Bytes())
	if len(text) < 3 || text[0] != '{' {
		return nil, fmt.Errorf("%.20s is no object with members", text)
	}
	return append(text[:len(text)-1], `,"rows":[`...), nil
}

// XLSX writes a version, or the part of it that q asks for, as a workbook; o
// says everything but the rows.
func (r *Reader) XLSX(ctx context.Context, v catalog.Version, q lewu.Query, o xlsx.Output, w io.Writer) (err error) {
	defer errs.Wrap(&err, "published.XLSX(%s, %d)", v.Dataset, v.N)

	o.Rows = func(put func([]lewu.Cell) error) error { return r.each(ctx, v, q, put) }
	return xlsx.Write(w, o)
}

// each yields the rows of a version, or of the part of it that q asks for.
func (r *Reader) each(ctx context.Context, v catalog.Version, q lewu.Query, yield func([]lewu.Cell) error) error {
	src, err := r.source(ctx, v)
	if err != nil {
		return err
	}
	return r.Tables.Each(ctx, src, q, yield)
}
