# The network camera: web page with Basic sign-in and the maker's published default password, RTSP, ONVIF with
# WS-Discovery, SSDP (all four by programs/camera.py), mDNS by avahi; it asks a name server outside and calls home.
ipv6_on
at 5
dhcp_address -V "network camera" -o -O 1 -O 3 -O 6 -O 12 -O 15 -O 42
python3 "$PLANT/programs/camera.py" "$ADDRESS" "$MAC" admin 12345 &

mkdir -p /run/avahi-daemon services
cat >services/camera.service <<END
<service-group><name>$HOST</name>
<service><type>_http._tcp</type><port>80</port></service>
<service><type>_rtsp._tcp</type><port>554</port></service></service-group>
END
mount --bind services /etc/avahi/services
printf '[server]\nhost-name=%s\nuse-ipv4=yes\nuse-ipv6=no\nenable-dbus=no\nallow-interfaces=eth0\n[publish]\npublish-workstation=no\npublish-hinfo=no\n' "$HOST" >avahi.conf
avahi-daemon -f avahi.conf --no-drop-root --no-chroot --no-rlimits &

at 18
echo "nameserver 198.51.100.53" >/run/resolv.conf
every 25 curl -s -A "netcam/1.0" --max-time 8 --cacert "$WORK/tls/ca.pem" -o /dev/null https://relay.camera.example.net/v1/poll
