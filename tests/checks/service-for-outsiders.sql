-- The web page of one is used through the router alone, that of the other from outside alone.
INSERT INTO x_device(id, kind, layer, ip) VALUES (2, 'router', 'wan', '192.168.1.1'), (3, 'sensor', 'device', '192.168.1.21'), (4, 'camera', 'device', '192.168.1.22');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_flow(id, client, client_outside, server, transport, port, protocol, answered, first_packet) VALUES (1, 2, NULL, 3, 'tcp', 80, 'http', 1, 9), (2, NULL, 1, 4, 'tcp', 80, 'http', 1, 10);
