#!/usr/bin/env bash
# All that must pass before landing, cheapest first. CI=true turns every "not
# here" (PostgreSQL, an S3 server, Chromium) from a skip into a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%ds)\n' "$1" "$SECONDS"; }

step "alat"
if ! scripts/need.sh test; then
	[ "${CI:-}" = true ] && exit 1
	echo "Uji yang memerlukannya akan dilewati."
	scripts/need.sh build
fi

step "gofmt, go vet"
unformatted=$(gofmt -l $(git ls-files '*.go'))
[ -z "$unformatted" ] || { echo "belum gofmt: $unformatted"; exit 1; }
go vet ./...

step "lewu"
make --no-print-directory build

step "go test"
go test -timeout 11m ./...

step "go test -race (paket tanpa DuckDB)"
go test -race -timeout 5m ./internal/cache ./internal/announce ./internal/artefact ./internal/i18n ./internal/catalog

step "selesai"
