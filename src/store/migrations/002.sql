-- Schema 2: a site that is watched (mimamori serve). One section an owner; site.sql carries the same tables.

-- watching: the rolling packet store
CREATE TABLE packet_file (source INTEGER PRIMARY KEY, file TEXT NOT NULL, bytes INTEGER NOT NULL, dropped INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT;
