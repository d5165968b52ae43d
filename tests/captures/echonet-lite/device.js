// A node with an air conditioner, a temperature sensor and a smart meter, of npm echonet-lite 2.16.2, for a recording. argv[2]: folder with node_modules.
'use strict'
const EL = require(require.resolve('echonet-lite', { paths: [process.argv[2]] }))
const ascii = s => [...Buffer.from(s.padEnd(12, '\0'))]
const label = { 82: [0, 0, 0x52, 0], '8a': [0, 0, 0x06], 88: [0x42], '8c': ascii('MSZ-TEST25'), '8d': ascii('4711001') }
const objects = {
	'013001': { ...label, 80: [0x30], 84: [0x01, 0x90], '9d': [2, 0x80, 0xb0], '9e': [3, 0x80, 0xb0, 0xb3], '9f': [6, 0x80, 0x84, 0x8a, 0xb0, 0xb3, 0xbb], b0: [0x42], b3: [0x19], bb: [0xfd] },
	'001101': { ...label, 80: [0x30], '9e': [0], e0: [0xff, 0x9c] },
	'028801': { ...label, 80: [0x30], '9e': [1, 0xe5], e0: [0, 0, 0x30, 0x39], e7: [0xff, 0xff, 0xfc, 0x18] },
}
EL.initialize(Object.keys(objects), (from, m, error) => {
	if (error || !objects[m.DEOJ]) return
	if (m.ESV === EL.GET) EL.replyGetDetail(from, m, objects)
	if (m.ESV === EL.SETI || m.ESV === EL.SETC) EL.replySetDetail(from, m, objects)
}, 4, { ignoreMe: true, autoGetProperties: false, v4: '192.168.250.1' }).then(() => {
	Object.assign(EL.Node_details, { '8a': label['8a'], '8c': label['8c'], '8d': label['8d'] })
	setInterval(() => EL.sendOPC1('224.0.23.0', '013001', '0ef001', '73', '80', [0x30]), 1500)
})
