INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.10'), (2, 'pc', '192.168.1.77');
INSERT INTO x_incident_device(incident, device, role, cut) VALUES (1, 1, 'on', 1000000000);
INSERT INTO x_flow(id, client, server, transport, port, protocol, last, last_packet) VALUES (1, 1, 2, 'tcp', 1883, 'mqtt', 1100000000, 7);
