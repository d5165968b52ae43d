// Reads, writes, asks who it is, signs in, stops and starts the controller with node-snap7. argv[2]: folder with node_modules.
'use strict'
const { S7Client } = require(process.argv[2] + '/node-snap7')
const c = new S7Client(), real = Buffer.alloc(4), int = Buffer.alloc(2)
const tried = f => { try { f() } catch (e) { console.error(e.message) } }
real.writeFloatBE(99.25)
int.writeInt16BE(42)
for (const f of [
	() => c.ConnectTo('192.168.250.1', 0, 2), () => c.GetOrderCode(), () => c.GetCpuInfo(), () => c.DBRead(1, 0, 12), () => c.DBRead(1, 0, 12), () => c.DBRead(1, 0, 12),
	() => c.DBWrite(1, 0, 4, real), () => c.DBWrite(1, 4, 2, int), () => c.DBWrite(55, 0, 2, int), () => c.MBWrite(3, 1, Buffer.from([7])), () => c.EBRead(0, 2),
	() => c.ReadArea(c.S7AreaDB, 1, 6 * 8 + 2, 1, c.S7WLBit), () => c.DBRead(55, 0, 4), () => c.PlcStatus(), () => c.SetPlcSystemDateTime(),
	() => c.SetSessionPassword('geheim12'), () => c.ClearSessionPassword(), () => c.ListBlocks(), () => c.Upload(c.Block_OB, 1, 100), () => c.Delete(c.Block_DB, 1),
	() => c.PlcStop(), () => c.PlcHotStart(), () => c.Compress(1000), () => c.CopyRamToRom(1000), () => c.Disconnect()]) tried(f)
