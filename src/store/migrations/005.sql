-- Schema 5: the plant's own languages (issue 7). One section an owner; model.sql (or site.sql) carries the same tables. What a site
-- saw before holds no deeds: they are known from the next period on.

-- engine: what requests do, each operation by itself, kinds of values
ALTER TABLE command ADD COLUMN deed TEXT;
CREATE TABLE operation (       -- each request that can do something to equipment, other than write, force, call and file-read, by itself: at most 10,000 a run. Equal ones of one second are one row
  protocol TEXT NOT NULL, code INTEGER NOT NULL, sub INTEGER, name TEXT NOT NULL, class TEXT NOT NULL, deed TEXT NOT NULL,
  detail TEXT NOT NULL /* what it was done to, as far as said; else '' */, client INTEGER, server INTEGER, client_outside INTEGER, server_outside INTEGER,
  client_ip TEXT, server_ip TEXT, at INTEGER NOT NULL, packet INTEGER NOT NULL,
  count INTEGER NOT NULL, answered INTEGER NOT NULL, refused INTEGER NOT NULL -- the rest of count nobody was seen to answer
) STRICT;
ALTER TABLE point ADD COLUMN type TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE point ADD COLUMN writes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE point ADD COLUMN period_us INTEGER;

-- wifi: access points, their stations, who sends deauthentications
