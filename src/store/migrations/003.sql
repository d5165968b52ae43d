-- Schema 3: the whole thread (issue 5): alarms, incidents, people who are told. One section an owner; site.sql (or model.sql, where a check
-- asks) carries the same tables.

-- detect: what detectors learnt (detect/table.h)
CREATE TABLE detect_state (    -- a page of rows of a detector's table, as it lies in memory; neither told of nor rebuilt by events
  detector TEXT NOT NULL /* the table's name */, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (detector, part)
) STRICT;

-- alarm: alarms, their signals and devices
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
CREATE TABLE signal (          -- what detectors said, newest 100,000; one row from its beginning to its end
  id INTEGER PRIMARY KEY, detector TEXT NOT NULL, by_text TEXT /* address or "d3" as it was said */, on_text TEXT, by_device INTEGER, on_device INTEGER,
  key TEXT NOT NULL, at INTEGER NOT NULL, last INTEGER NOT NULL, standing INTEGER NOT NULL /* 1: not over */, off INTEGER /* said to be over since; its delay runs */, count INTEGER NOT NULL,
  claimed INTEGER NOT NULL, learning INTEGER NOT NULL, data TEXT NOT NULL /* JSON: its values */, packet INTEGER,
  alarm INTEGER /* it belongs to */, work INTEGER /* record of the work window it came in */
) STRICT;
CREATE TABLE alarm_packet (alarm INTEGER NOT NULL, packet INTEGER NOT NULL, at INTEGER NOT NULL) STRICT; -- at most 20 an alarm: the first and the newest
CREATE TABLE alarm_note (alarm INTEGER NOT NULL, at INTEGER NOT NULL, contact INTEGER, words TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;

-- incident: incidents, deeds, evidence, emergency mode
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
CREATE TABLE emergency (       -- a row while it is on
  id INTEGER PRIMARY KEY /* 1 */, since INTEGER NOT NULL, incident INTEGER NOT NULL /* that opened it */, contact INTEGER, reason TEXT, seq INTEGER NOT NULL
) STRICT;

-- people: messages and their delivery
ALTER TABLE contact ADD COLUMN language TEXT;
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
