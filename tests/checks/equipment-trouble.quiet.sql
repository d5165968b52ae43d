-- It runs, what was wrong is gone, a part was put in.
INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.0.20');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'property', 'profinet-alarm=diagnosis disappears, slot 2.1', 'profinet-rt', 76), (1, 'property', 'profinet-provider=run', 'profinet-rt', 70),
  (1, 'property', 'profinet-alarm=plug, slot 2.1', 'profinet-rt', 78), (1, 'property', 'cc-link-program=running', 'cc-link-ief-basic', 7), (1, 'property', 'cip-outputs=run', 'cip', 7);
