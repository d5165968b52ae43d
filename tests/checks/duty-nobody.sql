INSERT INTO setting(key, value) VALUES ('roster', 1);
INSERT INTO duty_gap(what, system, hours) VALUES ('nobody', 'site', '月 20:00～火 8:00 / Mon 20:00 to Tue 8:00'), ('nobody', 'site', '金 20:00～月 8:00 / Fri 20:00 to Mon 8:00');
