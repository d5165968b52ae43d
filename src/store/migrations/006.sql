-- Schema 6. One section a use; model.sql carries the same.

-- evidence: when the evidence of findings was seen, beside the moment in which they were judged (finding_life). Computed at each judging.
ALTER TABLE finding ADD COLUMN evidence_first INTEGER;
ALTER TABLE finding ADD COLUMN evidence_last INTEGER;

-- drawn
CREATE TABLE drawn (           -- devices that stand in exactly one system that people drew; computed before each judging, of a site only (assess/drawn.h)
  device INTEGER PRIMARY KEY, system INTEGER NOT NULL, name TEXT NOT NULL
) STRICT;
CREATE TABLE drawn_link (      -- devices of two such systems whose link somebody approved, both ways: in a profile, or by a record
  client INTEGER NOT NULL, server INTEGER NOT NULL, PRIMARY KEY (client, server)
) STRICT, WITHOUT ROWID;
