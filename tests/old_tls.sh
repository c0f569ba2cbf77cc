#!/bin/sh
# SPDX-License-Identifier: MIT
# Run COMMAND while a server speaks TLS 1.1 only, with the certificates of
# certificates.sh in DIR: $PORT is its port, and OpenSSL would allow that
# version.  The status is that of COMMAND, or 77 where OpenSSL cannot.
#
# usage: old_tls.sh DIR COMMAND...
set -eu

dir=$1
shift
cat >"$dir/weak.cnf" <<END
openssl_conf = first
[first]
ssl_conf = second
[second]
system_default = third
[third]
MinProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
END
export OPENSSL_CONF="$dir/weak.cnf"

openssl s_server -accept 0 -tls1_1 -cipher ALL:@SECLEVEL=0 -www \
	-cert "$dir/good.pem" -key "$dir/key.pem" >"$dir/log" 2>&1 &
trap 'kill $!' EXIT
tries=50
while PORT=$(sed -n 's/^ACCEPT.*://p' "$dir/log") && [ -z "$PORT" ]; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] || exit 77
	sleep 0.1
done
export PORT
openssl s_client -connect "localhost:$PORT" -CAfile "$dir/ca.pem" \
	</dev/null 2>&1 | grep -q 'TLSv1\.1' || exit 77
"$@"
