-- Four here and two in another segment; five, of which one did not answer; five web pages.
INSERT INTO x_device(id, kind, ip, behind) VALUES (1, 'pc', '192.168.1.1', NULL), (2, 'pc', '192.168.1.2', NULL), (3, 'hmi', '192.168.1.3', NULL), (4, 'hmi', '192.168.1.4', NULL), (5, 'server', '10.0.0.5', 7), (6, 'server', '10.0.0.6', 7), (7, 'router', '192.168.1.254', NULL);
INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 445, 'smb', 1), (2, 'tcp', 445, 'smb', 1), (3, 'tcp', 445, 'smb', 1), (3, 'tcp', 139, 'smb', 1), (4, 'tcp', 445, 'smb', 1), (5, 'tcp', 445, 'smb', 1), (6, 'tcp', 445, 'smb', 1),
  (1, 'tcp', 23, 'telnet', 1), (2, 'tcp', 23, 'telnet', 1), (3, 'tcp', 23, 'telnet', 1), (4, 'tcp', 23, 'telnet', 1), (7, 'tcp', 23, 'telnet', 0),
  (1, 'tcp', 80, 'http', 1), (2, 'tcp', 80, 'http', 1), (3, 'tcp', 80, 'http', 1), (4, 'tcp', 80, 'http', 1), (7, 'tcp', 80, 'http', 1);
