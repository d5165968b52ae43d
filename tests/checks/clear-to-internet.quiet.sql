-- Encrypted; not known; DNS and NTP are clear by nature and have checks of their own.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.20');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered, encrypted, payload) VALUES (1, 1, 1, 'tcp', 8883, 'mqtt', 1, 1, 20), (2, 1, 1, 'tcp', 9000, 'unknown', 1, NULL, 20),
  (3, 1, 1, 'udp', 53, 'dns', 1, 0, 20);
