#!/usr/bin/env bash
# gofmt, go vet, and golangci-lint where it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
unformatted=$(gofmt -l $(git ls-files '*.go'))
[ -z "$unformatted" ] || { echo "belum gofmt: $unformatted"; exit 1; }
go vet ./...
if command -v golangci-lint >/dev/null; then
	golangci-lint run ./...
else
	echo "golangci-lint tidak terpasang; hanya gofmt dan go vet yang dijalankan."
fi
