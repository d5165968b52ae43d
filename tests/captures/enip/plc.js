// A small Logix-like controller (slot 0) behind an Ethernet module: what st-ethernet-ip needs to be answered, and no more.
const net = require('net');
const tags = {
  Speed: { type: 0xca, values: [12.5] },
  Count: { type: 0xc4, values: [100] },
  Levels: { type: 0xc3, values: [10, 20, 30, 40] },
  Pump: { type: 0xc1, values: [1] },
};
const size = { 0xc1: 1, 0xc3: 2, 0xc4: 4, 0xca: 4 };
const put = (type, v) => { const b = Buffer.alloc(size[type]);
  if (type === 0xca) b.writeFloatLE(v); else if (type === 0xc4) b.writeInt32LE(v); else if (type === 0xc3) b.writeInt16LE(v); else b[0] = v ? 0xff : 0; return b; };
const get = (type, b) => type === 0xca ? b.readFloatLE() : type === 0xc4 ? b.readInt32LE() : type === 0xc3 ? b.readInt16LE() : b[0];
const reply = (service, status, data = Buffer.alloc(0)) => Buffer.concat([Buffer.from([service | 0x80, 0, status, 0]), data]);
const identity = Buffer.concat([Buffer.from([1, 0, 14, 0, 0x36, 0, 20, 11, 0x60, 0x31, 0x78, 0x56, 0x34, 0x12, 20]), Buffer.from('1756-L61/B LOGIX5561')]);

function path(p) {
  const out = { tag: '', index: 0, class: -1 };
  for (let i = 0; i < p.length;) {
    if (p[i] === 0x91) { out.tag += p.subarray(i + 2, i + 2 + p[i + 1]).toString(); i += 2 + p[i + 1] + p[i + 1] % 2; }
    else if (p[i] === 0x28) { out.index = p[i + 1]; i += 2; }
    else if (p[i] === 0x20) { out.class = p[i + 1]; i += 2; }
    else i += 2;
  }
  return out;
}

function answer(m) {
  const service = m[0], n = m[1] * 2, where = path(m.subarray(2, 2 + n)), body = m.subarray(2 + n), t = tags[where.tag];
  if (service === 0x0a) {
    const count = body.readUInt16LE(0), parts = [];
    for (let i = 0; i < count; i++)
      parts.push(answer(body.subarray(body.readUInt16LE(2 + 2 * i), i + 1 < count ? body.readUInt16LE(4 + 2 * i) : body.length)));
    const head = Buffer.alloc(2 + 2 * count);
    head.writeUInt16LE(count, 0);
    for (let i = 0, at = head.length; i < count; at += parts[i++].length) head.writeUInt16LE(at, 2 + 2 * i);
    return reply(service, 0, Buffer.concat([head, ...parts]));
  }
  if (service === 0x52 && where.class === 6) return answer(body.subarray(4, 4 + body.readUInt16LE(2)));
  if (service === 0x54 || service === 0x5b) {
    const ids = Buffer.alloc(8); ids.writeUInt32LE(0x80fe004c, 0); body.copy(ids, 4, 6, 10);
    return reply(service, 0, Buffer.concat([ids, body.subarray(10, 18), body.subarray(22, 26), body.subarray(22, 26), Buffer.alloc(2)]));
  }
  if (service === 0x4e && where.class === 6) return reply(service, 0, Buffer.concat([body.subarray(2, 10), Buffer.alloc(2)]));
  if (service === 0x01 && where.class === 1) return reply(service, 0, identity);
  if (service === 0x4c && t) {
    const count = body.readUInt16LE(0);
    return reply(service, 0, Buffer.concat([Buffer.from([t.type, 0]), ...t.values.slice(where.index, where.index + count).map((v) => put(t.type, v))]));
  }
  if (service === 0x4d && t && where.tag !== 'Pump') {
    const count = body.readUInt16LE(2);
    for (let i = 0; i < count; i++) t.values[where.index + i] = get(t.type, body.subarray(4 + i * size[t.type]));
    return reply(service, 0);
  }
  if (where.class === 0x8b) return reply(service, 0, service === 0x03 ? Buffer.from('010005000000' + '00c0fdf4f8680600', 'hex') : Buffer.from('010006000000', 'hex'));
  return reply(service, t ? 0x0f : 0x05);
}

function packet(m) {
  const command = m.readUInt16LE(0), out = (data, session = m.readUInt32LE(4)) => {
    const h = Buffer.from(m.subarray(0, 24)); h.writeUInt16LE(data.length, 2); h.writeUInt32LE(session, 4); return Buffer.concat([h, data]); };
  const item = (type, b) => { const h = Buffer.alloc(4); h.writeUInt16LE(type, 0); h.writeUInt16LE(b.length, 2); return Buffer.concat([h, b]); };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 2, 0]);
  if (command === 0x65) return out(m.subarray(24), 0x12020100);
  if (command === 0x6f) return out(Buffer.concat([head, item(0, Buffer.alloc(0)), item(0xb2, answer(m.subarray(24 + 16)))]));
  if (command === 0x70) return out(Buffer.concat([head, item(0xa1, m.subarray(24 + 12, 24 + 16)), item(0xb1, Buffer.concat([m.subarray(44, 46), answer(m.subarray(46))]))]));
  return null;
}

net.createServer((s) => {
  let kept = Buffer.alloc(0);
  s.on('error', () => {});
  s.on('data', (d) => {
    kept = Buffer.concat([kept, d]);
    while (kept.length >= 24 && kept.length >= 24 + kept.readUInt16LE(2)) {
      const n = 24 + kept.readUInt16LE(2), said = packet(kept.subarray(0, n));
      kept = kept.subarray(n);
      if (said) s.write(said);
    }
  });
}).listen(44818, '0.0.0.0');
