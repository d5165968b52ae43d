# The plant's router: way out, DHCP and DNS. dnsmasq; its log goes to the server as syslog.
ipv6_on
ip addr add "$ADDRESS/24" brd + dev eth0
ip link set eth0 up
ip addr add 203.0.113.10/24 dev wan0
ip link set wan0 up
ip route add default via 203.0.113.1
echo 1 >/proc/sys/net/ipv4/ip_forward

hosts=$(awk -F'\t' '$1 ~ /^(sensor|camera|ews|operator)$/ { printf "--dhcp-host=%s,%s ", $3, $4 }' "$PLANT/plant.tsv")
# shellcheck disable=SC2086
dnsmasq --keep-in-foreground --user=root --pid-file="$ROOM/pid" --conf-file=/dev/null --log-facility=- \
    --interface=eth0 --bind-interfaces --no-hosts --no-resolv --server=198.51.100.53 \
    --domain=plant.internal --local=/plant.internal/ \
    --address=/monitor.plant.internal/192.168.10.10 --address=/ap-line1.plant.internal/192.168.10.20 \
    --dhcp-range=192.168.10.200,192.168.10.219,12h --dhcp-sequential-ip --dhcp-authoritative \
    --dhcp-leasefile="$ROOM/leases" $hosts 2>&1 |
    while read -r line; do
        case $line in *DHCPACK* | *"started, version"*) say dnsmasq-dhcp daemon.info "${line#*: }" ;; esac
    done &
