INSERT INTO setting(key, value) VALUES ('mirror_incomplete', 1);
