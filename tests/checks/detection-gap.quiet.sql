INSERT INTO setting(key, value) VALUES ('watched', 1), ('watched_from', 100), ('watched_until', 1099000000000), ('now', 1100000000000);
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, count, last, concerned, ended) VALUES
  (1, 'watch-blind', 1, 'by', '', 'none', 'x', 'x', '{}', 1098000000000, 1098000000000, 0, 1, 1, 1098000000000, 0, 1098500000000);
