// Command lewu is the whole house in one program: it serves the public site,
// takes files down the one road of all data, and looks after its stores.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// build is set by the linker: the version people see.
var build = "dev"

// A command is one verb of the command line.
type command struct {
	name     string
	synopsis string
	summary  string // one line, Indonesian
	run      func(ctx context.Context, c *call) error
}

// commands lists the verbs in the order people meet them.
func commands() []command {
	return []command{
		{"serve", "[--listen ADDR]", "melayani situs", serve},
		{"demo", "[--tanggal D] [--if-empty]", "mengisi toko data kosong dengan peragaan", demo},
		{"import", "[--dataset SLUG | --title T --agency A --topic T] [--cara C] [--keterangan TOML] [--publish] FILE…", "mengirim berkas lewat jalan data", importFiles},
		{"publish", "BATCH --alasan R", "menerbitkan kiriman tanpa mata kedua", publish},
		{"migrate", "", "memutakhirkan tabel basis data", migrate},
		{"backup", "DIR|s3://…", "membuat cadangan", makeBackup},
		{"restore", "DIR|s3://… [--verify | --coba]", "memulihkan cadangan ke tempat kosong", restore},
		{"doctor", "[--deep]", "memeriksa toko data", doctor},
		{"audit", "verify [--kepala BERKAS] | head | export [--from D] [--to D]", "memeriksa jejak audit", trail},
		{"user", "list | add | invite | close | reopen | role | reset | import BERKAS [--terapkan] | template | code", "mengurus orang dan haknya", users},
		{"agency", "list | add | period | merge | split | end | import BERKAS [--terapkan]", "mengurus instansi", agencies},
		{"redact", "SHA --alasan R", "menghapus isi berkas menurut UU PDP", redact},
		{"check", "URL", "menguji situs yang sedang berjalan", check},
		{"version", "", "menyebut versi program", version},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run finds the verb and answers the exit code.
func run(ctx context.Context, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		usage(os.Stdout)
		return codeOK
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return execute(ctx, c, args[1:])
		}
	}
	fmt.Fprintf(os.Stderr, "lewu: perintah %q tidak ada. Lihat lewu --help.\n", args[0])
	return codeUsage
}
