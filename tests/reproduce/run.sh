#!/bin/sh
# SPDX-License-Identifier: MIT
# Build a release twice, with all that may differ between two machines: the
# directory, HOME, the locale, the time zone, the umask, -j, the compiler and
# the clock.  Make the artifacts again in each of LOCALES, with the tools of
# one build and the other.  Compare every byte of them, and the tarballs.
#
# usage: run.sh DIRECTORY FILE...
#
# The files, relative to the current directory, are what is released.

set -eu
dir=$1
shift
# Letters without a twin in the other case, other digits, other orders, other
# signs for decimals, more bytes for a letter.
LOCALES='C C.UTF-8 tr_TR.UTF-8 de_DE.ISO-8859-1 et_EE.UTF-8 fa_IR.UTF-8
  ja_JP.EUC-JP zh_CN.GB18030'
ZONES='UTC0 LINT-14 NST3:30NDT'

have() {
	command -v "$1" >/dev/null && return
	echo "reproduce: no $1, so that is not varied"
	return 1
}

# Put a locale where LOCPATH finds it; those named C are in every C library.
make_locale() {
	case $1 in
	C*) ;;
	*) localedef -c -i "${1%.*}" -f "${1#*.}" "$dir/locale/$1" ||
		echo "reproduce: no locale $1, so it is not tried" ;;
	esac
}

# Build in a directory: with these variables of the environment and of make.
build() {
	tree=$1
	shift
	mkdir -p "$tree"
	tar --no-same-permissions -xf "$dir/release.tar" -C "$tree"
	(cd "$tree" && env "$@" all dist >"$dir/log" 2>&1) || {
		tail -n 5 "$dir/log" >&2
		echo "reproduce: cannot build, see $dir/log" >&2
		exit 70
	}
}

# Count the files of two directories, and those that are not in both the same.
compare() {
	for file in $( (cd "$1" && ls && cd "$2" && ls) | sort -u); do
		files=$((files + 1))
		cmp -s "$1/$file" "$2/$file" && continue
		echo "reproduce: $file differs: $3" >&2
		bad=$((bad + 1))
	done
}

files=0 bad=0
unset MAKEFLAGS MFLAGS MAKELEVEL B DIST CFLAGS LDFLAGS WERROR LC_ALL
rm -rf "$dir"
mkdir -p "$dir/locale"
tar -cf "$dir/release.tar" "$@"
dir=$(cd "$dir" && pwd)
first=$dir/a
second="$dir/b/another place"

umask 022
build "$first" LANG=C TZ=UTC0 make -j1 CC=gcc
other=gcc
! have clang || other=clang
clock=
! have faketime || clock='faketime +400days'
umask 077
# shellcheck disable=SC2086 # no command, or its name and argument
build "$second" LANG=tr_TR.UTF-8 LANGUAGE=tr TZ=LINT-14 HOME=/nonexistent \
    USER=another $clock make -j8 CC=$other
umask 022
compare "$first/dist" "$second/dist" 'the build'
for tree in "$first" "$second"; do
	mkdir "$tree/release"
	mv "$tree"/portreg-*.tar.gz "$tree/release"
done
compare "$first/release" "$second/release" 'the build'

# A locale for each run, and the next zone.
tree=$first
for locale in $LOCALES; do
	make_locale "$locale"
	zone=${ZONES%% *}
	ZONES="${ZONES#* } $zone"
	(cd "$tree" && LOCPATH=$dir/locale TZ=$zone make -s artifacts \
	    LC_ALL="$locale" DIST=again)
	compare "$first/dist" "$tree/again" "$locale, $zone"
	rm -rf "$tree/again"
	[ "$tree" = "$first" ] && tree=$second || tree=$first
done
echo "reproduce: $((files - bad)) of $files files are the same"
[ "$bad" -eq 0 ]
