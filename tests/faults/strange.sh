#!/bin/sh
# SPDX-License-Identifier: MIT
# Make certificates beside those of certificates.sh in DIR that are strange,
# each with its key if that is not key.pem.
set -eu

cd "$1"

# sign NAME KEY CA CA-KEY EXTENSION [OPTION]...
sign() {
	name=$1 key=$2 ca=$3 ca_key=$4 extension=$5
	shift 5
	openssl req -new -key "$key" -subj "/CN=${CN:-portreg-test}" -out request.pem
	echo "$extension" >extensions
	openssl x509 -req -in request.pem -CA "$ca" -CAkey "$ca_key" \
		-set_serial "0x$(openssl rand -hex 8)" -days 2 \
		-extfile extensions -out "$name.pem" "$@" 2>signed || {
		cat signed >&2
		exit 1
	}
}

san=subjectAltName=DNS:localhost
sign wildcard key.pem ca.pem key.pem 'subjectAltName=DNS:*'
CN=localhost sign common-name key.pem ca.pem key.pem keyUsage=digitalSignature

openssl ecparam -name prime256v1 -genkey -noout -out between-key.pem
CN=between sign between between-key.pem ca.pem key.pem \
	basicConstraints=critical,CA:TRUE
sign alone key.pem between.pem between-key.pem $san
cat alone.pem between.pem >chain.pem

# A certificate that is no CA's signs another one.
sign leaf key.pem good.pem key.pem $san
cat leaf.pem good.pem >by-leaf.pem

openssl genrsa -out small-key.pem 1024 2>signed
sign small small-key.pem ca.pem key.pem $san
sign sha1 key.pem ca.pem key.pem $san -sha1
