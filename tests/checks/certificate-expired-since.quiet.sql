-- Still good today; one that was over already; and one of somebody outside, who will have renewed it.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.20');
INSERT INTO x_setting(key, value) VALUES ('now', 1700000000000000);
INSERT INTO x_certificate(device, port, subject, issuer, not_before, not_after, packet, seen) VALUES (1, 443, 'CN=nas', 'CN=ca', 0, 1750000000000000, 4, 1600000000000000), (1, 444, 'CN=nas', 'CN=ca', 0, 1550000000000000, 4, 1600000000000000);
INSERT INTO x_outside(id, network) VALUES (1, '203.0.113.0/24');
INSERT INTO x_certificate(outside, port, subject, issuer, not_before, not_after, packet, seen) VALUES (1, 443, 'CN=x', 'CN=ca', 0, 1650000000000000, 4, 1600000000000000);
