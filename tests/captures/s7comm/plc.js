// A controller of npm node-snap7 (Snap7's server) with one data block. argv[2]: folder with node_modules.
'use strict'
const { S7Server } = require(process.argv[2] + '/node-snap7')
const plc = new S7Server(), db = Buffer.alloc(200)
db.writeFloatBE(21.5, 0)
db.writeInt16BE(-77, 4)
db[6] = 0b101
db.writeInt32BE(123456, 8)
plc.RegisterArea(plc.srvAreaDB, 1, db)
for (const area of [plc.srvAreaMK, plc.srvAreaPA, plc.srvAreaPE]) plc.RegisterArea(area, Buffer.alloc(64))
plc.StartTo('192.168.250.1')
setInterval(() => {}, 1000)
