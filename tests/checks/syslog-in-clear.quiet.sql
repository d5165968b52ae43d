INSERT INTO x_device(id, kind, ip) VALUES (1, 'wifi-ap', '192.168.1.3'), (2, 'server', '192.168.1.5');
INSERT INTO x_flow(id, client, server, transport, port, protocol, encrypted) VALUES (1, 1, 2, 'tcp', 6514, 'syslog', 1);
