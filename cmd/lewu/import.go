package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/ref"
)

// pairs are repeated --flag name=value.
type pairs map[string]string

func (p pairs) String() string { return fmt.Sprint(map[string]string(p)) }

func (p pairs) Set(s string) error {
	name, value, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return fmt.Errorf("tulis nama=nilai")
	}
	p[name] = value
	return nil
}

// texts are a repeated flag.
type texts []string

func (t *texts) String() string     { return strings.Join(*t, " ") }
func (t *texts) Set(s string) error { *t = append(*t, s); return nil }

// importFlags are what people say of the files they send.
type importFlags struct {
	dataset, title, agency, topic     string
	summary, source, licence, contact string
	key, period, mode, note, reason   string
	publish, contoh, open             bool
	answers                           pairs
	deletions, letters                texts
	letterNumber, letterDate          string
	about                             string // file of a description
	described                         description
}

func (f *importFlags) declare(a *call) {
	f.answers = pairs{}
	for _, s := range []struct {
		into        *string
		name, usage string
	}{
		{&f.dataset, "dataset", "alamat kumpulan data yang sudah ada"},
		{&f.title, "title", "judul kumpulan data baru"},
		{&f.agency, "agency", "instansi produsen data"},
		{&f.topic, "topic", "topik"},
		{&f.summary, "ringkasan", "satu kalimat: apa isinya dan bagaimana dibuat"},
		{&f.source, "sumber", "sumber angka, bila bukan instansi itu sendiri"},
		{&f.licence, "lisensi", "lisensi (bawaan CC BY 4.0)"},
		{&f.contact, "kontak", "kontak untuk pertanyaan"},
		{&f.key, "kunci", "kolom kunci, dipisah koma"},
		{&f.period, "periode", "kolom periode, untuk ganti-periode"},
		{&f.mode, "cara", "ganti, ganti-periode, atau gabung"},
		{&f.note, "catatan", "alasan terbit, dibaca publik"},
		{&f.reason, "alasan", "mengapa terbit tanpa mata kedua"},
		{&f.about, "keterangan", "berkas TOML berisi keterangan kumpulan data dan kolomnya"},
		{&f.letterNumber, "nomor", "nomor surat pengantar"},
		{&f.letterDate, "tanggal-surat", "tanggal surat pengantar, mis. 2025-10-31"},
	} {
		a.flags.StringVar(s.into, s.name, "", s.usage)
	}
	a.flags.BoolVar(&f.publish, "publish", false, "langsung terbitkan (tanpa mata kedua)")
	a.flags.BoolVar(&f.contoh, "contoh", false, "angkanya rekaan")
	a.flags.BoolVar(&f.open, "berkas-terbuka", false, "berkas asli boleh diunduh publik")
	a.flags.Var(f.answers, "jawab", "jawaban atas pertanyaan, nama=nilai (boleh diulang)")
	a.flags.Var(&f.deletions, "hapus", "gabung: kunci baris yang dihapus, nilai dipisah | (boleh diulang)")
	a.flags.Var(&f.letters, "lampiran", "surat pengantar PDF (boleh diulang)")
}

// importFiles sends each file down the road and tells where it came to rest.
// A description of a dataset that is there is written once they all came through;
// it may also come alone.
func importFiles(ctx context.Context, a *call) (err error) {
	var f importFlags
	f.declare(a)
	files, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if f.described, err = readDescription(f.about); err != nil {
		return err
	}
	if f.dataset == "" {
		set(&f.title, orNil(f.title, f.described.Title))
	}
	if len(files) == 0 && (f.dataset == "" || f.about == "") {
		return errs.Say(errs.Invalid, "cli.no-file")
	}
	if (f.dataset == "") == (f.title == "") {
		return errs.Say(errs.Invalid, "cli.dataset-or-title")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	return a.sendAll(ctx, h, f, files)
}

// orNil is what a file says, unless a flag said it already.
func orNil(flag string, said *string) *string {
	if flag != "" {
		return nil
	}
	return said
}

// sendAll sends the files of an import, and then its description. An agency that
// nobody had registered before is named.
func (a *call) sendAll(ctx context.Context, h *app.House, f importFlags, files []string) (err error) {
	before, err := h.Ref.Agencies(ctx, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.tellOwner(ctx, h, f.dataset, before)) }()

	existing := f.dataset != ""
	if existing && f.about != "" {
		have, err := h.Catalog.Dataset(ctx, f.dataset)
		if err == nil {
			err = f.described.fits(have)
		}
		if err != nil {
			return err
		}
	}
	var columns []lewu.Column
	if len(files) > 0 {
		if columns, err = a.sendFiles(ctx, h, &f, files); err != nil {
			return err
		}
	}
	if !existing || f.about == "" {
		return nil
	}
	return a.describe(ctx, h, f.dataset, f.described, columns)
}

