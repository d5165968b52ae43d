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
  merge INTEGER NOT NULL, table_name TEXT NOT NULL, whose TEXT NOT NULL /* gone into after */, bundle INTEGER NOT NULL, row TEXT NOT NULL /* JSON array of its columns */
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

-- accounts: who may sign in, with what, and where from
CREATE TABLE account (         -- a person's (or the sealed one for emergencies: contact NULL); its name to sign in is a secret's neighbour
  id INTEGER PRIMARY KEY, contact INTEGER, state TEXT NOT NULL /* open locked closed */,
  client_key TEXT,             -- SHA-256 of a client certificate that stands for it, hex
  totp INTEGER NOT NULL,       -- 1: asked for a code as well
  totp_step INTEGER NOT NULL,  -- the 30 seconds whose code was used last: never again
  failed INTEGER NOT NULL, failed_at INTEGER, -- wrong tries since the last sign-in
  made INTEGER NOT NULL, signed_in INTEGER, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE account_role (account INTEGER NOT NULL, role TEXT NOT NULL, system TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (account, role, system)) STRICT, WITHOUT ROWID;
CREATE TABLE account_secret (  -- in no event: what a name, a password or a code is compared with
  account INTEGER PRIMARY KEY, login TEXT UNIQUE, password TEXT /* Argon2id, as libsodium writes it */,
  totp BLOB, totp_new BLOB /* shown, and not yet confirmed */, recovery TEXT /* SHA-256 of each code left, hex, joined by a space */
) STRICT;
CREATE TABLE session (         -- open ones; hash: SHA-256 of the cookie, hex
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, hash TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, until INTEGER NOT NULL,
  origin TEXT /* address */, agent TEXT, factor TEXT NOT NULL /* password totp recovery sealed */
) STRICT;
CREATE TABLE api_token (       -- for programs; hash: SHA-256 of it, hex
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, roles TEXT NOT NULL /* JSON list */,
  system TEXT /* only there; NULL wherever its account may */, made INTEGER NOT NULL, until INTEGER NOT NULL, revoked INTEGER /* when */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE invite (          -- links and codes that are good once; hash: SHA-256, hex
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL /* setup invite sealed */, account INTEGER,
  made INTEGER NOT NULL, until INTEGER /* NULL: while it is sealed */, used INTEGER /* when; or taken back */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE answered_request ( -- what a request with an Idempotency-Key was answered, to say the same again; neither sealed nor rebuilt
  actor TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL /* SHA-256 of method, path and body, hex */, status INTEGER NOT NULL,
  content_type TEXT, location TEXT, body BLOB, at INTEGER NOT NULL, PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;

-- the drawing: cards that people moved, and versions that they kept
CREATE TABLE map_pin (         -- where a card was put by hand
  node TEXT PRIMARY KEY /* d3 o2 r4 */, x INTEGER NOT NULL, y INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE map_version (     -- the drawing as it was when somebody kept it
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL, contact INTEGER, body TEXT NOT NULL /* JSON, as GET /map gives it */,
  hash TEXT NOT NULL /* of body, hex */, seq INTEGER NOT NULL
) STRICT;
