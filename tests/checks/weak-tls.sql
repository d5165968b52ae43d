INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_outside(id, name, network) VALUES (1, 'example.com', '203.0.113.0/24');
INSERT INTO x_tls(client, server, port, version, cipher, weak, packet) VALUES (2, 1, 443, 769, 'TLS_RSA_WITH_AES_128_CBC_SHA', 0, 4), (2, 1, 443, 771, 'TLS_RSA_WITH_RC4_128_SHA', 1, 9);
INSERT INTO x_tls(client, server_outside, port, version, cipher, weak, packet) VALUES (2, 1, 443, 770, 'TLS_RSA_WITH_AES_128_CBC_SHA', 0, 14);
