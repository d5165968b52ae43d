-- The same tag; a server with both; one whose tag nobody saw; what a switch announces of its port; another network by its addresses, which another question tells.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '10.1.1.10'), (2, 'pc', '10.1.1.9'), (3, 'server', '10.1.1.8'), (4, 'pc', '10.1.1.7'), (5, 'pc', '10.1.1.6'), (6, 'pc', '172.16.1.6');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'vlan', '20', '802.1q', 5), (2, 'vlan', '20', '802.1q', 6), (3, 'vlan', '10', '802.1q', 6), (3, 'vlan', '20', '802.1q', 6), (5, 'vlan', '10', 'lldp', 6), (6, 'vlan', '10', '802.1q', 6);
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES
  (1, 2, '10.1.1.9', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (2, 3, '10.1.1.8', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (3, 4, '10.1.1.7', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7),
  (4, 5, '10.1.1.6', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7), (5, 6, '172.16.1.6', 1, '10.1.1.10', 'tcp', 502, 'modbus', 1, 7);
-- Of two systems that people drew: control-across-systems tells it.
INSERT INTO setting VALUES ('drawn', 1, NULL);
INSERT INTO x_device(id, kind, ip) VALUES (7, 'plc', '10.1.1.20'), (8, 'pc', '10.1.1.19');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (7, 'vlan', '30', '802.1q', 5), (8, 'vlan', '40', '802.1q', 6);
INSERT INTO drawn VALUES (7, 1, 'A'), (8, 2, 'B');
INSERT INTO x_flow(id, client, client_ip, server, server_ip, transport, port, protocol, answered, first_packet) VALUES (6, 8, '10.1.1.19', 7, '10.1.1.20', 'tcp', 502, 'modbus', 1, 7);
