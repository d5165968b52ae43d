INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_login(client, server, client_ip, protocol, port, method, failed, first_packet, packet) VALUES (2, 1, '192.168.1.77', 'telnet', 23, 'plain', 8, 3, 3),
  (2, 1, '192.168.1.77', 'ssh', 22, 'password', 4, 30, 30);
