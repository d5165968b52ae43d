"""A controller of python3-pymodbus (Debian 12, 3.0.0): two units."""
import asyncio
from pymodbus.datastore import ModbusSequentialDataBlock as Block, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncTcpServer

UNITS = {1: ModbusSlaveContext(di=Block(0, [1, 0] * 100), co=Block(0, [0] * 200), hr=Block(0, list(range(1000, 1200))), ir=Block(0, list(range(200)))),
         7: ModbusSlaveContext(hr=Block(0, [70] * 50))}
asyncio.run(StartAsyncTcpServer(context=ModbusServerContext(slaves=UNITS, single=False), address=('192.168.250.1', 502)))
