-- What a run is joined by: the tables that the scripts of saving hand to one another. They are made once a connection and empty between two
-- saves (save-sweep.sql); a table that came and went would have the statements that are kept compiled anew (store/script.h).

-- Where the run's files go on (shift), whether it is later than what the site has, and, of a period of watching, when it ended and what else
-- its run cannot know (save.h).
CREATE TEMP TABLE IF NOT EXISTS taking(shift INTEGER, newer INTEGER, watched INTEGER, since INTEGER, mirror INTEGER, replay INTEGER);
-- save-match.sql: who is who
CREATE TEMP TABLE IF NOT EXISTS held(kind TEXT, value TEXT, device INTEGER, last INTEGER, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS same(run INTEGER PRIMARY KEY, site INTEGER NOT NULL, how TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS temp.same_site ON same(site);
CREATE TEMP TABLE IF NOT EXISTS own(field TEXT, source TEXT, value TEXT, device INTEGER, devices INTEGER, PRIMARY KEY (field, source, value)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS same_outside(run INTEGER PRIMARY KEY, site INTEGER NOT NULL, how TEXT NOT NULL);
-- save-air.sql: who stays out
CREATE TEMP TABLE IF NOT EXISTS stray(device INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS own_network(bssid TEXT PRIMARY KEY) WITHOUT ROWID;
-- save-device.sql: what becomes of the devices
CREATE TEMP TABLE IF NOT EXISTS changed(device INTEGER NOT NULL, field TEXT NOT NULL, old TEXT, new TEXT, packet INTEGER);
CREATE TEMP TABLE IF NOT EXISTS leads(site INTEGER PRIMARY KEY, run INTEGER NOT NULL, known INTEGER NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS sums(site INTEGER PRIMARY KEY, first INTEGER, last INTEGER, first_packet INTEGER, packets INTEGER, bytes INTEGER,
  payload INTEGER, unnamed INTEGER, router INTEGER, hidden INTEGER);
CREATE TEMP TABLE IF NOT EXISTS offered(device INTEGER, field TEXT, value TEXT, old TEXT, sure INTEGER, later INTEGER, PRIMARY KEY (device, field)) WITHOUT ROWID;
-- save-before.sql: what is no longer so
CREATE TEMP TABLE IF NOT EXISTS over(row INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS refused(device INTEGER, transport TEXT, port INTEGER, since INTEGER, packet INTEGER, PRIMARY KEY (device, transport, port));
CREATE TEMP TABLE IF NOT EXISTS again(device INTEGER, transport TEXT, port INTEGER, last INTEGER, PRIMARY KEY (device, transport, port));
CREATE TEMP TABLE IF NOT EXISTS twice(row INTEGER PRIMARY KEY, first INTEGER NOT NULL);
-- save-after.sql: equal secrets
CREATE TEMP TABLE IF NOT EXISTS same_secret(run INTEGER PRIMARY KEY, site INTEGER NOT NULL);
