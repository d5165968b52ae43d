-- Indexes that only a site file has: a later capture finds the rows it adds to. `inspect` in memory makes none of them.
CREATE INDEX IF NOT EXISTS address_value ON address(value);
CREATE INDEX IF NOT EXISTS address_device ON address(device, kind, value);
CREATE INDEX IF NOT EXISTS fact_device ON fact(device, field);
CREATE INDEX IF NOT EXISTS fact_own ON fact(value, field) WHERE field IN ('serial', 'dhcp-client-id');
CREATE INDEX IF NOT EXISTS service_device ON service(device, port);
CREATE INDEX IF NOT EXISTS flow_ends ON flow(server, client, port, client_ip, server_ip);
CREATE INDEX IF NOT EXISTS outside_of_ip ON outside_address(ip);
CREATE INDEX IF NOT EXISTS outside_names ON outside_name(outside);
CREATE INDEX IF NOT EXISTS command_ends ON command(server, client, code);
CREATE INDEX IF NOT EXISTS login_ends ON login(server, client, client_ip);
CREATE INDEX IF NOT EXISTS certificate_at ON certificate(device, outside, port);
CREATE INDEX IF NOT EXISTS tls_ends ON tls(client, server, port);
CREATE INDEX IF NOT EXISTS point_device ON point(device, name);
CREATE INDEX IF NOT EXISTS time_sync_device ON time_sync(device);
CREATE INDEX IF NOT EXISTS port_map_device ON port_map(device);
CREATE INDEX IF NOT EXISTS hop_station ON hop(station);
CREATE INDEX IF NOT EXISTS neighbour_device ON neighbour(device);
CREATE INDEX IF NOT EXISTS device_merge_rows ON device_merge_row(merge, table_name, whose, bundle);
CREATE INDEX IF NOT EXISTS difference_device ON difference(device);
-- What serve reads one by one.
CREATE INDEX IF NOT EXISTS flow_client ON flow(client);
CREATE INDEX IF NOT EXISTS finding_about_device ON finding_about(device, finding);
CREATE INDEX IF NOT EXISTS finding_about_finding ON finding_about(finding);
CREATE INDEX IF NOT EXISTS finding_item_finding ON finding_item(finding);
CREATE INDEX IF NOT EXISTS finding_packet_finding ON finding_packet(finding);
CREATE INDEX IF NOT EXISTS system_device_device ON system_device(device);
