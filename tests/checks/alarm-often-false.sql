INSERT INTO setting(key, value) VALUES ('now', 1100000000000);
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, count, last, concerned, dismissed, dismissed_as) VALUES
  (1, 'series-range', 2, 'on', 'd1', 'data', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, 'false-alarm'),
  (2, 'series-range', 2, 'on', 'd1', 'data', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, 'false-alarm'),
  (3, 'series-range', 2, 'on', 'd1', 'data', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, 'false-alarm'),
  (4, 'series-range', 2, 'on', 'd1', 'data', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, 'false-alarm'),
  (5, 'series-range', 2, 'on', 'd1', 'data', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, 5, 1000000000000, 1, 1000000000001, 'false-alarm');
