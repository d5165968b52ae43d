// A remote I/O adapter: is opened by Forward Open (both ways point to point, transport class 1) and then speaks for itself each
// interval; its eight inputs follow the two outputs it was given. Dies for a second in the middle, so that the connection is lost.
const net = require('net'), dgram = require('dgram');
let io = null, given = Buffer.from([0, 0]), tick = 0, dead = false;
const udp = dgram.createSocket('udp4');
udp.on('message', (m) => { if (m.length >= 26) given = Buffer.from(m.subarray(24, 26)); });
udp.bind(2222);
setInterval(() => {
  if (!io || dead) return;
  tick++;
  const b = Buffer.alloc(20 + io.inputs);
  b.writeUInt16LE(2, 0); b.writeUInt16LE(0x8002, 2); b.writeUInt16LE(8, 4); b.writeUInt32LE(io.to, 6); b.writeUInt32LE(tick, 10);
  b.writeUInt16LE(0xb1, 14); b.writeUInt16LE(2 + io.inputs, 16); b.writeUInt16LE(tick & 0xffff, 18);
  b[20] = given[0]; b[21] = Math.floor(tick / 20);
  udp.send(b, 2222, io.address);
}, 20);
setTimeout(() => { dead = true; }, 4000);
setTimeout(() => { dead = false; }, 5500);

function answer(m, address) {
  const service = m[0], body = m.subarray(2 + 2 * m[1]), wide = service === 0x5b ? 4 : 2;
  if (service === 0x54 || service === 0x5b) {
    const size = body.subarray(26 + wide + 4), inputs = (wide === 4 ? size.readUInt32LE(0) & 0xffff : size.readUInt16LE(0) & 0x1ff) - 2;
    const ids = Buffer.alloc(8); ids.writeUInt32LE(0x00a70001, 0); body.copy(ids, 4, 6, 10);
    io = { to: body.readUInt32LE(6), inputs, address };
    return Buffer.concat([Buffer.from([service | 0x80, 0, 0, 0]), ids, body.subarray(10, 18), body.subarray(22, 26), body.subarray(26 + wide, 30 + wide), Buffer.alloc(2)]);
  }
  if (service === 0x4e) { io = null; return Buffer.concat([Buffer.from([0xce, 0, 0, 0]), body.subarray(2, 10), Buffer.alloc(2)]); }
  return Buffer.from([service | 0x80, 0, 8, 0]);
}

net.createServer((s) => {
  let kept = Buffer.alloc(0);
  s.on('error', () => {});
  s.on('data', (d) => {
    kept = Buffer.concat([kept, d]);
    while (kept.length >= 24 && kept.length >= 24 + kept.readUInt16LE(2)) {
      const n = 24 + kept.readUInt16LE(2), m = kept.subarray(0, n), h = Buffer.from(m.subarray(0, 24));
      kept = kept.subarray(n);
      if (m.readUInt16LE(0) === 0x65) { h.writeUInt32LE(0x12020100, 4); s.write(Buffer.concat([h, m.subarray(24)])); }
      if (m.readUInt16LE(0) === 0x6f) {
        const said = answer(m.subarray(40), s.remoteAddress.replace('::ffff:', '')), item = Buffer.alloc(16);
        item.writeUInt16LE(2, 6); item.writeUInt16LE(0xb2, 12); item.writeUInt16LE(said.length, 14);
        h.writeUInt16LE(16 + said.length, 2);
        s.write(Buffer.concat([h, item, said]));
      }
    }
  });
}).listen(44818, '0.0.0.0');
