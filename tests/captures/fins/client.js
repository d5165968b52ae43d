// npm omron-fins 0.5.0 asks a controller all that it can, over UDP and then over TCP.
'use strict'
const fins = require(require.resolve('omron-fins', { paths: [process.argv[2]] }))
const wait = ms => new Promise(r => setTimeout(r, ms))
async function talk(protocol) {
	const c = fins.FinsClient(9600, '192.168.250.1', { SA1: 2, DA1: 1, timeout: 2000, protocol })
	c.on('error', () => {}).on('timeout', () => {})
	await wait(500)
	const asks = [
		() => c.cpuUnitDataRead(), () => c.status(), () => c.read('D100', 4), () => c.read('CIO10.03', 4), () => c.read('W5', 2),
		() => c.write('D100', [1, 2, 3]), () => c.read('D100', 3), () => c.write('A10', [1]), () => c.fill('D700', 123, 10), () => c.readMultiple('D10', 'W10.03', 'C5'),
		() => c.transfer('D100', 'D200', 4), () => c.clockRead(), () => c.clockWrite({ year: 26, month: 11, day: 30, hour: 3, minute: 15, second: 0, day_of_week: 1 }),
		() => c.stop(), () => c.run(),
	]
	for (const ask of asks) {
		try { ask() } catch (e) { console.error(e.message) }
		await wait(120)
	}
	c.disconnect()
	await wait(200)
}
talk('udp').then(() => talk('tcp')).then(() => process.exit(0))
