INSERT INTO setting(key, value) VALUES ('roster', 1);
INSERT INTO duty_gap(what, system, record, contact, person, since_on, until_on) VALUES ('both-away', 'site', 1, 3, 'c3', 1796400000000000, 1796486400000000);
