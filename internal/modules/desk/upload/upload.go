// Package upload reads a form with files off the wire: fields into memory, which
// a limit bounds, files into a folder for work in progress. No file is ever held
// in memory, and nothing that a sender says of one is believed.
package upload

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"syscall"

	"github.com/lewu-id/lewu/internal/errs"
)

// What a form may hold besides its files.
const (
	maxFields = 200      // parts that are no file
	maxField  = 64 << 10 // bytes of one of them
	MaxText   = 1 << 20  // bytes of all of them with what multipart writes around them
)

// A Form is what was sent. Close takes its files away again.
type Form struct {
	Values url.Values
	Files  map[string]File // by the name of the field; a field left empty has none
}

// A File is one file of a form.
type File struct {
	Name string // as Clean leaves it
	Size int64  // bytes
	path string
}

// Open reads the file from its beginning.
func (f File) Open() (io.ReadCloser, error) { return os.Open(f.path) }

// Close removes the files from the folder they wait in.
func (f *Form) Close() error {
	var faults []error
	for _, file := range f.Files {
		faults = append(faults, os.Remove(file.path))
	}
	return errors.Join(faults...)
}

// Read takes a form off the wire. Files are kept of the fields in limits, each
// at most so many bytes, and wait in dir; other files are passed over. What is
// wrong is an error in words: TooLarge, Full, or Invalid where the sending was
// broken off. Nothing is left in dir after an error.
func Read(r *http.Request, dir string, limits map[string]int64) (_ *Form, err error) {
	defer errs.Wrap(&err, "upload.Read")

	in := reader{ctx: r.Context(), dir: dir, limits: limits, form: &Form{Values: url.Values{}, Files: map[string]File{}}}
	whole := int64(MaxText)
	for _, limit := range limits {
		whole += limit
		in.largest = max(in.largest, limit)
	}
	if r.ContentLength > whole { // refused before its first byte
		return nil, in.tooLarge(nil)
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, errs.Because(errs.Invalid, err, "desk.upload-form")
	}
	for err == nil {
		var part *multipart.Part
		part, err = parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return in.form, nil
		case err != nil:
			err = in.broken(err)
		default:
			err = in.part(part)
		}
	}
	return nil, errors.Join(err, in.form.Close())
}

// A reader puts the parts of a request into a form.
type reader struct {
	ctx     context.Context //nolint:containedctx // of the one request it reads
	dir     string
	limits  map[string]int64
	largest int64
	fields  int
	form    *Form
}

func (in *reader) part(part *multipart.Part) error {
	if part.FileName() == "" && part.Header.Get("Content-Type") == "" {
		return in.field(part)
	}
	if limit, ok := in.limits[part.FormName()]; ok {
		return in.file(part, limit)
	}
	return nil
}

// field reads a part that is no file.
func (in *reader) field(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err != nil {
		return in.broken(err)
	}
	if in.fields++; in.fields > maxFields || len(value) > maxField {
		return errs.Say(errs.TooLarge, "desk.upload-fields")
	}
	in.form.Values.Add(part.FormName(), string(value))
	return nil
}

// file writes a part into the folder. A browser sends a nameless, empty part
// where no file was chosen: that is none. Of two files in one field the first
// counts.
func (in *reader) file(part *multipart.Part, limit int64) (err error) {
	if _, twice := in.form.Files[part.FormName()]; twice {
		return nil
	}
	temp, err := os.CreateTemp(in.dir, "kiriman-*")
	if err != nil {
		return full(err)
	}
	keep := false
	defer func() {
		err = errors.Join(err, temp.Close())
		if err != nil || !keep {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	source := &watched{r: io.LimitReader(part, limit+1)}
	n, err := io.Copy(temp, source)
	name := Clean(part.FileName())
	switch {
	case source.err != nil:
		return in.broken(source.err)
	case err != nil:
		return full(err)
	case n > limit:
		return errs.Say(errs.TooLarge, "intake.file-large", "name", name, "limit", strconv.FormatInt(limit>>20, 10))
	}
	if keep = n > 0 || part.FileName() != ""; keep {
		in.form.Files[part.FormName()] = File{Name: name, Size: n, path: temp.Name()}
	}
	return nil
}

// broken is the error of a sending that did not come to its end. A visitor who
// left is nobody's error.
func (in *reader) broken(err error) error {
	var large *http.MaxBytesError
	switch {
	case in.ctx.Err() != nil:
		return in.ctx.Err()
	case errors.As(err, &large):
		return in.tooLarge(err)
	}
	return errs.Because(errs.Invalid, err, "desk.upload-cut")
}

func (in *reader) tooLarge(err error) error {
	return errs.Because(errs.TooLarge, err, "desk.upload-large", "limit", strconv.FormatInt(in.largest, 10))
}

// A watched reader remembers that reading failed: io.Copy does not tell it from
// a failure to write.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // readers give io.EOF itself
		w.err = err
	}
	return n, err
}

// full gives a failed write its kind.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return errs.Because(errs.Full, err, "blob.full")
	}
	return err
}
