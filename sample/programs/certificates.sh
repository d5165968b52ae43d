#!/bin/bash
# certificates.sh DIR: made anew for each recording and thrown away with it. An authority for the services outside, and
# for the server a certificate it signed itself that ran out years ago.
set -euo pipefail
mkdir -p "$1/ca"
cd "$1"
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null; }

key ca
openssl req -x509 -new -key ca.key -days 3650 -subj "/O=Example Trust Services/CN=Example Trust Root" -out ca.pem
outside() { # FILE NAME…
    local file=$1 names=""; shift
    for n in "$@"; do names="$names,DNS:$n"; done
    key "$file"
    openssl req -new -key "$file.key" -subj "/O=Example Cloud/CN=$1" -out "$file.csr"
    openssl x509 -req -in "$file.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 \
        -extfile <(echo "subjectAltName=${names#,}") -out "$file.pem" 2>/dev/null
}
outside cloud portal.cloud.example.com mqtt.cloud.example.com
outside relay relay.camera.example.net

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out monitor.key 2>/dev/null
openssl req -new -key monitor.key -subj "/O=Sample plant/CN=monitor.plant.internal" -out monitor.csr
: >ca/index
echo 01 >ca/serial
cat >ca/conf <<END
[ca]
default_ca = own
[own]
database = $1/ca/index
serial = $1/ca/serial
new_certs_dir = $1/ca
default_md = sha256
policy = any
[any]
organizationName = optional
commonName = supplied
END
openssl ca -batch -selfsign -notext -config ca/conf -keyfile monitor.key -in monitor.csr \
    -startdate 20220401000000Z -enddate 20240331235959Z -out monitor.pem 2>/dev/null
