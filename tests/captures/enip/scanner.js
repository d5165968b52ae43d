// st-ethernet-ip's scanner: opens assemblies 150 (out, 2 bytes) and 100 (in, 2 bytes), configuration 151, and moves its outputs.
const { IO } = require(process.argv[2] + '/node_modules/st-ethernet-ip');
const scanner = new IO.Scanner();
const conn = scanner.addConnection({ configInstance: { assembly: 151, size: 0 }, outputInstance: { assembly: 150, size: 2 },
  inputInstance: { assembly: 100, size: 2 } }, 20, '192.168.250.1');
conn.addOutputBit(0, 3, 'Lamp');
let on = 0;
setInterval(() => { try { conn.setValue('Lamp', (on ^= 1) === 1); } catch (e) { console.error(e.message); } }, 500);
setTimeout(() => process.exit(0), 9000);
