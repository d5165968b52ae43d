# The plant's switch: LLDP on every port, SNMP v2c on its management address. The bridge itself is made by record.sh.
ip route add default via 192.168.10.1 2>/dev/null
mkdir -p /run/lldpd
printf 'configure lldp portidsubtype ifname\nconfigure ports mgmt0 lldp status disabled\n' >/run/lldpd.conf
lldpd -d -k -I 'port?,port10,mgmt0' -C mgmt0 -m "$ADDRESS" -u /run/lldpd.socket -O /run/lldpd.conf \
    -S "Allied Telesis sample switch, 24 ports, firmware 5.5.1" -P "sample switch" &

cat >snmpd.conf <<END
agentAddress udp:$ADDRESS:161
rocommunity public
sysName $HOST
sysServices 2
sysDescr Allied Telesis sample switch, 24 ports, firmware 5.5.1
sysLocation Line 1, panel A
sysContact plant engineering
END
SNMP_PERSISTENT_DIR=$ROOM snmpd -f -Le -C -c snmpd.conf -p "$ROOM/snmpd.pid" &
