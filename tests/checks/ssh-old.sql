INSERT INTO x_device(id, kind, ip) VALUES (1, 'switch', '192.168.1.2');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'crypto', 'diffie-hellman-group1-sha1', 'ssh', 8), (1, 'crypto', '3des-cbc', 'ssh', 8);
