INSERT INTO x_device(id, kind) VALUES (1, 'server');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'property', 'opc-ua-channel=Basic256Sha256/sign-and-encrypt', 'opc-ua', 5);
