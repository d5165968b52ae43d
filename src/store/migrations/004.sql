-- Schema 4: the sheet for its readers (issue 6): risk, grids, director, vendor, auditor, machines. One section an owner; site.sql (or
-- model.sql, where a check asks) carries the same tables. A section stands here before its first table.

-- attack: attack assumptions on elements and links, and what people said of them
CREATE TABLE assumption (      -- an attack that evidence makes likely on an element or a link of the drawing (assess/attack.h); computed at each judging
  id INTEGER PRIMARY KEY, attack TEXT NOT NULL /* data/attacks */, key TEXT NOT NULL /* "d3", "d3>d7", "d3>o1": what it hangs on, the same next time */,
  device INTEGER NOT NULL, peer INTEGER, outside INTEGER, -- a link: device is its client
  flow INTEGER, packet INTEGER
) STRICT;

-- rank: measured controls and what they cover

-- grid: J-CLICS

-- pack: question packs and requirement sheets for vendors, their answers
