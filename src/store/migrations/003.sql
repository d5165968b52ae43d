-- Schema 3: the whole thread (issue 5): alarms, incidents, people who are told. One section an owner; site.sql (or model.sql, where a check
-- asks) carries the same tables.

-- detect: what detectors learnt (detect/table.h)

-- alarm: alarms, their signals and devices

-- incident: incidents, deeds, evidence, emergency mode

-- people: messages and their delivery

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
