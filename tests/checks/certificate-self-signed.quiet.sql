INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.20');
INSERT INTO x_certificate(device, port, subject, issuer, not_after, self_signed, packet) VALUES (1, 443, 'CN=nas', 'CN=ca', 1, 0, 4);
