package registry

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// Bounds of the two files of the settings.
const (
	maxLogo   = ref.MaxLogo + 64<<10
	maxDecree = 12 << 20
)

func logoForm(b web.Base, s ref.Settings) *blank {
	f := newBlank(b, "lambang", "registry.set-logo", "/kerja/pengaturan/lambang", "registry.set-logo-go")
	f.Lede, f.Files, f.Tone, f.Seen = lewu.Msg("registry.set-logo-lede"), true, "quiet", fingerprint(s.Logo)
	f.add("berkas", "file", "registry.set-logo-file", "", func(f *web.Field) { f.Accept = ".png,.jpg,.jpeg,.webp" })
	if s.Logo != "" {
		f.add("hapus", "check", "registry.set-file-drop", "1")
	}
	return f
}

func decreeForm(b web.Base, s ref.Settings) *blank {
	f := newBlank(b, "berkas", "registry.set-decree-file", "/kerja/pengaturan/berkas", "registry.set-decree-go")
	f.Lede, f.Files, f.Tone, f.Seen = lewu.Msg("registry.set-decree-lede"), true, "quiet", fingerprint(s.DecreeFile)
	f.add("berkas", "file", "registry.set-decree-pdf", "", func(f *web.Field) { f.Accept = ".pdf,application/pdf" })
	if s.DecreeFile != "" {
		f.add("hapus", "check", "registry.set-file-drop", "1")
	}
	return f
}

// received is the file of a form and what stood beside it. Only fields that were
// asked for are looked at.
func received(r *http.Request, most int64) (body []byte, name string, err error) {
	const inMemory = 1 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, "", err
		}
		return nil, "", errs.Because(errs.Invalid, err, "registry.unread")
	}
	defer r.MultipartForm.RemoveAll()
	file, head, err := r.FormFile("berkas")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	body, err = io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(body)) > most {
		err = errs.Say(errs.TooLarge, "registry.file-large", "limit", strconv.FormatInt(most, 10))
	}
	return body, head.Filename, err
}

// takeLogo serves POST /kerja/pengaturan/lambang.
func (m *module) takeLogo(w http.ResponseWriter, r *http.Request) error {
	return m.takeFile(w, r, "lambang", ref.MaxLogo, ref.Logo, func(s *ref.Settings) *string { return &s.Logo })
}

// takeDecree serves POST /kerja/pengaturan/berkas.
func (m *module) takeDecree(w http.ResponseWriter, r *http.Request) error {
	return m.takeFile(w, r, "berkas", maxDecree, func(body []byte) ([]byte, error) {
		tail := body[max(0, len(body)-2048):]
		if !bytes.HasPrefix(body, []byte("%PDF-")) || !bytes.Contains(tail, []byte("%%EOF")) {
			return nil, invalid("registry.decree-bad")
		}
		return body, nil
	}, func(s *ref.Settings) *string { return &s.DecreeFile })
}

// takeFile keeps a file and names it in the settings, or takes its name away.
func (m *module) takeFile(w http.ResponseWriter, r *http.Request, form string, most int64, clean func([]byte) ([]byte, error), at func(*ref.Settings) *string) error {
	body, _, err := received(r, most)
	sha := ""
	drop := r.PostForm.Get("hapus") == "1"
	switch {
	case err != nil:
	case len(body) > 0:
		if body, err = clean(body); err == nil {
			sha, err = m.keep(r.Context(), body)
		}
	case !drop:
		err = invalid("registry.file-missing")
	}
	if err == nil {
		err = m.nameFile(r, sha, at)
	}
	if err != nil {
		return m.againSettings(w, r, form, err)
	}
	return done(w, r, "/kerja/pengaturan", "disimpan")
}

func (m *module) keep(ctx context.Context, body []byte) (sha string, err error) {
	info, err := m.Blobs.Put(ctx, bytes.NewReader(body))
	return info.SHA256, err
}

func (m *module) nameFile(r *http.Request, sha string, at func(*ref.Settings) *string) error {
	ctx := r.Context()
	defer m.Ref.Forget()
	return m.DB.Write(ctx, func(tx *sql.Tx) error {
		m.Ref.Forget()
		s, err := m.Ref.Settings(ctx)
		if err != nil || *at(&s) == sha {
			return err
		}
		if err := stale(r, fingerprint(*at(&s))); err != nil {
			return err
		}
		*at(&s) = sha
		return m.Ref.SaveSettings(ctx, tx, s)
	})
}

// sendLogo serves GET /kerja/pengaturan/lambang.png.
func (m *module) sendLogo(w http.ResponseWriter, r *http.Request) error {
	return m.sendFile(w, r, "image/png", func(s ref.Settings) string { return s.Logo })
}

// sendDecree serves GET /kerja/pengaturan/dasar-hukum.pdf.
func (m *module) sendDecree(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Disposition", `attachment; filename="dasar-hukum.pdf"`)
	return m.sendFile(w, r, "application/pdf", func(s ref.Settings) string { return s.DecreeFile })
}

func (m *module) sendFile(w http.ResponseWriter, r *http.Request, kind string, at func(ref.Settings) string) error {
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	if at(s) == "" {
		return errs.Say(errs.NotFound, "registry.no-file")
	}
	file, err := m.Blobs.Open(r.Context(), at(s))
	if err != nil {
		return err
	}
	defer file.Close()
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	_, err = io.Copy(w, file)
	return err
}
