-- The model: what was seen (DESIGN 9). Checks, pages and the centre rely on these names; columns are added, never renamed.
-- Booleans are INTEGER 0/1, times INTEGER microseconds since 1970 UTC, packets INTEGER = file << 32 | frame number.
-- Unknown is NULL. Rows are written in one transaction; indexes are made after the rows (model-indexes.sql).

CREATE TABLE source (          -- the inputs, in order; file = index into capture.files
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL, snaplen INTEGER, packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL, first INTEGER, last INTEGER, truncated INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (         -- facts about this run: key/value ("mirror_incomplete" 0/1, "ledger" 0/1, "profile" 0/1: people approved something, "roster" 0/1: somebody wrote one, "attacks-judged" 0/1: people said something of attack assumptions, "told" 0/1: there are messages, "watched" 0/1: detectors listen (or did) and what they said is in alarm, "drawn" 0/1: people drew two systems or more, and 0 of one run, "controls" 0/1: as "profile", and 0 of one run: whether devices without a measured control are told, "watched_from", "watched_until" us: without a break, "tell_within" us: until an answer is late, "addresses_shared" 0: no two devices claimed one, "now" us, "capture_end" us ...)
  key TEXT PRIMARY KEY, value INTEGER, text TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,      -- 1, 2 ... by first frame: "d1", "d2" outside
  name TEXT,                   -- the best name, or NULL
  maker TEXT, kind TEXT NOT NULL, layer TEXT NOT NULL, model TEXT, firmware TEXT, serial TEXT, os TEXT,
  confidence INTEGER NOT NULL, -- 0..100 of kind
  first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL,        -- frames it sent
  mac TEXT, ip TEXT,           -- the main ones, for sentences; all of them are in address
  random_mac INTEGER NOT NULL, -- its only MACs are locally administered
  router INTEGER NOT NULL,     -- it forwards for others
  behind INTEGER,              -- the router's device id when it is seen only behind one
  hidden INTEGER NOT NULL,     -- addresses or devices behind it are known (hub, gateway, Modbus units)
  ledger INTEGER,              -- row of ledger, NULL not in it
  known INTEGER NOT NULL,      -- 1 in the ledger
  payload INTEGER NOT NULL,    -- packets of its conversations that carry payload
  unnamed_payload INTEGER NOT NULL -- of these, in conversations that nothing names
) STRICT;

CREATE TABLE address (         -- observed addresses
  device INTEGER NOT NULL, kind TEXT NOT NULL /* mac ip */, value TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  packet INTEGER NOT NULL, source TEXT NOT NULL, confidence INTEGER NOT NULL
) STRICT;

CREATE TABLE fact (
  device INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL,
  confidence INTEGER NOT NULL, count INTEGER NOT NULL
) STRICT;

CREATE TABLE service (         -- what a device offers, by its conversations; answered 1: it did answer
  device INTEGER NOT NULL, transport TEXT NOT NULL, port INTEGER NOT NULL, protocol TEXT NOT NULL, answered INTEGER NOT NULL,
  encrypted INTEGER,           -- 1 yes 0 no NULL unknown
  clients INTEGER NOT NULL,    -- distinct clients (bounded)
  outside_clients INTEGER NOT NULL, -- of these, not on site
  scanned_only INTEGER NOT NULL,    -- 1: every client of it was a scanner
  first_packet INTEGER NOT NULL, last_packet INTEGER NOT NULL
) STRICT;

CREATE TABLE outside (         -- "o1", "o2" ...
  id INTEGER PRIMARY KEY, name TEXT, network TEXT NOT NULL /* prefix */, country TEXT /* ISO 3166 alpha-2 */,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL
) STRICT;
CREATE TABLE outside_address (outside INTEGER NOT NULL, ip TEXT NOT NULL) STRICT;
CREATE TABLE outside_name (outside INTEGER NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL) STRICT;

CREATE TABLE flow (            -- one row per (client address, server address, transport, server port, protocol)
  id INTEGER PRIMARY KEY,      -- largest first
  client INTEGER, server INTEGER,                   -- device ids, NULL when that end is none
  client_outside INTEGER, server_outside INTEGER,   -- outside ids
  client_ip TEXT, server_ip TEXT, transport TEXT NOT NULL, port INTEGER, protocol TEXT NOT NULL,
  packets INTEGER NOT NULL, bytes INTEGER NOT NULL, payload INTEGER NOT NULL,
  encrypted INTEGER,           -- 1 yes 0 no NULL unknown
  first INTEGER NOT NULL, last INTEGER NOT NULL, first_packet INTEGER NOT NULL, last_packet INTEGER NOT NULL,
  answered INTEGER NOT NULL, refused INTEGER NOT NULL, connections INTEGER NOT NULL,
  client_port INTEGER,         -- of its first conversation (for the Community ID)
  scan INTEGER NOT NULL,       -- 1: a share of a scan (bare SYNs, or ended before a word was said, from a scanning client)
  to_group INTEGER NOT NULL    -- server_ip is multicast or broadcast
) STRICT;

CREATE TABLE command (
  protocol TEXT NOT NULL, code INTEGER NOT NULL, sub INTEGER, name TEXT NOT NULL, class TEXT NOT NULL,
  client INTEGER, server INTEGER, client_ip TEXT, server_ip TEXT,
  count INTEGER NOT NULL, answered INTEGER NOT NULL, refused INTEGER NOT NULL, first_packet INTEGER NOT NULL, first INTEGER NOT NULL,
  client_outside INTEGER, server_outside INTEGER,
  deed TEXT                    -- what it can do to equipment (src/fact/deeds.def); NULL: nothing
) STRICT;
CREATE TABLE operation (       -- each request that can do something to equipment, other than write, force, call and file-read, by itself: at most 10,000 a run. Equal ones of one second are one row
  protocol TEXT NOT NULL, code INTEGER NOT NULL, sub INTEGER, name TEXT NOT NULL, class TEXT NOT NULL, deed TEXT NOT NULL,
  detail TEXT NOT NULL /* what it was done to, as far as said; else '' */, client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER,
  client_ip TEXT, server_ip TEXT, at INTEGER NOT NULL, packet INTEGER NOT NULL,
  count INTEGER NOT NULL, answered INTEGER NOT NULL, refused INTEGER NOT NULL -- the rest of count nobody was seen to answer
) STRICT;

CREATE TABLE login (           -- sign-ins, one row per (client, server, port, protocol, method)
  client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER, client_ip TEXT, server_ip TEXT,
  protocol TEXT NOT NULL, port INTEGER NOT NULL, method TEXT NOT NULL, clear INTEGER NOT NULL,
  ok INTEGER NOT NULL, failed INTEGER NOT NULL, unknown INTEGER NOT NULL,   -- how many of each result
  default_pair INTEGER NOT NULL,  -- 1: a published default of this maker was used and not refused
  first_packet INTEGER NOT NULL, packet INTEGER NOT NULL /* the most telling one */, first INTEGER NOT NULL,
  default_ok INTEGER NOT NULL     -- 1: it was accepted, too
) STRICT;

CREATE TABLE secret (          -- the same secret at several places: equal grp = equal secret. No secret and no hash is kept
  grp INTEGER NOT NULL, device INTEGER NOT NULL /* the server */, protocol TEXT NOT NULL, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate (
  device INTEGER, outside INTEGER, port INTEGER NOT NULL, subject TEXT NOT NULL, issuer TEXT NOT NULL,
  not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, self_signed INTEGER NOT NULL, bits INTEGER, packet INTEGER NOT NULL,
  seen INTEGER NOT NULL        -- when it was shown, us
) STRICT;

CREATE TABLE tls (             -- handshakes, one row per (client, server, port, version, cipher)
  client INTEGER, server INTEGER, server_outside INTEGER, port INTEGER NOT NULL, version INTEGER NOT NULL, cipher TEXT NOT NULL,
  weak INTEGER NOT NULL, sni TEXT, count INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE point (           -- values seen
  device INTEGER NOT NULL, name TEXT NOT NULL, protocol TEXT NOT NULL, count INTEGER NOT NULL, least REAL, most REAL, last_value REAL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL,
  type TEXT NOT NULL DEFAULT 'unknown' /* bool int8 uint8 int16 ... float double unknown: a guess where the protocol does not say */,
  writes INTEGER NOT NULL DEFAULT 0 /* how many of count were set by a client */,
  period_us INTEGER            -- mean time between values, pauses left out; NULL: too few
) STRICT;

CREATE TABLE time_sync (       -- who asks whom for the time, and how far clocks are apart
  device INTEGER NOT NULL, server INTEGER, server_outside INTEGER, stratum INTEGER, offset_us INTEGER, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE port_map (        -- requests to open a port to the outside
  device INTEGER NOT NULL, router INTEGER, protocol TEXT NOT NULL, outside_port INTEGER, inside_port INTEGER, purpose TEXT, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE hop (             -- the medium of a hop, when somebody said it
  station INTEGER NOT NULL, ap INTEGER, medium TEXT NOT NULL, source TEXT NOT NULL, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE neighbour (device INTEGER NOT NULL, peer INTEGER NOT NULL, port TEXT, source TEXT NOT NULL, packet INTEGER NOT NULL) STRICT;

CREATE TABLE scan (            -- who tried many: from the flow sketch
  device INTEGER, outside INTEGER, transport TEXT NOT NULL, port INTEGER /* NULL: many ports */, targets INTEGER NOT NULL, ports INTEGER NOT NULL,
  packets INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (          -- the plant's own list
  id INTEGER PRIMARY KEY, line_no INTEGER NOT NULL, number TEXT, name TEXT, mac TEXT, ip TEXT, line TEXT, place TEXT, owner TEXT,
  device INTEGER               -- the device it was matched to, NULL not seen
) STRICT;

CREATE TABLE finding (         -- made by assess from the checks
  id INTEGER PRIMARY KEY, check_name TEXT NOT NULL, severity INTEGER NOT NULL /* 0 critical .. 4 info */, device INTEGER, outside INTEGER,
  flow INTEGER, key TEXT, evidence_total INTEGER NOT NULL,
  title_ja TEXT NOT NULL, title_en TEXT NOT NULL, why_ja TEXT NOT NULL, why_en TEXT NOT NULL, do_ja TEXT NOT NULL, do_en TEXT NOT NULL,
  evidence_first INTEGER, evidence_last INTEGER -- when its first and its last packet of evidence were seen (assess/evidence-times.sql); NULL: not known, or not all packets are kept
) STRICT;
CREATE TABLE finding_about (finding INTEGER NOT NULL, device INTEGER, outside INTEGER, flow INTEGER) STRICT;
CREATE TABLE finding_item (finding INTEGER NOT NULL, item TEXT NOT NULL) STRICT;
CREATE TABLE finding_packet (finding INTEGER NOT NULL, packet INTEGER NOT NULL) STRICT;  -- at most 20 a finding

CREATE TABLE answer (          -- one row per system x sub-item
  system TEXT NOT NULL, sheet TEXT NOT NULL, item TEXT NOT NULL, verdict TEXT NOT NULL, grade TEXT NOT NULL,
  coverage_ja TEXT, coverage_en TEXT, needs_ja TEXT, needs_en TEXT,
  expired INTEGER NOT NULL DEFAULT 0, -- 1: unknown because a record or statement it stood on has expired
  as_of INTEGER, expires TEXT /* the last valid day */, provisional INTEGER NOT NULL DEFAULT 0, provisional_ja TEXT, provisional_en TEXT,
  evidence_hash TEXT NOT NULL DEFAULT '', question_hash TEXT NOT NULL DEFAULT '', -- hex: what a signature binds
  versions TEXT NOT NULL DEFAULT '' -- "jssec-2.1 telnet-in-use@1 ...": of the sheet and the checks
) STRICT;

CREATE TABLE limit_ (table_name TEXT NOT NULL, kept INTEGER NOT NULL, dropped INTEGER NOT NULL) STRICT;

CREATE TABLE change (          -- against an earlier inspect.json (setting 'against' = 1 when compared)
  kind TEXT NOT NULL /* new gone changed */, device INTEGER, old_id TEXT, field TEXT, old_value TEXT, new_value TEXT
) STRICT;

CREATE TABLE difference (      -- what is observed otherwise than approved, listed or locked: computed before judging (inventory/standing.h)
  device INTEGER NOT NULL, against TEXT NOT NULL /* profile ledger lock */,
  what TEXT NOT NULL /* profile: service peer protocol outside command-class address firmware; ledger: mac; lock: the field */,
  kind TEXT NOT NULL /* new gone differs */, key TEXT NOT NULL, -- as in profile_entry
  approved TEXT, observed TEXT, -- what people said, what was seen; NULL none
  peer INTEGER, outside INTEGER, -- whom it is about, too: a device, somebody outside
  packet INTEGER, since INTEGER NOT NULL -- when it was first told, us
) STRICT;

-- What was noticed and done (schema 3). Empty in the model of one run.
-- alarm
CREATE TABLE alarm (           -- what wants somebody to act: the signals of one cause, with one beginning and one end (respond/alarms.h); "a1", "a2" outside
  id INTEGER PRIMARY KEY, detector TEXT NOT NULL /* of its gravest signal */, severity INTEGER NOT NULL /* 0 critical .. 3 low */,
  grouped TEXT NOT NULL /* by on claimed many */, cause TEXT NOT NULL /* "d3" or an address; '' nobody */, lamp TEXT NOT NULL /* device data none */,
  title_ja TEXT NOT NULL, title_en TEXT NOT NULL, data TEXT NOT NULL /* JSON: what fills the holes of its sentences */,
  began INTEGER NOT NULL,      -- by the source's clock, as last and ended
  raised INTEGER NOT NULL, graver INTEGER /* when it was raised; when it last got graver: by the clock of who wrote, as what people do */,
  ended INTEGER, ended_by TEXT /* over person approved joined */, joined INTEGER /* the alarm it became a part of */,
  again INTEGER NOT NULL /* how often it began again */, began_again INTEGER /* when it last did, by the clock of who wrote */,
  acknowledged INTEGER, acknowledged_by INTEGER,
  dismissed INTEGER, dismissed_by INTEGER, dismissed_as TEXT /* false-alarm known-work test accepted other */, dismissed_words TEXT,
  shelved_until INTEGER, shelved_by INTEGER, shelved_words TEXT /* NULL: by the program, as it flaps */,
  work INTEGER,                -- the record of the work window that covers it
  seq INTEGER NOT NULL,
  device INTEGER,              -- of its cause, once it is known; this and what follows is counted, not journaled
  count INTEGER NOT NULL, last INTEGER NOT NULL, concerned INTEGER NOT NULL /* devices */
) STRICT;
CREATE TABLE alarm_device (    -- the devices it concerns, each for a lamp of its own
  alarm INTEGER NOT NULL, device INTEGER NOT NULL, part TEXT NOT NULL /* by on */, lamp TEXT NOT NULL /* device data none */,
  severity INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER /* NULL: it still is */
) STRICT;

-- incident
CREATE TABLE incident (        -- the only word for a case: "i1" outside (respond/incident.h). Written by events alone
  id INTEGER PRIMARY KEY, title TEXT NOT NULL,
  state TEXT NOT NULL /* suspected confirmed contained eradicated restored verified reviewed closed dismissed */, since INTEGER NOT NULL /* in this state */,
  opened INTEGER NOT NULL, opened_by TEXT NOT NULL /* actor: c3 local mimamori, w1 a wallboard */, person INTEGER /* contact picked on a wallboard's roster */,
  began INTEGER NOT NULL /* the first alarm's beginning, else when it was opened */, noticed INTEGER NOT NULL /* when somebody or something noticed */,
  class TEXT /* breakdown mistake attack; NULL not judged by both sides */, severity INTEGER /* 0 critical .. 3 low */, impact TEXT, personal TEXT /* yes no unknown */,
  cause TEXT, sure TEXT /* known likely unknown: how sure the cause is */, led_by INTEGER /* contact */,
  report_due INTEGER NOT NULL /* the first report, us */, verified INTEGER /* when, since it was last so */, exception INTEGER NOT NULL /* 1: both sides signed that it may end though not measured */,
  merged_into INTEGER, closed INTEGER, round INTEGER NOT NULL /* 1, +1 each time it is reopened: what was signed in an earlier round counts no more */,
  seq INTEGER NOT NULL         -- of the last event about it: its version
) STRICT;
CREATE TABLE incident_device ( -- whom it concerns
  incident INTEGER NOT NULL, device INTEGER NOT NULL, role TEXT NOT NULL /* by: it caused it; on: it was done to it */,
  cut INTEGER /* when it was cut off, us */, back INTEGER /* when it was put back */, seq INTEGER NOT NULL, PRIMARY KEY (incident, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE incident_alarm (incident INTEGER NOT NULL, alarm INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, alarm)) STRICT, WITHOUT ROWID;
CREATE TABLE deed (            -- what was done in an incident, in order: its timeline
  incident INTEGER NOT NULL, n INTEGER NOT NULL /* 1, 2 ... */, deed TEXT NOT NULL /* respond/incident.def */, at INTEGER NOT NULL, actor TEXT NOT NULL,
  contact INTEGER, side TEXT /* it ot executive ...: for which side that person acted */, was TEXT NOT NULL /* the state before */, became TEXT NOT NULL,
  words TEXT, fields TEXT NOT NULL /* JSON object */, proven INTEGER NOT NULL /* 1: signed with a key */, round INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE incident_report ( -- reports given
  incident INTEGER NOT NULL, n INTEGER NOT NULL /* of the deed */, audience TEXT NOT NULL /* inside parent csirt vendor ppc police jpcert ipa customers users affiliates stakeholders */,
  number INTEGER NOT NULL /* 1 the first report of this audience, 2 ... */, at INTEGER NOT NULL, final INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (        -- bags of evidence: "e1" outside (respond/evidence.h)
  id INTEGER PRIMARY KEY, incident INTEGER NOT NULL, asked INTEGER NOT NULL, asked_by TEXT NOT NULL, why TEXT NOT NULL /* opened again */,
  begins INTEGER NOT NULL, ends INTEGER NOT NULL /* the span of time that is wanted, us */,
  done INTEGER /* when it was frozen; NULL being made */, complete INTEGER /* 0: something is missing, `missing` says what */, missing TEXT /* JSON list of {what, why} */,
  files INTEGER, bytes INTEGER, packets INTEGER, digest TEXT /* SHA-256 of SHA256SUMS, hex */,
  checked INTEGER, damaged INTEGER /* when its hashes were last compared, and how many files differed */, seq INTEGER NOT NULL
) STRICT;
CREATE TABLE evidence_file (evidence INTEGER NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL, hash TEXT NOT NULL /* SHA-256, hex */, PRIMARY KEY (evidence, name)) STRICT, WITHOUT ROWID;

-- people
CREATE TABLE message (         -- what somebody was to be told (respond/messages.h): one per alarm and gravity, per step of an incident; "n1", "n2" outside
  id INTEGER PRIMARY KEY, cause TEXT NOT NULL /* alarm incident test digest */, about INTEGER /* alarm, incident or contact; of a digest NULL */,
  what TEXT NOT NULL,          -- alarm: raised graver; incident: opened confirmed contained closed report-due; test; digest
  deed INTEGER,                -- of an incident: the deed it tells of (deed.n)
  severity INTEGER NOT NULL /* 0 critical .. 3 low */, system TEXT NOT NULL /* 'site' or 's1' */, at INTEGER NOT NULL,
  subject TEXT NOT NULL,       -- as it stands in the mail, in the site's language
  state TEXT NOT NULL,         -- waiting (nobody acknowledged yet) told (wants no answer) acknowledged unheard (all were told, nobody did) over (its cause ended) digested
  part TEXT NOT NULL,          -- whom the last step told: judge second responsible deputy csirt; nobody
  due INTEGER,                 -- when the next step is, us; NULL none
  acknowledged INTEGER, acknowledged_by INTEGER, via TEXT /* page command wallboard link; all NULL: not */,
  digest INTEGER,              -- the message that stands for it instead
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE message_to (      -- each receiver of a message, in the order in which they were told
  id INTEGER PRIMARY KEY, message INTEGER NOT NULL, contact INTEGER /* NULL: a webhook, or nobody was there */,
  means TEXT NOT NULL /* mail webhook none */, part TEXT NOT NULL, instead_of INTEGER /* who is absent */, at INTEGER NOT NULL,
  state TEXT NOT NULL,         -- held (not permitted yet) queued sent failed skipped
  why TEXT,                    -- skipped: no-mail away nobody over did-it; failed: refused tries; queued: later unsure closed
  tries INTEGER NOT NULL, next INTEGER /* not before, us */, sent INTEGER /* when a server took it */, code INTEGER, because TEXT /* courier_cause */,
  said TEXT                    /* the server's words */,
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE duty_gap (        -- what is wrong with who is on duty: computed from rosters and absences (respond/roster.h)
  what TEXT NOT NULL,          -- nobody (hours of no one) stated (the same, known and told) uncomputed (hours that are free text) no-mail no-phone gone both-away
  system TEXT NOT NULL, record INTEGER /* the roster */, contact INTEGER, person TEXT /* "c3" */, hours TEXT /* when, in both languages: "ja / en" */,
  since_on INTEGER /* both-away: first day, us */, until_on INTEGER
) STRICT;

-- Risk (schema 4). Proposed assumptions and measured controls are computed at each judging.

-- attack
CREATE TABLE assumption (      -- an attack that evidence makes likely on an element or a link of the drawing, or that people named (assess/attack.h)
  id INTEGER PRIMARY KEY,      -- "t1" outside: of this judging; the same next time is attack@key
  attack TEXT NOT NULL /* data/attacks */, key TEXT NOT NULL /* an element "d3" "r4", a link "d3~d7" "d3~o1": what it hangs on */,
  device INTEGER, peer INTEGER, outside INTEGER, -- a link: device is its client; device NULL: entered by hand (a record)
  flow INTEGER, packet INTEGER /* of its gravest reason */, kind TEXT NOT NULL, far_kind TEXT /* of peer, "outside"; NULL: no link */,
  weight INTEGER NOT NULL /* 0 what was seen lets it happen now; 1 what was seen helps it; 2 what it is and where it stands */,
  state TEXT NOT NULL /* proposed accepted rejected: what people said of it or of all of its kind */, added INTEGER NOT NULL /* 1: people named it */,
  said INTEGER,                -- assumption_said.seq: what they said last
  measures INTEGER NOT NULL    -- measures that stand for it
) STRICT;
CREATE TABLE assumption_why (  -- why here: one row a reason
  assumption INTEGER NOT NULL, reason TEXT NOT NULL /* of data/attacks, or a check's name */, weight INTEGER NOT NULL, total INTEGER NOT NULL /* rows */,
  finding INTEGER, packet INTEGER, say_ja TEXT NOT NULL, say_en TEXT NOT NULL
) STRICT;
CREATE TABLE measure (         -- records of kind measure that stand, for checks
  record INTEGER NOT NULL, attack TEXT NOT NULL /* "theft@d3", or "theft" */, system TEXT NOT NULL, device INTEGER, layer TEXT NOT NULL /* physical human technical */,
  what TEXT NOT NULL, how TEXT NOT NULL, control TEXT /* data/controls */, it_owner INTEGER, ot_owner INTEGER, done_by INTEGER /* the end of that day, us */, state TEXT NOT NULL /* planned done */
) STRICT;

-- rank
CREATE TABLE control_held (    -- what was seen to protect a device from outside of it (assess/control.h); computed at each judging. No row: not measured
  control TEXT NOT NULL /* data/controls */, layer TEXT NOT NULL /* network radio boundary monitoring identity */, device INTEGER NOT NULL,
  held INTEGER NOT NULL /* 1 seen at work, 0 seen broken */, since INTEGER NOT NULL /* us */, count INTEGER NOT NULL /* how often */,
  about INTEGER /* another device */, packet INTEGER
) STRICT;
CREATE TABLE weakness (        -- findings that tell of a flaw of the device itself (data/weaknesses.yaml); computed at each judging
  device INTEGER NOT NULL, check_name TEXT NOT NULL, severity INTEGER NOT NULL /* 0 critical .. 2 medium */, findings INTEGER NOT NULL,
  control TEXT /* of another layer, measured to hold there, that covers it; NULL: uncovered */, packet INTEGER
) STRICT;

-- drawn (schema 6)
CREATE TABLE drawn (           -- devices that stand in exactly one system that people drew; computed before each judging, of a site only (assess/drawn.h)
  device INTEGER PRIMARY KEY, system INTEGER NOT NULL, name TEXT NOT NULL
) STRICT;
CREATE TABLE drawn_link (      -- devices of two such systems whose link somebody approved, both ways: in a profile, or by a record
  client INTEGER NOT NULL, server INTEGER NOT NULL, PRIMARY KEY (client, server)
) STRICT, WITHOUT ROWID;

-- pack (schema 4)
CREATE TABLE label (           -- security labels that records (jc-star) claim for a device's model; computed before each judging (assess/label.h)
  record INTEGER NOT NULL, device INTEGER NOT NULL, level INTEGER NOT NULL /* stars */, number TEXT NOT NULL /* of registration */,
  until INTEGER NOT NULL,      -- when its last valid day is over, us
  over INTEGER NOT NULL        -- 1: it was, when this was computed
) STRICT;

-- wifi
CREATE TABLE access_point (    -- a radio network by its BSSID, as 802.11 frames show it (inventory/wifi.h). A capture at a wire has none
  device INTEGER, bssid TEXT NOT NULL, network TEXT /* ap ad-hoc mesh; NULL, as all that announcements tell: none was recorded */,
  ssid TEXT /* its name; NULL never said */, names INTEGER NOT NULL /* how many different names it announced */, channel INTEGER,
  hidden INTEGER,              -- 1: its beacons leave the name out
  security TEXT                /* the weakest announced: open wep wpa-tkip owe wpa2-psk wpa2-eap wpa3-transition wpa3-sae wpa3-eap */,
  other TEXT                   /* another one announced under the same BSSID */,
  pairwise TEXT, group_cipher TEXT /* of: wep tkip ccmp gcmp */, pmf TEXT /* management frames protected: none optional required */,
  wpa INTEGER /* 1: the old WPA, too */, wps INTEGER, ft INTEGER /* fast transition */,
  announced INTEGER NOT NULL /* beacons and probe responses */, frames INTEGER NOT NULL /* data frames */,
  traffic TEXT                 /* how the weakest data frame was protected: clear wep tkip ccmp; NULL none carried anything */,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE wifi_client (     -- a station at a BSSID
  ap INTEGER, bssid TEXT NOT NULL, station INTEGER, mac TEXT NOT NULL, frames INTEGER NOT NULL /* data frames, both ways */, traffic TEXT /* as above */,
  joined INTEGER NOT NULL /* how often it was let in */, m1 INTEGER NOT NULL, m2 INTEGER NOT NULL, m3 INTEGER NOT NULL, m4 INTEGER NOT NULL /* messages of the four-way handshake */,
  pmkid INTEGER NOT NULL, reinstalled INTEGER NOT NULL /* how often packet numbers went back under the same key */,
  first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE wifi_leave (      -- deauthentication and disassociation: who says so, to whom; anybody can send one that is not protected
  sender INTEGER, ap INTEGER, bssid TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL /* MACs; ff:ff:ff:ff:ff:ff all */,
  disassociation INTEGER NOT NULL, reason INTEGER /* IEEE 802.11 9.4.1.7; NULL encrypted */, protected INTEGER NOT NULL,
  count INTEGER NOT NULL, burst INTEGER NOT NULL /* the most within 10 s */, first INTEGER NOT NULL, last INTEGER NOT NULL, packet INTEGER NOT NULL
) STRICT;
CREATE TABLE access_point_reason ( -- why an access point has its grade (data/wifi); computed at each judging (assess/wifi.h)
  device INTEGER, bssid TEXT NOT NULL, reason TEXT NOT NULL, grade INTEGER NOT NULL /* 0 red 1 orange 2 yellow 3 green; the least is the access point's */,
  packet INTEGER
) STRICT;

-- watch (schema 5)
CREATE TABLE engineering (     -- pieces of work on controllers (assess/engineering.h): operations of one client at one controller without a pause of half an hour; computed before each judging, of a site only
  id INTEGER PRIMARY KEY, client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER, client_ip TEXT, server_ip TEXT,
  began INTEGER NOT NULL, ended INTEGER NOT NULL, operations INTEGER NOT NULL, what TEXT NOT NULL /* the gravest: program control account */, packet INTEGER NOT NULL,
  record INTEGER, kind TEXT    -- the work-window or maintenance-visit it lies in; NULL: nobody wrote anything
) STRICT;
