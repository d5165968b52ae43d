-- Digest keeps the password; anonymous sends none; a community and VNC have checks of their own; the last one goes outside.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_login(client, server, protocol, port, method, clear, ok, packet) VALUES (2, 1, 'http', 80, 'digest', 0, 1, 12), (2, 1, 'snmp', 161, 'community', 1, 1, 14), (2, 1, 'vnc', 5900, 'vnc', 1, 1, 15),
  (2, 1, 'ftp', 21, 'anonymous', 1, 1, 16);
INSERT INTO x_login(client, server_outside, protocol, port, method, clear, ok, packet) VALUES (2, 1, 'http', 80, 'basic', 1, 1, 18);
-- A guess that failed gives no password away.
INSERT INTO x_login(client, server, protocol, port, method, clear, failed, packet) VALUES (2, 1, 'ftp', 21, 'plain', 1, 30, 18);
