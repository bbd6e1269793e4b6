package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/lewu-id/lewu/internal/backup"
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
	return a.tellBackup("Cadangan selesai", report)
}

// restore brings a backup back to an empty place, and proves it on demand.
func restore(ctx context.Context, a *call) (err error) {
	verify := a.flags.Bool("verify", false, "buktikan setiap sidik, baris, dan jejak audit sesudahnya")
	which := a.flags.String("pilih", "", "nomor cadangan (bawaan: yang terbaru)")
	partial := a.flags.Bool("sebagian", false, "pulihkan yang ada meski sebagian berkas cadangan rusak")
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
	report, err := backup.Restore(ctx, backup.RestoreOptions{
		From: rest[0], Which: *which, DB: h.DB, Migrations: h.Migrations(), Blobs: h.Blobs,
		Verify: *verify, Partial: *partial, Temp: h.Scratch(), Progress: progress.show,
	})
	progress.clear()
	if err != nil {
		return err
	}
	return a.tellBackup("Pemulihan selesai", report)
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
