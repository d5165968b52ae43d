-- Schema 3: the whole thread (issue 5): alarms, incidents, people who are told. One section an owner; site.sql (or model.sql, where a check
-- asks) carries the same tables.

-- detect: what detectors learnt (detect/table.h)

-- alarm: alarms, their signals and devices

-- incident: incidents, deeds, evidence, emergency mode

-- people: messages and their delivery
CREATE TABLE message (         -- what somebody was to be told (respond/messages.h): one per alarm and gravity, per step of an incident
  id INTEGER PRIMARY KEY,      -- "n1", "n2" ... outside
  cause TEXT NOT NULL /* alarm incident test digest */, about INTEGER /* alarm, incident or contact; of a digest NULL */,
  what TEXT NOT NULL,          -- alarm: raised graver; incident: opened confirmed contained closed report-due; test; digest
  severity TEXT NOT NULL /* critical high medium low */, system TEXT NOT NULL /* 'site' or 's1' */, at INTEGER NOT NULL,
  subject TEXT NOT NULL,       -- as it stands in the mail, in the site's language
  count INTEGER NOT NULL,      -- alarms it stands for: a digest several
  state TEXT NOT NULL,         -- waiting (nobody acknowledged yet) acknowledged unheard (all were told, nobody did) over (its cause ended) digested
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
  why TEXT,                    -- skipped: no-mail away nobody over; failed: refused tries; queued: later unsure lost
  tries INTEGER NOT NULL, next INTEGER /* not before, us */, sent INTEGER /* when a server took it */, code INTEGER, said TEXT /* the server's words */,
  seq INTEGER NOT NULL
) STRICT;
CREATE TABLE duty_gap (        -- what is wrong with who is on duty: computed from rosters and absences (respond/roster.h)
  what TEXT NOT NULL,          -- nobody (hours of no one) uncomputed (hours that are free text) no-mail no-phone both-away unclear
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
