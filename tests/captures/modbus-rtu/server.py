"""A converter of a serial line with two units behind it: python3-pymodbus (Debian 12, 3.0.0), messages of the line in TCP."""
import asyncio
from pymodbus.datastore import ModbusSequentialDataBlock as Block, ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.server import StartAsyncTcpServer

UNITS = {1: ModbusSlaveContext(di=Block(0, [1, 0] * 100), co=Block(0, [0] * 200), hr=Block(0, list(range(1000, 1200))), ir=Block(0, list(range(200)))),
         7: ModbusSlaveContext(hr=Block(0, [70] * 50))}
WHO = ModbusDeviceIdentification(info_name={'VendorName': 'Example Drives', 'ProductCode': 'ED-750', 'MajorMinorRevision': '2.14'})
asyncio.run(StartAsyncTcpServer(context=ModbusServerContext(slaves=UNITS, single=False), identity=WHO, framer=ModbusRtuFramer, address=('192.168.250.1', 4001)))
