// A small TwinCAT-like PLC: what ads-client needs to be answered, and no more.
const net = require('net');
const symbols = { // name: [offset in 4040, data type, type name, size, value]
  'MAIN.Speed': [0, 4, 'REAL', 4, (() => { const b = Buffer.alloc(4); b.writeFloatLE(12.5); return b; })()],
  'MAIN.Count': [4, 3, 'DINT', 4, Buffer.from([100, 0, 0, 0])],
  'MAIN.Pump': [8, 33, 'BOOL', 1, Buffer.from([1])],
};
const u32 = (...v) => { const b = Buffer.alloc(4 * v.length); v.forEach((x, i) => b.writeUInt32LE(x >>> 0, 4 * i)); return b; };
const u16 = (...v) => { const b = Buffer.alloc(2 * v.length); v.forEach((x, i) => b.writeUInt16LE(x, 2 * i)); return b; };
const z = (s) => Buffer.from(s + '\0', 'latin1');
let handle = 0x42000010; const handles = {}; let notice = 1; let state = 5;

function symbolInfo(name) {
  const s = symbols[name];
  const body = Buffer.concat([u32(0x4040, s[0], s[3], s[1], 8), u16(name.length, s[2].length, 0), z(name), z(s[2]), z('')]);
  return Buffer.concat([u32(body.length + 4), body]);
}
function typeInfo(name) { // index group f011: a base type without parts
  const s = Object.values(symbols).find((x) => x[2] === name) || [0, 0, name, 0];
  const body = Buffer.concat([u32(1, 0, 0, s[3], 0, s[1], 0), u16(name.length, 0, 0, 0, 0), z(name), z(''), z('')]);
  return Buffer.concat([u32(body.length + 4), body]);
}
const at = (group, offset) => group === 0xf005 ? symbols[handles[offset]] : Object.values(symbols).find((s) => group === 0x4040 && s[0] === offset);
const data = (b) => Buffer.concat([u32(0, b.length), b]);

function answer(command, d, port) {
  const group = d.length >= 4 ? d.readUInt32LE(0) : 0, offset = d.length >= 8 ? d.readUInt32LE(4) : 0;
  if (command === 1) return Buffer.concat([u32(0), Buffer.from([3, 1]), u16(4024), Buffer.from('Plc30 App\0\0\0\0\0\0\0')]);
  if (command === 4) return Buffer.concat([u32(0), u16(state, 0)]);
  if (command === 5) { state = d.readUInt16LE(0); return u32(0); }
  if (command === 9) {
    const name = d.subarray(16).toString('latin1').replace(/\0.*$/, '');
    if (group === 0xf003) { if (!symbols[name]) return u32(0x710); handles[++handle] = name; const h = symbols[name];
      return data(Buffer.concat([u32(handle, h[3], 0), u16(h[2].length), z(h[2])])); }
    if (group === 0xf009) { const n = Object.keys(symbols).find((k) => k.toLowerCase() === name.toLowerCase()); return n ? data(symbolInfo(n)) : u32(0x710); }
    if (group === 0xf011) return data(typeInfo(name));
    return u32(0x701);
  }
  if (command === 2) {
    const s = at(group, offset);
    if (s) return data(s[4]);
    if (group === 0xf008) return data(Buffer.from([1]));
    if (group === 0xf00f) return data(u32(3, 200, 0, 0, 0, 0));
    return u32(0x702);
  }
  if (command === 3) {
    const s = at(group, offset);
    if (s && port === 851 && s[2] !== 'BOOL') { d.subarray(12).copy(s[4]); return u32(0); }
    return u32(group === 0xf006 ? 0 : 0x705);
  }
  if (command === 6) return Buffer.concat([u32(0), u32(notice++)]);
  return u32(command === 7 ? 0 : 0x701);
}

function message(m) {
  const out = Buffer.from(m.subarray(0, 38)), said = answer(m.readUInt16LE(22), m.subarray(38), m.readUInt16LE(12));
  m.copy(out, 6, 14, 22); m.copy(out, 14, 6, 14);
  out.writeUInt16LE(m.readUInt16LE(24) | 1, 24);
  out.writeUInt32LE(said.length, 26);
  out.writeUInt32LE(32 + said.length, 2);
  return Buffer.concat([out, said]);
}

net.createServer((s) => {
  let kept = Buffer.alloc(0);
  s.on('error', () => {});
  s.on('data', (d) => {
    kept = Buffer.concat([kept, d]);
    while (kept.length >= 6 && kept.length >= 6 + kept.readUInt32LE(2)) {
      const n = 6 + kept.readUInt32LE(2), m = kept.subarray(0, n);
      kept = kept.subarray(n);
      if (m.readUInt16LE(0) !== 0) continue;
      s.write(message(m));
      if (m.readUInt16LE(22) === 6) { // a sample, as soon as it is asked for
        const value = Buffer.from([101, 0, 0, 0]), body = Buffer.concat([u32(1), Buffer.alloc(8), u32(1, notice - 1, 4), value]);
        const head = Buffer.from(m.subarray(0, 38));
        m.copy(head, 6, 14, 22); m.copy(head, 14, 6, 14);
        head.writeUInt16LE(8, 22); head.writeUInt16LE(4, 24); head.writeUInt32LE(body.length + 4, 26); head.writeUInt32LE(36 + body.length, 2); head.writeUInt32LE(0, 34);
        s.write(Buffer.concat([head, u32(body.length), body]));
      }
    }
  });
}).listen(48898, '0.0.0.0');
