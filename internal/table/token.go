package table

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"

	"github.com/duckdb/duckdb-go/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A page token is the last row of a page: the mark of the question and version
// it belongs to, then the values the order compares, each with a null flag.
// Nothing in it is secret, and a forged one only starts a page elsewhere.

// markSize is how much of the hash of question and version a token carries.
const markSize = 9

// mark is what a token of this question to this version begins with.
func (q question) mark(sha string) []byte {
	asked := q.Query
	asked.After, asked.Limit = "", 0
	sum := sha256.Sum256([]byte(sha + "?" + Values(asked).Encode()))
	return sum[:markSize]
}

// token names the row with these values.
func (q question) token(sha string, values []lewu.Cell) string {
	b := q.mark(sha)
	for _, v := range values {
		if !v.Valid {
			b = append(b, 0)
			continue
		}
		b = append(b, 1)
		b = binary.AppendUvarint(b, uint64(len(v.Text)))
		b = append(b, v.Text...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// behind reads the token of the query: the values to start behind, one for each
// of n keys.
func (q question) behind(sha string, keys []orderKey) ([]lewu.Cell, error) {
	b, err := base64.RawURLEncoding.DecodeString(q.After)
	if err != nil || len(b) < markSize {
		return nil, errs.Say(errs.Invalid, "table.page-token")
	}
	if string(b[:markSize]) != string(q.mark(sha)) {
		return nil, errs.Say(errs.Invalid, "table.page-foreign")
	}
	b = b[markSize:]
	values := make([]lewu.Cell, len(keys))
	for i := range values {
		if len(b) == 0 || b[0] > 1 {
			return nil, errs.Say(errs.Invalid, "table.page-token")
		}
		if b[0] == 0 {
			b = b[1:]
			continue
		}
		n, width := binary.Uvarint(b[1:])
		if width <= 0 || n > uint64(len(b)-1-width) {
			return nil, errs.Say(errs.Invalid, "table.page-token")
		}
		b = b[1+width:]
		values[i] = lewu.Cell{Text: string(b[:n]), Valid: true}
		b = b[n:]
	}
	if len(b) > 0 {
		return nil, errs.Say(errs.Invalid, "table.page-token")
	}
	return values, nil
}

// tokenError blames the token where the engine could not read a value in it.
func tokenError(q question, err error) error {
	var d *duckdb.Error
	if q.After != "" && errors.As(err, &d) && d.Type == duckdb.ErrorTypeConversion {
		return errs.Because(errs.Invalid, err, "table.page-token")
	}
	return err
}
