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
CREATE TABLE assumption_said ( -- what people said of attack assumptions; the newest of each place (assess/attack.h)
  seq INTEGER PRIMARY KEY, system TEXT NOT NULL, attack TEXT NOT NULL, place TEXT NOT NULL /* as assumption.key, or all of a kind: "sensor", "sensor~plc", "sensor~outside" */,
  said TEXT NOT NULL /* accepted rejected */, added INTEGER NOT NULL /* 1: nobody had proposed it */, words TEXT, harms TEXT /* JSON list; NULL: as its kind says */,
  actor TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (attack, place, system)
) STRICT;

-- rank: measured controls and what they cover
CREATE TABLE control_held (    -- what was seen to protect a device from outside of it (assess/control.h); computed at each judging. No row: not measured
  control TEXT NOT NULL /* data/controls */, layer TEXT NOT NULL /* network radio boundary monitoring identity */, device INTEGER NOT NULL,
  held INTEGER NOT NULL /* 1 seen at work, 0 seen broken */, since INTEGER NOT NULL /* us */, count INTEGER NOT NULL /* how often */,
  about INTEGER /* another device */, packet INTEGER
) STRICT;
CREATE TABLE weakness (        -- findings that tell of a flaw of the device itself (data/weaknesses.yaml); computed at each judging
  device INTEGER NOT NULL, check_name TEXT NOT NULL, severity INTEGER NOT NULL /* 0 critical .. 2 medium */, findings INTEGER NOT NULL,
  control TEXT /* of another layer, measured to hold there, that covers it; NULL: uncovered */, packet INTEGER
) STRICT;

-- grid: J-CLICS (assess/jclics.h)
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

-- pack: question packs and requirement sheets for vendors, their answers
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
CREATE TABLE label (           -- security labels that records (jc-star) claim for a device's model; computed before each judging (assess/label.h)
  record INTEGER NOT NULL, device INTEGER NOT NULL, level INTEGER NOT NULL /* stars */, number TEXT NOT NULL /* of registration */,
  until INTEGER NOT NULL,      -- when its last valid day is over, us
  over INTEGER NOT NULL        -- 1: it was, when this was computed
) STRICT;
