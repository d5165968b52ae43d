# The IoT gateway: reads the controller every five seconds, publishes what it read to the plant's broker without
# signing in, and to a broker in the cloud with TLS.
static_address
at 11
"$WORK/modbus-client" read 192.168.10.60 502 5000 &
values() { while :; do printf '{"spindle_rpm":%d,"vibration":0.%02d}\n' $((2980 + RANDOM % 40)) $((RANDOM % 60)); sleep "$1"; done; }
at 13
values 5 | mosquitto_pub -V mqttv311 -h 192.168.10.10 -i "$HOST" -k 20 -t plant/line1/spindle -l &
at 14
values 15 | mosquitto_pub -V mqttv311 -h mqtt.cloud.example.com -p 8883 --cafile "$WORK/tls/ca.pem" -i "$HOST-cloud" \
    -k 30 -t tenant/line1/spindle -l &
