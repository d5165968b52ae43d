# The server: MQTT broker, a database of the temperatures, the page the operator reads (in clear, and with an expired
# certificate of its own making on 443), the plant's clock, the place logs go to, SSH; it asks the switch and the
# access point by SNMP how they are.
ipv6_on
static_address

cat >mosquitto.conf <<END
user root
listener 1883
allow_anonymous true
password_file $ROOM/passwords
END
: >passwords
chmod 600 passwords
mosquitto_passwd -b passwords temp01 line1temp
mosquitto -c mosquitto.conf &

syslogd --no-detach --inet --hop --no-klog --no-unixaf --rcfile=/dev/null --pidfile="$ROOM/syslogd.pid" &

printf 'server ntp.example.org iburst minpoll 4 maxpoll 4\nlocal stratum 8\nallow 192.168.10.0/24\ncmdport 0\nbindcmdaddress /\npidfile %s/chronyd.pid\n' "$ROOM" >chrony.conf
(at 3; exec chronyd -x -n -u root -f "$ROOM/chrony.conf") &

dropbearkey -t ed25519 -f hostkey >/dev/null 2>&1
dropbear -F -E -s -r hostkey -p 22 -P "$ROOM/dropbear.pid" &

# Values into the database, and out of it as what the page reads.
sqlite3 values.db 'CREATE TABLE reading(at TEXT DEFAULT CURRENT_TIMESTAMP, body TEXT);'
mkdir -p web/api
(until mosquitto_sub -h 127.0.0.1 -t 'plant/line1/furnace/temperature' -i database 2>/dev/null |
    while read -r body; do
        sqlite3 values.db "INSERT INTO reading(body) VALUES ('${body//\'/}');"
        sqlite3 -json values.db "SELECT at, json_extract(body,'\$.temperature') AS temperature FROM reading ORDER BY at DESC LIMIT 10;" >web/api/new
        mv web/api/new web/api/temperature.json
    done; do sleep 0.5; done) &
echo '[]' >web/api/temperature.json
cat >web/index.html <<'END'
<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>工場温度モニター</title>
<link rel="stylesheet" href="/style.css"><script src="/app.js" defer></script></head>
<body><h1>第1ライン 炉前温度</h1><p id="now">--</p></body></html>
END
echo 'body{font-family:sans-serif;margin:2rem}#now{font-size:4rem}' >web/style.css
echo 'setInterval(()=>fetch("/api/temperature.json").then(r=>r.json()).then(a=>{now.textContent=a[0].temperature+" ℃"}),5000)' >web/app.js
cat >nginx.conf <<END
user root; daemon off; worker_processes 1; pid $ROOM/nginx.pid; error_log stderr;
events { worker_connections 64; }
http {
    access_log off;
    types { text/html html; text/css css; application/javascript js; application/json json; }
    server {
        listen 80; listen 443 ssl; root $ROOM/web;
        ssl_protocols TLSv1.2; ssl_certificate $WORK/tls/monitor.pem; ssl_certificate_key $WORK/tls/monitor.key;
    }
}
END
nginx -p "$ROOM" -c "$ROOM/nginx.conf" &

ask() { # sysDescr, sysName, sysUpTime; ifDescr, ifInOctets, ifOutOctets
    snmpget -v2c -c public -t 1 -r 0 "$1" 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.5.0 1.3.6.1.2.1.1.3.0
    snmpbulkget -v2c -c public -t 1 -r 0 -Cr4 "$1" 1.3.6.1.2.1.2.2.1.2 1.3.6.1.2.1.2.2.1.10 1.3.6.1.2.1.2.2.1.16
} >/dev/null
at 15
every 20 ask 192.168.10.20
sleep 2
every 25 ask 192.168.10.2
