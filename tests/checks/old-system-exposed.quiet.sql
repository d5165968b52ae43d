-- Old, but it talks within its segment, and outside nobody answered; a supported one goes outside.
INSERT INTO x_device(id, kind, ip, router, behind) VALUES (1, 'hmi', '192.168.1.11', 0, NULL), (2, 'pc', '192.168.1.7', 0, NULL), (3, 'router', '192.168.1.1', 1, NULL);
INSERT INTO x_outside(id, name, network) VALUES (1, 'www.example.com', '203.0.113.0/24');
INSERT INTO x_fact(device, field, value, source, packet, confidence) VALUES (1, 'os', 'Windows 5.1 build 2600', 'smb', 4, 75), (2, 'os', 'Windows 10.0 build 19041', 'smb', 5, 75);
INSERT INTO x_flow(id, client, server, server_outside, transport, port, protocol, answered) VALUES (1, 1, NULL, 1, 'tcp', 80, 'http', 0), (2, 2, 1, NULL, 'tcp', 445, 'smb', 1), (3, 2, NULL, 1, 'tcp', 443, 'tls', 1), (4, 1, 3, NULL, 'tcp', 80, 'http', 1);
