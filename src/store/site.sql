-- A site: what is asked, decided and recorded (DESIGN 9), beside the model of model.sql in the same file. These tables are written
-- only by events of the journal (journal.h): the same statements write them when the event happens and when they are rebuilt
-- from the journal. Times INTEGER microseconds UTC, dates TEXT 'YYYY-MM-DD', booleans 0/1, unknown NULL.
-- `system` columns: 'site' or 's' and the system's number. `contact` columns: id of contact.

CREATE TABLE event (           -- the journal: never updated, never deleted
  seq INTEGER PRIMARY KEY,     -- from 1 without gaps
  at INTEGER NOT NULL,         -- when, by the clock of who did it; order is seq
  kind TEXT NOT NULL,          -- "decision-made" ...
  actor TEXT NOT NULL,         -- "c3" a contact, "local" the command line without --as, "mimamori" the program itself
  body TEXT NOT NULL,          -- JSON as it was hashed
  prev BLOB NOT NULL,          -- hash of the event before; 32 zero bytes for the first
  hash BLOB NOT NULL           -- SHA-256 over the columns before it (journal.h)
) STRICT;
CREATE TABLE checkpoint (      -- signed tree heads, in the C2SP signed-note form
  size INTEGER PRIMARY KEY,    -- events covered
  at INTEGER NOT NULL, root TEXT NOT NULL /* hex */, note TEXT NOT NULL
) STRICT;
CREATE TABLE tail (            -- the end of the journal, written with every transaction: events cut off the end are missed
  id INTEGER PRIMARY KEY,      -- 1
  seq INTEGER NOT NULL, hash BLOB NOT NULL, -- of the last event
  signature BLOB               -- Ed25519 over both, by the key beside the file (keys.h); NULL: the key was not there
) STRICT;
CREATE TABLE seal (            -- of each table that no event rebuilds, the hash of its content (seal.h)
  table_name TEXT PRIMARY KEY, hash TEXT NOT NULL /* SHA-256, hex; '': open, the site is watched */, seq INTEGER NOT NULL /* the event that says so */
) STRICT, WITHOUT ROWID;

