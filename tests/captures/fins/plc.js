// A controller as FINS sees it, for a recording: answers like the CP1L of the public capture (model, version), holds D and W words.
'use strict'
const dgram = require('dgram'), net = require('net')
const words = new Map()
const text = (s, n) => Buffer.from(s.padEnd(n, '\0'))
function answer(frame) {
	const command = frame.readUInt16BE(10), body = frame.subarray(12)
	const head = Buffer.from([0xc0, 0, 2, frame[6], frame[7], frame[8], frame[3], frame[4], frame[5], frame[9], frame[10], frame[11], 0, 0])
	const say = (...parts) => Buffer.concat([head, ...parts])
	const refuse = code => { head.writeUInt16BE(code, 12); return head }
	const at = body.length >= 6 ? { area: body[0], word: body.readUInt16BE(1), bit: body[3], count: body.readUInt16BE(4) } : null
	const key = i => `${at.area}:${at.word + i}`
	switch (command) {
	case 0x0101: {
		const bits = at.area < 0x80, out = Buffer.alloc(at.count * (bits ? 1 : 2))
		for (let i = 0; i < at.count; i++)
			bits ? out.writeUInt8(i & 1, i) : out.writeUInt16BE(words.get(key(i)) ?? (at.word + i) & 0xffff, 2 * i)
		return say(out)
	}
	case 0x0102:
		if (at.area === 0xb3) return refuse(0x2101)
		for (let i = 0; at.area >= 0x80 && i < at.count; i++) words.set(key(i), body.readUInt16BE(6 + 2 * i))
		return say()
	case 0x0103:
		for (let i = 0; i < at.count; i++) words.set(key(i), body.readUInt16BE(6))
		return say()
	case 0x0104: {
		const out = []
		for (let i = 0; i + 4 <= body.length; i += 4) out.push(Buffer.from([body[i], 0, 7 + i].slice(0, body[i] < 0x80 ? 2 : 3)))
		return say(...out)
	}
	case 0x0105: case 0x0401: case 0x0402: case 0x0702: return say()
	case 0x0501: return say(text('CP1L-EL20DR-D', 20), text('01.00', 10), text('01.06', 10), Buffer.alloc(52))
	case 0x0601: return say(Buffer.from([1, 4]), Buffer.alloc(24))
	case 0x0701: return say(Buffer.from([0x26, 0x11, 0x30, 0x03, 0x15, 0x00, 0x01]))
	default: return refuse(0x0401)
	}
}
const udp = dgram.createSocket('udp4')
udp.on('message', (m, from) => udp.send(answer(m), from.port, from.address))
udp.bind(9600)
net.createServer(s => s.on('data', m => {
	const what = m.readUInt32BE(8)
	const wrap = (w, b) => { const h = Buffer.alloc(16); h.write('FINS'); h.writeUInt32BE(8 + b.length, 4); h.writeUInt32BE(w, 8); return Buffer.concat([h, b]) }
	s.write(what === 0 ? wrap(1, Buffer.from([0, 0, 0, 2, 0, 0, 0, 1])) : wrap(2, answer(m.subarray(16))))
})).listen(9600)
