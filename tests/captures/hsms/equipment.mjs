// Equipment (passive) of npm secs4js 0.4.7, for a recording: says who it is, takes orders, reports an event and an alarm. argv[2]: folder with node_modules.
import { pathToFileURL } from 'node:url'
const { HsmsPassiveCommunicator, L, A, B: binary, U2, U4 } = await import(pathToFileURL(process.argv[2] + '/node_modules/secs4js/lib/index.js'))
const B = (...bytes) => binary(Buffer.from(bytes))
const tool = new HsmsPassiveCommunicator({ ip: '192.168.250.1', port: 5000, deviceId: 1, isEquip: true, name: 'tool' })
const answers = {
	'1/1': () => L(A('ETCH-300'), A('2.10b')), '1/3': () => L(U4(5), U2(350)), '1/11': () => L(L(U4(1), A('Wafers'), A('')), L(U4(2), A('ChamberTemperature'), A('degC'))), '1/13': () => L(B(0), L(A('ETCH-300'), A('2.10b'))),
	'1/15': () => B(0), '1/17': () => B(0), '2/15': () => B(0), '2/31': () => B(0), '2/33': () => B(0), '7/3': () => B(0),
	'7/5': m => L(A('STEP1'), B(1, 2, 3, 4)), '7/17': () => B(0),
}
let orders = 0
tool.on('message', async m => {
	const key = `${m.stream}/${m.func}`
	if (key === '2/41')
		await tool.reply(m, 2, 42, L(B(orders++ ? 2 : 4), L()))
	else if (answers[key])
		await tool.reply(m, m.stream, m.func + 1, answers[key](m))
	if (key === '2/41' && orders === 1) {
		await tool.send(6, 11, true, L(U4(1), U4(100), L(L(U4(10), L(A('STEP1'), U2(350))), L(U4(11), L(U2(351), U4(6))))))
		await tool.send(5, 1, true, L(B(0x81), U4(7), A('DOOR OPEN')))
	}
})
await tool.open()
