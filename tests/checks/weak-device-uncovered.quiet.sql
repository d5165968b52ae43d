-- Cut off, silent since, and watched on: the flaw is there and nobody reaches it.
INSERT INTO setting VALUES ('profile', 1, NULL), ('watched', 1, NULL), ('capture_end', 2000000000, NULL);
INSERT INTO x_device(id, kind, ip, last) VALUES (1, 'plc', '192.168.1.10', 1000000000), (2, 'pc', '192.168.1.7', 1900000000);
INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 4);
INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, payload, first_packet) VALUES (1, 2, 1, 'tcp', 23, 'telnet', 1, 5, 4);
INSERT INTO x_incident_device(incident, device, role, cut) VALUES (1, 1, 'on', 1000000000);
INSERT INTO x_weakness(device, check_name, severity, findings, control, packet) VALUES (1, 'telnet-in-use', 1, 1, 'cut-and-silent', 4);
