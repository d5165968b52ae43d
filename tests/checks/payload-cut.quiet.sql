INSERT INTO x_setting(key, value) VALUES ('payload_cut', 0);
