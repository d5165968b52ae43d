-- It does get through elsewhere: device-to-internet says that.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24'), (2, '198.51.100.0/24');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, answered) VALUES (1, 1, 1, 'udp', 123, 'ntp', 0), (2, 1, 2, 'udp', 123, 'ntp', 1);
-- Of another nothing was recorded that was sent to it: nobody can say that it got no answer.
INSERT INTO x_device(id, kind, ip) VALUES (2, 'camera', '192.168.1.21');
INSERT INTO x_flow(id, client, server_outside, transport, port, protocol, packets, answered) VALUES (3, 2, 1, 'tcp', 443, 'tls', 60, 0);
