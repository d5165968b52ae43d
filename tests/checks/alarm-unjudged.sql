INSERT INTO setting(key, value) VALUES ('now', 1100000000000);
INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, again, seq, device, count, last, concerned) VALUES
  (1, 'scan', 1, 'by', 'd1', 'device', 'x', 'x', '{}', 1000000000000, 1000000000000, 0, 1, NULL, 5, 1000000000000, 1);
