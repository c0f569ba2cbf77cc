#!/bin/sh
# SPDX-License-Identifier: MIT
# Make a throw-away CA in DIR, and certificates for servers of the tests:
# good, expired, of another host, and one that signs itself.
set -eu

cd "$1"
openssl ecparam -name prime256v1 -genkey -noout -out key.pem

openssl req -x509 -new -key key.pem -days 2 -subj "/CN=portreg-test-ca-$(openssl rand -hex 4)" \
	-out ca.pem

# sign NAME DAYS SUBJECT-ALTERNATIVE-NAMES
sign() {
	openssl req -new -key key.pem -subj /CN=portreg-test -out request.pem
	echo "subjectAltName=$3" >extensions
	openssl x509 -req -in request.pem -CA ca.pem -CAkey key.pem \
		-set_serial "0x$(openssl rand -hex 8)" -days "$2" \
		-extfile extensions -out "$1.pem" 2>signed || {
		cat signed >&2
		exit 1
	}
}

sign good 2 DNS:localhost,IP:127.0.0.1
sign expired -1 DNS:localhost,IP:127.0.0.1
sign host 2 DNS:other.example
openssl req -x509 -new -key key.pem -days 2 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost -out self.pem
