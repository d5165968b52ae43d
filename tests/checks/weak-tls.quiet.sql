INSERT INTO x_device(id, kind, ip) VALUES (1, 'nas', '192.168.1.20'), (2, 'pc', '192.168.1.77');
INSERT INTO x_tls(client, server, port, version, cipher, weak, packet) VALUES (2, 1, 443, 771, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 0, 4), (2, 1, 443, 772, 'TLS_AES_128_GCM_SHA256', 0, 9);
