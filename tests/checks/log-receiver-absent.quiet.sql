-- A log is never answered; a refused question that is no log.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'switch', '192.168.1.2'), (2, 'server', '192.168.1.5');
INSERT INTO x_flow(id, client, server, server_ip, transport, port, protocol, packets, answered, refused) VALUES (1, 1, 2, '192.168.1.5', 'udp', 514, 'syslog', 12, 0, 0), (2, 1, 2, '192.168.1.5', 'udp', 53, 'dns', 3, 0, 1);
