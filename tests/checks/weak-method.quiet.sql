-- SSH and Wi-Fi have checks of their own.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.2');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'crypto', '3des-cbc', 'ssh', 8), (1, 'crypto', 'wps', 'wifi', 9);
