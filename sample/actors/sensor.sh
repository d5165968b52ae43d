# The temperature sensor on Wi-Fi: an address by DHCP, a value by MQTT 3.1.1 every few seconds with its name and
# password in clear, and a Telnet service nobody mentioned, whose password is still the first one.
until [ -e "$WORK/associated" ]; do sleep 0.1; done
sleep 0.5
dhcp_address -V "temp-sensor 1.4" -o -O 1 -O 3 -O 6 -O 12 -O 15 -O 28 -O 42

# telnetd and the shell behind it are real; who may sign in is decided by a small script as in many such devices.
systemd-socket-activate --listen 23 --accept --inetd \
    -E PLANT="$PLANT" -E PATH="$PATH" telnetd -h -E "$PLANT/actors/sensor-login" &

readings() {
    local t=218 up=0
    while :; do
        t=$((t + RANDOM % 5 - 2)); up=$((up + 3))
        printf '{"device":"%s","temperature":%d.%d,"unit":"C","humidity":4%d,"battery":97,"uptime":%d}\n' \
            "$HOST" $((t / 10)) $((t % 10)) $((RANDOM % 9)) "$up"
        sleep 3
    done
}
readings | mosquitto_pub -V mqttv311 -h 192.168.10.10 -p 1883 -i "$HOST" -u temp01 -P line1temp -k 15 -q 1 \
    -t plant/line1/furnace/temperature -l &
