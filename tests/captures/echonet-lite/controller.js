// A controller of npm echonet-lite 2.16.2: who is there, what are they, how are they, and orders. argv[2]: folder with node_modules.
'use strict'
const EL = require(require.resolve('echonet-lite', { paths: [process.argv[2]] }))
const wait = ms => new Promise(r => setTimeout(r, ms))
const node = '192.168.250.1'
async function main() {
	await EL.initialize(['05ff01'], () => {}, 4, { ignoreMe: true, autoGetProperties: false, v4: '192.168.250.2' })
	await wait(300)
	EL.search()
	await wait(500)
	for (const epc of ['d6', '82', '8a', '8c', '8d', '9f', '83'])
		EL.sendOPC1(node, '05ff01', '0ef001', EL.GET, epc, ''), await wait(120)
	for (const [object, epcs] of [['013001', ['80', '84', '8a', '9e', 'b0', 'b3', 'bb', 'f0']], ['001101', ['e0']], ['028801', ['e0', 'e7']]])
		for (const epc of epcs) EL.sendOPC1(node, '05ff01', object, EL.GET, epc, ''), await wait(120)
	EL.sendOPC1(node, '05ff01', '013001', EL.SETC, 'b3', [0x1b])
	await wait(200)
	EL.sendOPC1(node, '05ff01', '013001', EL.SETC, 'bb', [0x10])
	await wait(200)
	EL.sendOPC1(node, '05ff01', '013001', EL.SETI, '80', [0x31])
	await wait(1500)
	process.exit(0)
}
main()
