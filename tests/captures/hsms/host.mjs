// Host (active) of npm secs4js 0.4.7, for a recording. argv[2]: folder with node_modules.
import { pathToFileURL } from 'node:url'
const { HsmsActiveCommunicator, L, A, B: binary, U4 } = await import(pathToFileURL(process.argv[2] + '/node_modules/secs4js/lib/index.js'))
const B = (...bytes) => binary(Buffer.from(bytes))
const host = new HsmsActiveCommunicator({ ip: '192.168.250.1', port: 5000, deviceId: 1, isEquip: false, name: 'host' })
host.on('message', async m => {
	if (m.stream === 6) await host.reply(m, 6, 12, B(0))
	if (m.stream === 5) await host.reply(m, 5, 2, B(0))
})
await host.open()
await host.untilConnected()
const asks = [
	[1, 13, L()], [1, 1], [1, 17], [1, 3, L(U4(1), U4(2))], [2, 31, A('2026113003150000')], [2, 33, L(U4(0), L())], [2, 33, L(U4(1), L(L(U4(11), L(U4(2), U4(1)))))], [1, 11, L()], [2, 15, L(L(U4(20), U4(350)))],
	[7, 3, L(A('STEP1'), B(1, 2, 3, 4))], [7, 5, A('STEP1')], [2, 41, L(A('START'), L(L(A('PPID'), A('STEP1'))))], [2, 41, L(A('ABORT'), L())], [2, 41, L(A('STOP'), L())], [7, 17, L(A('STEP1'))], [1, 15],
]
for (const [stream, func, body] of asks) {
	try { await host.send(stream, func, true, body) } catch (e) { console.error(`S${stream}F${func}`, e.message) }
	await new Promise(r => setTimeout(r, 200))
}
process.exit(0)
