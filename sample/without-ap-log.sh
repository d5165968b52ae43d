#!/bin/sh
# without-ap-log.sh IN OUT: the capture without the access point's syslog. Nothing in OUT says any more how the sensor
# reaches the wire, so the medium of that hop must come out as "not seen".
exec tcpdump -n -r "$1" -w "$2" "not (src host 192.168.10.20 and udp and dst port 514)"
