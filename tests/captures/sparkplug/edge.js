// An edge node of npm sparkplug-client with one device: born, eight messages, dead. argv[2]: folder with node_modules.
'use strict'
const edge = require(process.argv[2] + '/sparkplug-client').newClient({
	serverUrl: 'tcp://192.168.250.1:1883', username: 'edge1', password: 'edgepw99', groupId: 'Linie3', edgeNode: 'Edge7', clientId: 'edge7', version: 'spBv1.0' })
const send = (kind, metrics) => edge['publishDevice' + kind]('Presse1', { timestamp: Date.now(), metrics })
edge.on('birth', () => {
	edge.publishNodeBirth({ timestamp: Date.now(), metrics: [{ name: 'Node Control/Rebirth', value: false, type: 'Boolean' }, { name: 'Uptime', value: 12, type: 'Int32' }] })
	send('Birth', [{ name: 'temp', value: 21.5, type: 'Double' }, { name: 'run', value: true, type: 'Boolean' }, { name: 'serial', value: 'SN-1', type: 'String' },
		{ name: 'password', value: 1234, type: 'Int32' }])
	let i = 0
	const timer = setInterval(() => {
		send('Data', [{ name: 'temp', value: 21.5 + ++i, type: 'Double' }, { name: 'neg', value: -5 - i, type: 'Int32' }, { name: 'count', value: 100 + i, type: 'Int64' }])
		if (i < 8) return
		clearInterval(timer)
		edge.publishDeviceDeath('Presse1', { timestamp: Date.now() })
		setTimeout(() => process.exit(0), 300)
	}, 150)
})
