INSERT INTO x_device(id, kind, ip) VALUES (1, 'sensor', '192.168.0.20');
INSERT INTO x_fact(device, field, value, source, packet) VALUES (1, 'property', 'profinet-alarm=diagnosis, slot 2.1', 'profinet-rt', 76), (1, 'property', 'profinet-provider=run, problem', 'profinet-rt', 70);
