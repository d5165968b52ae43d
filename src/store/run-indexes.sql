-- The indexes of one run's model in memory: asked once, never changed. As model-indexes.sql, which a site keeps and has to carry along with
-- every change; here those of conversations with the outside hold all that is asked of them, in the order it is asked in, so that
-- no row is looked up and none sorted.
CREATE INDEX IF NOT EXISTS fact_asked ON fact(field, device)
  WHERE field = 'crypto' OR field = 'wifi-security' OR field = 'role' OR field = 'attack' OR field = 'remote-tool' OR field = 'os';
CREATE INDEX IF NOT EXISTS address_ip ON address(device) WHERE kind = 'ip';
CREATE INDEX IF NOT EXISTS flow_protocol ON flow(protocol) WHERE protocol <> 'unknown';
CREATE INDEX IF NOT EXISTS flow_out ON flow(client, bytes DESC, id, server_outside, answered, first_packet, protocol, encrypted, payload)
  WHERE server_outside IS NOT NULL AND client IS NOT NULL;
CREATE INDEX IF NOT EXISTS flow_in ON flow(server) WHERE client_outside IS NOT NULL AND server IS NOT NULL;
CREATE INDEX IF NOT EXISTS finding_check ON finding(check_name);
