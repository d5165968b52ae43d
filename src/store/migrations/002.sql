-- Schema 2: a site that is watched (mimamori serve). One section an owner; site.sql carries the same tables.

-- watching: the rolling packet store
CREATE TABLE packet_file (source INTEGER PRIMARY KEY, file TEXT NOT NULL, bytes INTEGER NOT NULL, dropped INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT;

-- model: what people say of devices, and what is otherwise than they said
CREATE TABLE difference (      -- what is observed otherwise than approved, listed or locked: computed before judging (inventory/standing.h)
  device INTEGER NOT NULL, against TEXT NOT NULL /* profile ledger lock */,
  what TEXT NOT NULL /* profile: service peer protocol outside command-class address firmware; ledger: mac; lock: the field */,
  kind TEXT NOT NULL /* new gone differs */, key TEXT NOT NULL, -- as in profile_entry
  approved TEXT, observed TEXT, -- what people said, what was seen; NULL none
  peer INTEGER, outside INTEGER, -- whom it is about, too: a device, somebody outside
  packet INTEGER, since INTEGER NOT NULL -- when it was first told, us
) STRICT;
CREATE TABLE device_merge (    -- merges by people: gone was made into_device
  id INTEGER PRIMARY KEY,      -- "m1", "m2" ... outside
  gone INTEGER NOT NULL, into_device INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, note TEXT,
  undone INTEGER /* when it was taken back */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE device_claim (    -- addresses that people gave to a device, by merging or splitting: later captures follow
  kind TEXT NOT NULL /* mac ip */, value TEXT NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_lock (     -- a person's value of a field, beside the observed one
  device INTEGER NOT NULL, field TEXT NOT NULL /* name kind maker model firmware serial layer place */, value TEXT NOT NULL, contact INTEGER,
  at INTEGER NOT NULL, note TEXT, seq INTEGER NOT NULL, PRIMARY KEY (device, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_life (
  device INTEGER PRIMARY KEY, state TEXT NOT NULL /* introduced normal abnormal stray retired */, since INTEGER NOT NULL,
  moved_by TEXT NOT NULL /* evidence person */, reason TEXT NOT NULL /* of evidence a token (life_states.h), of a person their words */,
  contact INTEGER, despite TEXT /* of a person: the reason that evidence had then */, last INTEGER /* of a person: device.last then */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE profile (         -- what people approved of a device; the newest version
  device INTEGER PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, note TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE profile_entry (
  device INTEGER NOT NULL, what TEXT NOT NULL /* service peer protocol outside command-class address firmware */, key TEXT NOT NULL,
  PRIMARY KEY (device, what, key)
) STRICT, WITHOUT ROWID;
-- Computed: what undoing a merge needs, and how long each device has been silent at most.
CREATE TABLE device_merge_row (
  merge INTEGER NOT NULL, table_name TEXT NOT NULL, whose TEXT NOT NULL /* gone into after */, grp INTEGER NOT NULL, row TEXT NOT NULL /* JSON array of its columns */
) STRICT;
CREATE TABLE device_rhythm (device INTEGER PRIMARY KEY, silence INTEGER NOT NULL /* longest, of captured time, us */) STRICT;
CREATE VIEW device_shown AS     -- a device as people see it: a locked value, else the list's, else the observed one
  SELECT d.id, coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'name'), l.name, d.name) AS name,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'kind'), d.kind) AS kind,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'maker'), d.maker) AS maker,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'model'), d.model) AS model,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'firmware'), d.firmware) AS firmware,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'serial'), d.serial) AS serial,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'layer'), d.layer) AS layer,
    coalesce((SELECT value FROM device_lock k WHERE k.device = d.id AND k.field = 'place'), l.place) AS place, l.number, l.line
  FROM device d LEFT JOIN ledger l ON l.id = d.ledger;