// tellOwner says which agency a dataset was given, where it was registered for it.
func (a *call) tellOwner(ctx context.Context, h *app.House, slug string, before []ref.Agency) error {
	set, err := h.Catalog.Dataset(ctx, slug)
	if errs.Is(err, errs.NotFound) {
		return nil // no file came so far
	}
	if err != nil || set.AgencyID == "" || slices.ContainsFunc(before, func(a ref.Agency) bool { return a.ID == set.AgencyID }) {
		return err
	}
	if a.json {
		return a.report(map[string]string{"registered": set.Agency, "page": "/opd/" + set.AgencyAddress()})
	}
	_, err = fmt.Fprintf(a.out, "  instansi baru dicatat: %s, di /opd/%s; lengkapi kode dan dasar hukumnya\n", set.Agency, set.AgencyAddress())
	return err
}

// sendFiles sends the files one by one, and gives the columns that were read.
func (a *call) sendFiles(ctx context.Context, h *app.House, f *importFlags, files []string) (columns []lewu.Column, err error) {
	solo, err := soloReason(ctx, h, f.publish, f.reason)
	if err != nil {
		return nil, err
	}
	stop, err := h.Work(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stop()) }()

	worst := codeOK
	for i, name := range files {
		b, err := h.Road.Receive(ctx, operator(), f.order(name, solo, i == 0))
		if err != nil {
			return nil, err
		}
		if b, err = a.follow(ctx, h, b, name, &worst); err != nil {
			return nil, err
		}
		if b.Reading != nil {
			columns = append(columns, b.Reading.Columns...)
		}
		if f.title != "" {
			set, err := h.Catalog.DatasetByID(ctx, b.Dataset)
			if err != nil {
				return nil, err
			}
			f.dataset = set.Slug
		}
	}
	if worst != codeOK {
		return nil, errCode(worst)
	}
	return columns, nil
}

// soloReason is why a batch may go out without a second pair of eyes: on a
// demo store that needs no words, elsewhere the operator's own.
func soloReason(ctx context.Context, h *app.House, publish bool, reason string) (string, error) {
	if !publish || reason != "" {
		return map[bool]string{true: reason}[publish], nil
	}
	demo, err := h.Catalog.Setting(ctx, catalog.SettingDemo)
	if err != nil {
		return "", err
	}
	if demo == "" {
		return "", errs.Say(errs.Invalid, "cli.solo")
	}
	return "toko data peragaan", nil
}

// order is one file with what was said of it. The first file of a new dataset
// makes it; those behind it go into it.
func (f *importFlags) order(name, solo string, first bool) intake.Order {
	o := intake.Order{
		Slug: f.dataset, Mode: catalog.Mode(f.mode), Note: f.note, Answers: f.answers, Solo: solo, Data: parcel(name),
	}
	for _, key := range f.deletions {
		o.Deletions = append(o.Deletions, strings.Split(key, "|"))
	}
	for _, letter := range f.letters {
		p := parcel(letter)
		p.DocNumber, p.DocDate = f.letterNumber, f.letterDate
		o.Letters = append(o.Letters, p)
	}
	if f.title != "" && first {
		o.New = f.newDataset()
	}
	return o
}

