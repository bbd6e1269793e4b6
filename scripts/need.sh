#!/usr/bin/env bash
# Says what is missing for a purpose (build, test, bench), in one line that can
# be pasted, and installs it where it may: on Debian, as root.
set -euo pipefail
purpose=${1:-build}
packages=()

say() { printf '%s\n' "$*" >&2; }

version_at_least() { # have want
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

if ! command -v go >/dev/null; then
	say "Go tidak ada. Pasang Go 1.26 atau lebih baru, lalu ulangi."
	exit 1
fi
have=$(go env GOVERSION | sed 's/^go//; s/ .*//')
if ! version_at_least "$have" 1.26; then
	say "Go $have terlalu lama. Pasang Go 1.26 atau lebih baru, lalu ulangi."
	exit 1
fi

command -v g++ >/dev/null || packages+=(g++)
if [ "$purpose" = test ] || [ "$purpose" = bench ]; then
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || packages+=(postgresql)
fi
if [ "$purpose" = test ]; then
	[ -x /usr/bin/chromium ] || packages+=(chromium)
	command -v node >/dev/null || packages+=(nodejs npm)
fi
if [ "$purpose" = bench ]; then
	[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || packages+=(nginx-light)
	command -v wrk >/dev/null || packages+=(wrk)
fi
[ ${#packages[@]} -eq 0 ] && exit 0

line="apt-get update && apt-get install -y ${packages[*]}"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ "$purpose" != build ]; then
	say "Memasang: ${packages[*]} …"
	log=$(mktemp)
	if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
		rm -f "$log"
		exit 0
	fi
	tail -n 20 "$log" >&2
	rm -f "$log"
fi
say "Yang belum ada: ${packages[*]}. Jalankan: sudo sh -c '$line'"
exit 1
