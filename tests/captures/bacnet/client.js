// Reads, writes (one is refused, one is not answered) and orders with npm bacstack. argv[2]: folder with node_modules.
'use strict'
const Bacnet = require(process.argv[2] + '/bacstack')
const client = new Bacnet({ port: 47808, interface: '192.168.250.2', broadcastAddress: '192.168.250.255', apduTimeout: 500 })
const to = '192.168.250.1', REAL = 4, all = 0xffffffff
const ask = f => new Promise(done => f(() => done()))
const read = (type, instance, id) => ask(f => client.readProperty(to, { type, instance }, id, f))
const write = (instance, value) => ask(f => client.writeProperty(to, { type: 1, instance }, 85, [{ type: REAL, value }], { priority: 8 }, f))
async function main() {
	client.whoIs()
	for (const id of [121, 70, 44, 28]) await read(8, 4321, id)
	for (let i = 0; i < 4; i++) await read(0, 3, 85)
	await read(0, 3, 9999)
	await write(5, 66.5)
	await write(6, 12.5)
	await ask(f => client.writePropertyMultiple(to, [{ objectId: { type: 1, instance: 7 }, values: [{ property: { id: 85, index: all }, value: [{ type: REAL, value: 1 }], priority: 9 }] }], f))
	await ask(f => client.deviceCommunicationControl(to, 5, 1, { password: 'pass77' }, f))
	await ask(f => client.reinitializeDevice(to, 1, { password: 'pass77' }, f))
	client.timeSync(to, new Date(2026, 10, 30))
	setTimeout(() => process.exit(0), 300)
}
main()