CREATE TABLE site (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID; -- settings: name, two-people, fiscal-year-start ...

CREATE TABLE contact (         -- people and units. Name, mail and phone can be erased: events hold ids and a salted hash only
  id INTEGER PRIMARY KEY, name TEXT, mail TEXT, phone TEXT, unit TEXT /* department or company; no secret, stands in events */,
  side TEXT NOT NULL,          -- it ot executive vendor csirt other
  away_from TEXT, away_until TEXT, -- absence, first and last day
  public_key TEXT,             -- Ed25519, hex, once a key was made
  commitment TEXT NOT NULL,    -- SHA-256 over salt and the personal fields, hex
  salt BLOB,                   -- NULL once erased
  erased INTEGER NOT NULL, seq INTEGER NOT NULL, language TEXT /* ja en: in which they are written to; NULL as the site */
) STRICT;
CREATE TABLE person_key (      -- private keys, each boxed by its person's passphrase (assess/people.h); in no event
  contact INTEGER PRIMARY KEY, box BLOB NOT NULL, salt BLOB NOT NULL, nonce BLOB NOT NULL
) STRICT;

CREATE TABLE system (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL /* poc core important */, planned_start TEXT, planned_end TEXT,
  status TEXT NOT NULL /* trial live ended */, note TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE system_device (system INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (system, device)) STRICT, WITHOUT ROWID;

CREATE TABLE record (          -- the newest version of each; older ones are events
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, topic TEXT /* of kinds that have topics */,
  system TEXT NOT NULL,        -- 'site' or 's1'
  device INTEGER,              -- or NULL: the whole system
  item TEXT,                   -- for statement, config-export, probe-result: the sub-item it speaks of
  says TEXT NOT NULL,          -- yes partly no: what it says of the sub-items it answers, the worst of `said` and its choices
  said TEXT NOT NULL,          -- what its writer chose
  because TEXT, plan_on TEXT,  -- unless yes: why, and by when it will be
  owner INTEGER, deputy INTEGER, no_deputy TEXT /* the reason why there is none */,
  made_on TEXT NOT NULL, expires_on TEXT /* the last valid day; NULL: does not expire */,
  fields TEXT NOT NULL,        -- JSON object of the kind's fields
  attachment TEXT, attachment_hash TEXT /* SHA-256, hex */,
  version INTEGER NOT NULL,    -- 1, 2 ... of this record
  hash TEXT NOT NULL,          -- SHA-256 of its body, hex: what a signature and an answer refer to
  signed INTEGER NOT NULL,     -- 1: this version is signed with the key of its owner, or of who answered it
  removed INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (        -- what people decided; PRIMARY KEY says: one each, history is in the journal
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL /* sub-item "32-3", or item "32" for what its sub-items inherit */,
  choice TEXT NOT NULL /* adopt part not */, reason TEXT, inherit INTEGER NOT NULL /* 1: the item's reason counts */,
  point TEXT, contact INTEGER, at INTEGER NOT NULL, hash TEXT NOT NULL /* of the body, hex */, seq INTEGER NOT NULL,
  PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE own_item (        -- items the company adds (item 'A1' ...)
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, title TEXT NOT NULL, lead TEXT NOT NULL, checks TEXT NOT NULL /* JSON list */,
  records TEXT NOT NULL /* JSON list of bindings */, seq INTEGER NOT NULL, PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE signature (
  id INTEGER PRIMARY KEY, system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, contact INTEGER NOT NULL,
  side TEXT NOT NULL /* it ot executive */, role TEXT NOT NULL /* lead consulted countersign approve */,
  decision_hash TEXT NOT NULL, evidence_hash TEXT NOT NULL, question_hash TEXT NOT NULL, -- hex
  at INTEGER NOT NULL, public_key TEXT, value TEXT /* hex; both NULL: declared, not proven */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE wording (         -- the customer's own copy of the official sheet, kept locally only
  sheet TEXT NOT NULL, item TEXT NOT NULL, title TEXT, mark TEXT, lead TEXT, levels TEXT, seq INTEGER NOT NULL, PRIMARY KEY (sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE frozen (          -- submitted versions, to be read back with the rules of their day
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, system TEXT NOT NULL, sheet TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL /* JSON */,
  hash TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;

-- The model of a site: what was taken in (inventory/save.h). Events tell of it; the model itself is not rebuilt from the journal.
CREATE TABLE taken (           -- the captures, one row a row of source
  source INTEGER PRIMARY KEY, digest TEXT NOT NULL /* SHA-256 of the file, hex */, size INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE service_closed (  -- services that answered and then refused: closed since that attempt (service.answered is 0)
  device INTEGER NOT NULL, transport TEXT NOT NULL, port INTEGER NOT NULL, since INTEGER NOT NULL, packet INTEGER NOT NULL,
  PRIMARY KEY (device, transport, port)
) STRICT, WITHOUT ROWID;

-- Computed, not journaled one by one (their changes are events).
CREATE TABLE outcome (         -- what each check said of each system when it was last asked
  check_name TEXT NOT NULL, system TEXT NOT NULL, version INTEGER NOT NULL, findings INTEGER NOT NULL, looked INTEGER NOT NULL,
  good INTEGER NOT NULL, unfinished INTEGER NOT NULL, found_hash TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (check_name, system)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcome_marks (   -- of which devices: bit n of byte n/8 is device n; so that a system counts without asking again
  check_name TEXT PRIMARY KEY, looked BLOB, good BLOB /* NULL none */
) STRICT, WITHOUT ROWID;
CREATE TABLE answered (        -- the answers as the journal last told them: what compare and history read
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, verdict TEXT NOT NULL, grade TEXT NOT NULL, expired INTEGER NOT NULL,
  evidence_hash TEXT NOT NULL, question_hash TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (system, sheet, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding_life (    -- findings over time: one row per check, subject and key
  id INTEGER PRIMARY KEY, check_name TEXT NOT NULL, subject TEXT NOT NULL /* d3 o2 or site */, key TEXT NOT NULL,
  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, closed INTEGER /* when it was gone, NULL open */, UNIQUE (check_name, subject, key)
) STRICT;

-- Watching (schema 2, migrations/002.sql).
CREATE TABLE packet_file (     -- the rolling packet store of mimamori serve: one row a row of source that is a file of it
  source INTEGER PRIMARY KEY, file TEXT NOT NULL /* name in SITE.db.packets */, bytes INTEGER NOT NULL, dropped INTEGER NOT NULL /* frames the kernel or the card lost meanwhile */,
  gone INTEGER NOT NULL        -- 1: deleted by the bounds of the store
) STRICT;
-- What people say of devices (inventory/keep.h, assess/profile.h, assess/life_states.h).
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

-- The whole thread (schema 3, migrations/003.sql).
-- detect: what detectors learnt (detect/table.h)
CREATE TABLE detect_state (    -- a page of rows of a detector's table, as it lies in memory; neither told of nor rebuilt by events
  detector TEXT NOT NULL /* the table's name */, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (detector, part)
) STRICT;

-- alarm: alarms, their signals and devices
CREATE TABLE signal (          -- what detectors said, newest 100,000; one row from its beginning to its end
  id INTEGER PRIMARY KEY, detector TEXT NOT NULL, by_text TEXT /* address or "d3" as it was said */, on_text TEXT, by_device INTEGER, on_device INTEGER,
  key TEXT NOT NULL, at INTEGER NOT NULL, last INTEGER NOT NULL, standing INTEGER NOT NULL /* 1: not over */, off INTEGER /* said to be over since; its delay runs */, count INTEGER NOT NULL,
  claimed INTEGER NOT NULL, learning INTEGER NOT NULL, data TEXT NOT NULL /* JSON: its values */, packet INTEGER,
  alarm INTEGER /* it belongs to */, work INTEGER /* record of the work window it came in */
) STRICT;
CREATE TABLE alarm_packet (alarm INTEGER NOT NULL, packet INTEGER NOT NULL, at INTEGER NOT NULL) STRICT; -- at most 20 an alarm: the first and the newest
CREATE TABLE alarm_note (alarm INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, words TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;

-- incident: incidents, deeds, evidence are in model.sql; emergency mode
CREATE TABLE emergency (       -- a row while it is on
  id INTEGER PRIMARY KEY /* 1 */, since INTEGER NOT NULL, incident INTEGER NOT NULL /* that opened it */, contact INTEGER, reason TEXT, seq INTEGER NOT NULL
) STRICT;

-- people: messages and their delivery
CREATE TABLE message_link (    -- what the link in a mail is compared with; in no event, gone once it is over
  token TEXT PRIMARY KEY, receiver INTEGER NOT NULL /* message_to */, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- courier and wallboards: where messages leave the site, and the screens on the shop floor
CREATE TABLE courier (         -- one row; passwords and keys lie in SITE.db.secrets, here only since when
  id INTEGER PRIMARY KEY CHECK (id = 1), host TEXT, port INTEGER NOT NULL, tls TEXT NOT NULL /* starttls tls none */, login TEXT, sender TEXT,
  ca TEXT /* PEM; NULL: the machine's */, webhook TEXT, password_at INTEGER, webhook_key_at INTEGER, -- us
  at INTEGER NOT NULL, actor TEXT NOT NULL, permitted INTEGER /* us; NULL: nothing is sent */, permitted_by TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE wallboard (       -- "w1" outside
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, system TEXT /* NULL: the site */, line TEXT, made INTEGER NOT NULL, actor TEXT NOT NULL,
  code_until INTEGER NOT NULL, paired INTEGER, origin TEXT /* address then */, revoked INTEGER, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE wallboard_secret ( -- in no event: eight digits are soon guessed from their hash
  wallboard INTEGER PRIMARY KEY, code TEXT UNIQUE /* SHA-256, hex; NULL once it is used */, screen TEXT UNIQUE /* of the cookie */
) STRICT;

-- attack (schema 4): what people said of attack assumptions
CREATE TABLE assumption_said ( -- what people said of attack assumptions; the newest of each place (assess/attack.h)
  seq INTEGER PRIMARY KEY, system TEXT NOT NULL, attack TEXT NOT NULL, place TEXT NOT NULL /* as assumption.key, or all of a kind: "sensor", "sensor~plc", "sensor~outside" */,
  said TEXT NOT NULL /* accepted rejected */, added INTEGER NOT NULL /* 1: nobody had proposed it */, words TEXT, harms TEXT /* JSON list; NULL: as its kind says */,
  actor TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (attack, place, system)
) STRICT;

-- grid (schema 4): J-CLICS (assess/jclics.h)
CREATE TABLE jclics_text (     -- the customer's own copy of the official questions, kept here only: in no event and, unless somebody asks for it, in no export
  edition TEXT NOT NULL /* step1 step2 attack-path */, slot INTEGER NOT NULL, field TEXT, question TEXT NOT NULL, PRIMARY KEY (edition, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE jclics_answer (   -- what people answered
  edition TEXT NOT NULL, slot INTEGER NOT NULL, answer TEXT NOT NULL /* yes no */, reason TEXT NOT NULL, contact INTEGER, answered_on TEXT NOT NULL,
  expires_on TEXT /* the last valid day */, question_hash TEXT /* of the text that was answered, hex; NULL none was there */, seq INTEGER NOT NULL,
  PRIMARY KEY (edition, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE jclics_bound (    -- what people chose to see beside a question
  edition TEXT NOT NULL, slot INTEGER NOT NULL, checks TEXT NOT NULL /* JSON list */, records TEXT NOT NULL /* JSON list of kind or kind:topic */,
  seq INTEGER NOT NULL, PRIMARY KEY (edition, slot)
) STRICT, WITHOUT ROWID;

-- pack (schema 4)
CREATE TABLE pack (            -- what is asked of one vendor: "p1" outside (assess/pack.h). Its content is written once and never changes
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL /* requirements questions */, vendor TEXT NOT NULL, contact INTEGER /* at the vendor: whose account may see it */,
  system TEXT NOT NULL, title TEXT NOT NULL, level TEXT /* of requirements */, due_on TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
  content TEXT NOT NULL /* JSON: all that the file says, but the answers */, hash TEXT NOT NULL /* of content, hex */,
  why TEXT NOT NULL /* JSON {"d3": ["maker", "r4"]}: why each device is in it; never in the file */,
  questions INTEGER NOT NULL, covers INTEGER NOT NULL /* how many questions; how many machines it covers */,
  answered INTEGER /* when answers last came */, withdrawn INTEGER /* when */, because TEXT, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE pack_answer (     -- what the vendor said, the newest of each question: a proposal until a person takes it
  pack INTEGER NOT NULL, question TEXT NOT NULL, choice TEXT, words TEXT, evidence TEXT, day TEXT, whole INTEGER NOT NULL /* 1: all that is wanted is there */, at INTEGER NOT NULL, actor TEXT NOT NULL,
  source TEXT /* SHA-256 of the file it came in, hex; NULL: typed in the browser */, taken INTEGER /* when */, taken_by TEXT, seq INTEGER NOT NULL,
  PRIMARY KEY (pack, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE pack_record (pack INTEGER NOT NULL, question TEXT NOT NULL, record INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (pack, question, record)) STRICT, WITHOUT ROWID; -- what an answer became
