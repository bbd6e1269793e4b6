package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// makeBackup takes a snapshot of the database, then the files it names.
func makeBackup(ctx context.Context, a *call) (err error) {
	deep := a.flags.Bool("deep", false, "baca ulang semua berkas cadangan yang sudah ada")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-place")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()

	progress := a.newBar("cadangan")
	report, err := backup.Make(ctx, backup.Options{
		DB: h.DB, Blobs: h.Blobs, Names: h.Catalog.BlobNames, To: rest[0], Deep: *deep,
		Clock: h.Clock, Build: build, Temp: h.Scratch(), Progress: progress.show,
	})
	progress.clear()
	if err != nil {
		return err
	}
	a.note(ctx, h, audit.ActBackup, proofOf(report))
	return a.tellBackup("Cadangan selesai", report)
}

// restore brings a backup back to an empty place, and proves it on demand.
func restore(ctx context.Context, a *call) (err error) {
	verify := a.flags.Bool("verify", false, "buktikan setiap sidik, baris, dan jejak audit sesudahnya")
	which := a.flags.String("pilih", "", "nomor cadangan (bawaan: yang terbaru)")
	partial := a.flags.Bool("sebagian", false, "pulihkan yang ada meski sebagian berkas cadangan rusak")
	trial := a.flags.Bool("coba", false, "pulihkan ke tempat sementara, buktikan, lalu hapus; hasilnya dicatat di toko data ini")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-place")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()

	progress := a.newBar("pemulihan")
	o := backup.RestoreOptions{
		From: rest[0], Which: *which, DB: h.DB, Migrations: h.Migrations(), Blobs: h.Blobs,
		Verify: *verify, Partial: *partial, Temp: h.Scratch(), Progress: progress.show,
	}
	if *trial {
		return a.tryRestore(ctx, h, o, progress)
	}
	report, err := backup.Restore(ctx, o)
	progress.clear()
	if err != nil {
		return err
	}
	if report.Verified {
		err = audit.LeaveProof(h.Config.Data, proofOf(report))
	}
	return errors.Join(a.tellBackup("Pemulihan selesai", report), err)
}

// tryRestore restores a backup beside the house, proves it and throws it away:
// the house then knows that its backup can be brought back.
func (a *call) tryRestore(ctx context.Context, h *app.House, o backup.RestoreOptions, progress *bar) (err error) {
	folder, err := os.MkdirTemp(h.Scratch(), "coba-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if o.DB, err = db.Open(ctx, "sqlite:"+filepath.Join(folder, "lewu.db")); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.DB.Close()) }()
	if o.Blobs, err = blob.Open(ctx, filepath.Join(folder, "berkas")); err != nil {
		return err
	}
	o.Verify, o.Partial = true, false
	report, err := backup.Restore(ctx, o)
	progress.clear()
	if err != nil {
		return err
	}
	a.note(ctx, h, audit.ActRestore, proofOf(report))
	return a.tellBackup("Percobaan pemulihan berhasil", report)
}

// note writes into the trail what was proved. Where that fails (the disk is
// full), what was done still counts: it is said, and the exit code stays.
func (a *call) note(ctx context.Context, h *app.House, action string, p audit.Proof) {
	if err := audit.NoteProof(auth.With(ctx, operator()), h.DB, action, p, h.Clock()); err != nil {
		fmt.Fprintln(a.err, "lewu: hasilnya tidak tercatat di jejak audit: "+a.sentence(err))
	}
}

func proofOf(r backup.Report) audit.Proof {
	return audit.Proof{Backup: r.ID, MadeAt: r.At, Blobs: r.Blobs, Rows: r.Rows}
}

func (a *call) tellBackup(what string, r backup.Report) error {
	if a.json {
		return a.report(r)
	}
	fmt.Fprintf(a.out, "%s: %s dari %s\n  %d berkas (%d byte), %d disalin; %d tabel, %d baris; %.1f detik\n",
		what, r.ID, r.Place, r.Blobs, r.Bytes, r.Copied, r.Tables, r.Rows, r.Seconds)
	fmt.Fprintf(a.out, "  kepala jejak audit %d: %s\n", r.AuditN, r.AuditHead)
	for _, sha := range r.Damaged {
		fmt.Fprintf(a.out, "  rusak: %s\n", sha)
	}
	if r.Verified {
		fmt.Fprintln(a.out, "  Setiap sidik, baris, dan jejak audit cocok.")
	}
	return nil
}
