INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.20'), (2, 'iot-gateway', '192.168.1.21');
INSERT INTO x_outside(id, name, network) VALUES (1, 'amazonaws.com', '203.0.113.0/24'), (2, 'example.com', '198.51.100.0/24');
INSERT INTO x_outside_name(outside, name) VALUES (2, 'mqtt.Cloud.example.com');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered, first_packet) VALUES (1, 1, 1, 'tcp', 8883, 'mqtt', 1, 5), (2, 2, 2, 'tcp', 8883, 'tls', 1, 6);
