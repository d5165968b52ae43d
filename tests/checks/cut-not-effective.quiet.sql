-- Quiet since it was cut, asked in vain, or put back; another device was cut later than it was last seen.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.1.10'), (2, 'pc', '192.168.1.77'), (3, 'sensor', '192.168.1.11'), (4, 'plc', '192.168.1.12');
INSERT INTO x_incident_device(incident, device, role, cut, back) VALUES (1, 1, 'on', 1000000000, NULL), (1, 3, 'on', 1000000000, 1500000000), (1, 4, 'on', 5000000000, NULL);
INSERT INTO x_flow(id, client, server, transport, port, protocol, last, last_packet, answered) VALUES (1, 1, 2, 'tcp', 1883, 'mqtt', 1050000000, 7, 1), (2, 2, 1, 'tcp', 80, 'http', 1100000000, 8, 0), (3, 3, 2, 'tcp', 1883, 'mqtt', 1600000000, 9, 1), (4, 4, 2, 'tcp', 502, 'modbus', 2000000000, 9, 1);
