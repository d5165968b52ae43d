"""Reads and writes both units of server.py; two writes are not answered (the server has no such function), one read is refused."""
from pymodbus.client import ModbusTcpClient

c = ModbusTcpClient('192.168.250.1', timeout=1, retries=0)
c.connect()
for _ in range(4):
    c.read_holding_registers(10, 4, slave=1)
    c.read_input_registers(3, 2, slave=1)
c.write_register(20, 4321, slave=1)
c.write_registers(30, [7, 8, 9], slave=7)
c.write_coil(5, True, slave=1)
c.write_coils(8, [True, False, True], slave=1)
c.read_coils(0, 16, slave=1)
c.read_discrete_inputs(0, 8, slave=1)
c.read_holding_registers(5000, 4, slave=1)
c.readwrite_registers(read_address=20, read_count=1, write_address=21, write_registers=[99], slave=1)
c.mask_write_register(address=20, and_mask=0xF0, or_mask=1, slave=1)
c.close()