// newDataset is what the description says of a new dataset, and over it what
// the flags say.
func (f *importFlags) newDataset() *catalog.Dataset {
	d := &catalog.Dataset{}
	f.described.found(d)
	for _, part := range []struct {
		into *string
		said string
	}{
		{&d.Title, f.title}, {&d.Agency, f.agency}, {&d.Topic, f.topic}, {&d.Summary, f.summary}, {&d.Source, f.source},
		{&d.Licence, f.licence}, {&d.Contact, f.contact}, {&d.Period, f.period}, {(*string)(&d.Mode), f.mode},
	} {
		if part.said != "" {
			*part.into = part.said
		}
	}
	if f.key != "" {
		d.Key = list(f.key)
	}
	d.Contoh, d.OpenFiles = d.Contoh || f.contoh, d.OpenFiles || f.open
	return d
}

func parcel(path string) intake.Parcel {
	return intake.Parcel{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

func list(s string) (out []string) {
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// An outcome is what import and publish report of one batch.
type outcome struct {
	File     string        `json:"file,omitempty"`
	Batch    string        `json:"batch"`
	Dataset  string        `json:"dataset"`
	Version  int           `json:"version"`
	Rows     int64         `json:"rows"`
	Columns  int           `json:"columns"`
	State    catalog.State `json:"state"`
	Added    int64         `json:"added"`
	Changed  int64         `json:"changed"`
	Removed  int64         `json:"removed"`
	Isi      string        `json:"isi,omitempty"`
	Failure  string        `json:"failure,omitempty"`
	Findings []finding     `json:"findings"`
}

// follow waits until a batch rests, reports it, and raises the exit code.
func (a *call) follow(ctx context.Context, h *app.House, b catalog.Batch, file string, worst *int) (catalog.Batch, error) {
	if a.json { // written down before anything else: from here on the delivery is safe
		if err := a.report(map[string]string{"received": b.ID, "file": file}); err != nil {
			return b, err
		}
	}
	progress := a.newBar(filepath.Base(file))
	b, err := h.Road.Wait(ctx, b.ID, func(b catalog.Batch) { progress.show(b.Done, b.Total, string(b.State)) })
	progress.clear()
	if err != nil {
		return b, err
	}
	o, err := a.outcome(ctx, h, b, file)
	if err != nil {
		return b, err
	}
	switch b.State {
	case catalog.Failed:
		*worst = max(*worst, codeRefused)
	case catalog.Asking:
		*worst = max(*worst, codeAsks)
	}
	if a.json {
		return b, a.report(o)
	}
	return b, a.tell(o)
}

func (a *call) outcome(ctx context.Context, h *app.House, b catalog.Batch, file string) (o outcome, err error) {
	set, err := h.Catalog.DatasetByID(ctx, b.Dataset)
	if err != nil {
		return o, err
	}
	findings, err := h.Catalog.Findings(ctx, b.ID)
	if err != nil {
		return o, err
	}
	o = outcome{File: file, Batch: b.ID, Dataset: set.Slug, Version: b.Version, State: b.State, Findings: a.findings(findings)}
	if b.Reading != nil {
		o.Rows, o.Columns = b.Reading.Count, len(b.Reading.Columns)
	}
	if p := b.Prepared; p != nil {
		o.Added, o.Changed, o.Removed, o.Isi = p.Added, p.Changed, p.Removed, p.Isi
	}
	if b.Failure.Key != "" {
		o.Failure = a.say(b.Failure)
	}
	return o, nil
}

// tell writes an outcome for people.
func (a *call) tell(o outcome) error {
	fmt.Fprintf(a.out, "%s: %s\n  kumpulan data %s, %d baris × %d kolom, kiriman %s\n", filepath.Base(o.File), o.State, o.Dataset, o.Rows, o.Columns, o.Batch)
	if o.State == catalog.Published {
		fmt.Fprintf(a.out, "  versi %d: +%d ~%d −%d\n", o.Version, o.Added, o.Changed, o.Removed)
	}
	for _, f := range o.Findings {
		fmt.Fprintf(a.out, "  %s: %s\n", f.Severity, f.Text)
		if f.Remedy != "" {
			fmt.Fprintf(a.out, "    %s\n", f.Remedy)
		}
	}
	return nil
}
