CREATE INDEX address_device ON address(device);
CREATE INDEX fact_field ON fact(field, device);
CREATE INDEX fact_device ON fact(device);
CREATE INDEX service_protocol ON service(protocol);
CREATE INDEX service_device ON service(device);
CREATE INDEX flow_client ON flow(client);
CREATE INDEX flow_server ON flow(server);
CREATE INDEX flow_protocol ON flow(protocol);
