-- With a password; anonymous, refused; TFTP that nobody answered.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.5'), (2, 'hmi', '192.168.1.31'), (3, 'server', '192.168.1.6');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, failed) VALUES (2, 1, 'ftp', 21, 'plain', 1, 1, 0), (2, 3, 'ftp', 21, 'anonymous', 1, 0, 1);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) VALUES (1, 2, 3, 'udp', 69, 'tftp', 0);
