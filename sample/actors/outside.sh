# The Internet in one namespace: a name server, a time server, two web services and an MQTT service with TLS.
# Its names are of example.* and its addresses of the ranges kept for documentation, so nothing of it exists.
ip addr add 203.0.113.1/24 dev eth0
ip link set eth0 up
ip route add 192.168.10.0/24 via 203.0.113.10
for a in 198.51.100.20 198.51.100.53 198.51.100.80 198.51.100.123; do ip addr add $a/32 dev lo; done

dnsmasq --keep-in-foreground --user=root --pid-file="$ROOM/dnsmasq.pid" --conf-file=/dev/null --no-hosts --no-resolv \
    --listen-address=198.51.100.53 --bind-interfaces --local-ttl=300 \
    --address=/portal.cloud.example.com/198.51.100.20 --address=/mqtt.cloud.example.com/198.51.100.20 \
    --address=/relay.camera.example.net/198.51.100.80 --address=/ntp.example.org/198.51.100.123 &

printf 'local stratum 2\nallow\nbindaddress 198.51.100.123\ncmdport 0\nbindcmdaddress /\npidfile %s/chronyd.pid\n' "$ROOM" >chrony.conf
chronyd -x -n -u root -f "$ROOM/chrony.conf" &

cat >nginx.conf <<END
user root; daemon off; worker_processes 1; pid $ROOM/nginx.pid; error_log stderr;
events { worker_connections 64; }
http {
    access_log off;
    server {
        listen 198.51.100.20:443 ssl; server_name portal.cloud.example.com; ssl_protocols TLSv1.3;
        ssl_certificate $WORK/tls/cloud.pem; ssl_certificate_key $WORK/tls/cloud.key;
        location / { return 200 "<html><title>Cloud portal</title></html>\n"; default_type text/html; }
    }
    server {
        listen 198.51.100.80:443 ssl; server_name relay.camera.example.net; ssl_protocols TLSv1.2;
        ssl_certificate $WORK/tls/relay.pem; ssl_certificate_key $WORK/tls/relay.key;
        location / { return 200 "{\"wait\":30}\n"; default_type application/json; }
    }
}
END
nginx -p "$ROOM" -c "$ROOM/nginx.conf" &

cat >mosquitto.conf <<END
user root
listener 8883 198.51.100.20
allow_anonymous true
certfile $WORK/tls/cloud.pem
keyfile $WORK/tls/cloud.key
END
mosquitto -c mosquitto.conf &
