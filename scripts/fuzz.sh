#!/usr/bin/env bash
# Runs every fuzz target of the project for a while, one after another. Inputs
# that open new ground are hardly made smaller: a ZIP file would take all the time.
set -euo pipefail
cd "$(dirname "$0")/.."
each=${1:-60s}
grep -rl --include='*_test.go' '^func Fuzz' internal | while read -r file; do
	dir=./$(dirname "$file")
	sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file" | while read -r target; do
		printf '== %s %s\n' "$dir" "$target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$each" -fuzzminimizetime 10x "$dir" </dev/null
	done
done
