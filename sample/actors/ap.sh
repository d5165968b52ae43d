# The Wi-Fi access point: a bridge between its radio side (wlan0, where the sensor is) and its cable (eth0), with an
# address, a web page behind Basic sign-in, SNMP v2c, LLDP, and hostapd's log sent to the server by syslog.
# There is no radio here, so hostapd itself cannot run: its lines are written below in the form it writes them.
ip link add br0 address "$MAC" type bridge mcast_snooping 0
ip link set eth0 master br0 up
ip link set wlan0 master br0 up
ip addr add "$ADDRESS/24" brd + dev br0
ip link set br0 up
ip route add default via 192.168.10.1

echo "configure system capabilities enabled bridge,wlan" >/run/lldpd.conf
lldpd -d -k -I eth0 -C eth0 -m "$ADDRESS" -u /run/lldpd.socket -O /run/lldpd.conf \
    -S "BUFFALO sample access point, firmware 2.31" -P "sample access point" &

mkdir -p web
cat >web/index.html <<END
<!DOCTYPE html><html><head><title>BUFFALO Wireless Access Point - $HOST</title></head>
<body><h1>$HOST</h1><p>Firmware 2.31</p><p>SSID plant-iot, WPA2-PSK, stations: 1</p></body></html>
END
echo '/:admin:password' >httpd.conf # the published default of the maker of this address
busybox httpd -f -p 80 -h "$ROOM/web" -c "$ROOM/httpd.conf" -r "BUFFALO Wireless Access Point" &

cat >snmpd.conf <<END
agentAddress udp:$ADDRESS:161
rocommunity public
sysName $HOST
sysServices 2
sysDescr BUFFALO sample access point, firmware 2.31
sysLocation Line 1, column C4
END
SNMP_PERSISTENT_DIR=$ROOM snmpd -f -Le -C -c snmpd.conf -p "$ROOM/snmpd.pid" &

sta=$(awk -F'\t' '$1 == "sensor" { print $3 }' "$PLANT/plant.tsv")
at 6
keep_time
say hostapd daemon.info "wlan0: AP-ENABLED"
at 8
say hostapd daemon.info "wlan0: STA $sta IEEE 802.11: authenticated"
say hostapd daemon.info "wlan0: STA $sta IEEE 802.11: associated (aid 1)"
say hostapd daemon.info "wlan0: AP-STA-CONNECTED $sta"
say hostapd daemon.info "wlan0: STA $sta RADIUS: starting accounting session 5B1C0A7E2F43D961"
say hostapd daemon.info "wlan0: STA $sta WPA: pairwise key handshake completed (RSN)"
touch "$WORK/associated" # the radio is up: the sensor may begin
at 55
say hostapd daemon.info "wlan0: STA $sta WPA: group key handshake completed (RSN)"
