INSERT INTO setting(key, value) VALUES ('watched', 1), ('watched_from', 100), ('watched_until', 1000000000000), ('now', 1100000000000);
