"""Reads and writes both units of server.py; one read is refused."""
from pymodbus.client import ModbusTcpClient
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.mei_message import ReadDeviceInformationRequest

c = ModbusTcpClient('192.168.250.1', port=4001, framer=ModbusRtuFramer, timeout=1, retries=0)
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
c.execute(ReadDeviceInformationRequest(0x01, 0x00, slave=1))
c.read_holding_registers(40, 2, slave=7)
c.close()
