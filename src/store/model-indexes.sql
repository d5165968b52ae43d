-- Only what a check filters on, and only rows that it may find: sorting the rows of a large model into an index costs as much as writing them.
-- SQLite takes a partial index only where the question says its condition in the same words (docs/adding/check.md).
CREATE INDEX fact_asked ON fact(field, device)
  WHERE field = 'crypto' OR field = 'wifi-security' OR field = 'role' OR field = 'attack' OR field = 'remote-tool' OR field = 'os';
CREATE INDEX flow_protocol ON flow(protocol) WHERE protocol <> 'unknown';
CREATE INDEX flow_out ON flow(client) WHERE server_outside IS NOT NULL;
CREATE INDEX flow_in ON flow(server) WHERE client_outside IS NOT NULL;
