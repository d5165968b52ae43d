INSERT INTO x_device(id, kind, ip, router, behind) VALUES (1, 'hmi', '192.168.1.11', 0, NULL), (2, 'pc', '10.0.5.7', 0, 3), (3, 'router', '192.168.1.1', 1, NULL);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, bytes, first_packet) VALUES (1, 2, 1, 'tcp', 5900, 'vnc', 1, 100, 4), (2, 2, 1, 'tcp', 22, 'ssh', 1, 50, 9);
