-- A telephone call is no video, and the camera's page is encrypted.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'camera', '192.168.1.20'), (2, 'pc', '192.168.1.77'), (3, 'phone', '192.168.1.40');
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, encrypted) VALUES (1, 2, 3, 'udp', 5004, 'rtp', 1, 0), (2, 2, 1, 'tcp', 443, 'tls', 1, 1);
