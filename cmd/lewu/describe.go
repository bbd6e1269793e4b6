package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// A description (keterangan) is what a TOML file says of a dataset. What it
// does not say stays as it is.
type description struct {
	file string

	Title     *string `toml:"judul"`
	TitleEN   *string `toml:"judul_en"`
	Summary   *string `toml:"ringkasan"`
	Agency    *string `toml:"instansi"`
	Topic     *string `toml:"topik"`
	Source    *string `toml:"sumber"`
	Licence   *string `toml:"lisensi"`
	Contact   *string `toml:"kontak"`
	OpenFiles *bool   `toml:"berkas_terbuka"`

	Frequency *catalog.Frequency `toml:"frekuensi"`
	Due       *isoDay            `toml:"jadwal"`
	Statistic *catalog.Statistic `toml:"statistik"`
	Access    *catalog.Access    `toml:"klasifikasi"`
	Keywords  *[]string          `toml:"kata_kunci"`
	Method    *string            `toml:"metode"`
	Notes     *string            `toml:"catatan"`

	// How its versions are made: only of a new dataset.
	Slug   *string       `toml:"alamat"`
	Key    *[]string     `toml:"kunci"`
	Period *string       `toml:"periode"`
	Mode   *catalog.Mode `toml:"cara"`
	Contoh *bool         `toml:"contoh"`

	Columns map[string]meaning `toml:"kolom"`
}

// A meaning is one table [kolom.produksi] of a description.
type meaning struct {
	Label          string            `toml:"label"`
	LabelEN        string            `toml:"label_en"`
	Unit           string            `toml:"satuan"`
	Concept        string            `toml:"konsep"`
	Definition     string            `toml:"definisi"`
	Classification string            `toml:"klasifikasi"`
	Measure        string            `toml:"ukuran"`
	Aggregate      catalog.Aggregate `toml:"agregat"`
}

// An isoDay is a day as text or as a TOML date: "2026-12-10" or 2026-12-10.
type isoDay string

// UnmarshalTOML takes either; what is no day is refused where it is used.
func (d *isoDay) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*d = isoDay(v)
	case time.Time:
		*d = isoDay(v.Format(time.DateOnly))
	default:
		return fmt.Errorf("%T is not a day", v)
	}
	return nil
}

// readDescription reads a file strictly: a key that nobody knows is refused
// with the known ones, for a mistyped "frekuensi" would else be lost in silence.
func readDescription(path string) (d description, err error) {
	d.file = filepath.Base(path)
	if path == "" {
		return d, nil
	}
	unknown, err := config.Strict(path, &d)
	switch line := config.LineOf(err); {
	case err != nil && line != "?":
		return d, errs.Because(errs.Invalid, err, "cli.description-bad", "file", d.file, "line", line)
	case err != nil:
		return d, errs.Because(errs.Invalid, err, "cli.description-unread", "file", d.file)
	case len(unknown) > 0:
		known, last := descriptionKeys(), unknown[0]
		if i := strings.LastIndexByte(last, '.'); i >= 0 {
			known, last = meaningKeys(), last[i+1:]
		}
		if near := text.Near(last, known, 1); len(near) > 0 {
			known = near
		}
		return d, errs.Say(errs.Invalid, "cli.description-key", "file", d.file, "key", unknown[0], "known", strings.Join(known, ", "))
	}
	return d, nil
}

func descriptionKeys() []string {
	return []string{
		"judul", "judul_en", "ringkasan", "instansi", "topik", "sumber", "lisensi", "kontak", "berkas_terbuka", "frekuensi", "jadwal",
		"statistik", "klasifikasi", "kata_kunci", "metode", "catatan", "alamat", "kunci", "periode", "cara", "contoh", "kolom",
	}
}

func meaningKeys() []string {
	return []string{"label", "label_en", "satuan", "konsep", "definisi", "klasifikasi", "ukuran", "agregat"}
}

// set puts a value that was said in the place of another.
func set[T any](place, said *T) {
	if said != nil {
		*place = *said
	}
}

// apply changes what may be changed at any time.
func (d description) apply(to *catalog.Dataset) {
	set(&to.Title, d.Title)
	set(&to.TitleEN, d.TitleEN)
	set(&to.Summary, d.Summary)
	set(&to.Agency, d.Agency)
	set(&to.Topic, d.Topic)
	set(&to.Source, d.Source)
	set(&to.Licence, d.Licence)
	set(&to.Contact, d.Contact)
	set(&to.OpenFiles, d.OpenFiles)
	set(&to.Frequency, d.Frequency)
	set(&to.Due, (*string)(d.Due))
	set(&to.Statistic, d.Statistic)
	set(&to.Access, d.Access)
	set(&to.Keywords, d.Keywords)
	set(&to.Method, d.Method)
	set(&to.Notes, d.Notes)
	if len(d.Columns) > 0 {
		to.Meanings = maps.Clone(to.Meanings)
		if to.Meanings == nil {
			to.Meanings = map[string]catalog.Meaning{}
		}
	}
	for name, m := range d.Columns {
		to.Meanings[name] = catalog.Meaning(m)
	}
}

// found makes a new dataset: also how its versions will be made.
func (d description) found(to *catalog.Dataset) {
	d.apply(to)
	set(&to.Slug, d.Slug)
	set(&to.Key, d.Key)
	set(&to.Period, d.Period)
	set(&to.Mode, d.Mode)
	set(&to.Contoh, d.Contoh)
}

// fits refuses a file that would change how the versions of a dataset that is
// there are made.
func (d description) fits(have catalog.Dataset) error {
	want := have
	d.found(&want)
	for _, part := range []struct {
		key  string
		same bool
	}{
		{"alamat", want.Slug == have.Slug}, {"kunci", slices.Equal(want.Key, have.Key)}, {"periode", want.Period == have.Period},
		{"cara", want.Mode == have.Mode}, {"contoh", want.Contoh == have.Contoh},
	} {
		if !part.same {
			return errs.Say(errs.Invalid, "cli.description-fixed", "file", d.file, "key", part.key, "dataset", have.Slug)
		}
	}
	return nil
}

// describe changes what is said of a dataset that is there. columns are those
// of files that were just sent.
func (a *call) describe(ctx context.Context, h *app.House, slug string, d description, columns []lewu.Column) error {
	done, err := h.Road.Describe(ctx, operator(), slug, columns, d.apply)
	if err != nil {
		return err
	}
	if a.json {
		return a.report(map[string]string{"described": slug, "at": clock.Day(done.UpdatedAt)})
	}
	_, err = fmt.Fprintf(a.out, "%s: keterangan kumpulan data %s diperbarui\n", d.file, slug)
	return err
}
