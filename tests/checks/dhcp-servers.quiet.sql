INSERT INTO x_device(id, kind, ip) VALUES (1, 'router', '192.168.1.1'), (2, 'wifi-ap', '192.168.1.3');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'role', 'dhcp-server', 'dhcp', 8), (1, 'role', 'dhcp-server', 'dhcpv6', 9), (2, 'role', 'router', 'dhcp', 18);
