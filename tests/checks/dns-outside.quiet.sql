-- The company's own name server asks on behalf of the others.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'server', '192.168.1.5');
INSERT INTO x_outside(id, network) VALUES (1, '8.8.8.0/24');
INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (2, 'udp', 53, 'dns', 1);
INSERT INTO x_flow(id, client, server, server_outside, transport, port, protocol, answered) VALUES (1, 1, 2, NULL, 'udp', 53, 'dns', 1), (2, 2, NULL, 1, 'udp', 53, 'dns', 1);
