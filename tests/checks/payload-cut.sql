INSERT INTO x_setting(key, value) VALUES ('payload_cut', 1500);
