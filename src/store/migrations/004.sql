-- Schema 4: the sheet for its readers (issue 6): risk, grids, director, vendor, auditor, machines. One section an owner; site.sql (or
-- model.sql, where a check asks) carries the same tables. A section stands here before its first table.

-- attack: attack assumptions on elements and links, and what people said of them
CREATE TABLE assumption (      -- an attack that evidence makes likely on an element or a link of the drawing, or that people named (assess/attack.h)
  id INTEGER PRIMARY KEY,      -- "t1" outside: of this judging; the same next time is attack@key
  attack TEXT NOT NULL /* data/attacks */, key TEXT NOT NULL /* an element "d3" "r4", a link "d3~d7" "d3~o1": what it hangs on */,
  device INTEGER, peer INTEGER, outside INTEGER, -- a link: device is its client; device NULL: entered by hand (a record)
  flow INTEGER, packet INTEGER /* of its gravest reason */, kind TEXT NOT NULL, far_kind TEXT /* of peer, "outside"; NULL: no link */,
  weight INTEGER NOT NULL /* 0 what was seen lets it happen now; 1 what was seen helps it; 2 what it is and where it stands */,
  state TEXT NOT NULL /* proposed accepted rejected: what people said of it or of all of its kind */, added INTEGER NOT NULL /* 1: people named it */,
  measures INTEGER NOT NULL    -- measures that stand for it
) STRICT;
CREATE TABLE assumption_why (  -- why here: one row a reason
  assumption INTEGER NOT NULL, reason TEXT NOT NULL /* of data/attacks, or a check's name */, weight INTEGER NOT NULL, total INTEGER NOT NULL /* rows */,
  finding INTEGER, packet INTEGER, say_ja TEXT NOT NULL, say_en TEXT NOT NULL
) STRICT;
CREATE TABLE measure (         -- records of kind measure that stand, for checks
  record INTEGER NOT NULL, attack TEXT NOT NULL /* "theft@d3", or "theft" */, system TEXT NOT NULL, device INTEGER, layer TEXT NOT NULL /* physical human technical */,
  what TEXT NOT NULL, it_owner INTEGER, ot_owner INTEGER, done_by INTEGER /* the end of that day, us */, state TEXT NOT NULL /* planned done */
) STRICT;
CREATE TABLE assumption_said ( -- what people said of attack assumptions; the newest of each place (assess/attack.h)
  system TEXT NOT NULL, attack TEXT NOT NULL, place TEXT NOT NULL /* as assumption.key, or all of a kind: "sensor", "sensor~plc", "sensor~outside" */,
  said TEXT NOT NULL /* accepted rejected */, added INTEGER NOT NULL /* 1: nobody had proposed it */, words TEXT, harms TEXT /* JSON list; NULL: as its kind says */,
  actor TEXT NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (system, attack, place)
) STRICT, WITHOUT ROWID;

-- rank: measured controls and what they cover

-- grid: J-CLICS

-- pack: question packs and requirement sheets for vendors, their answers
