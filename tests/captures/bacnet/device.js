// A controller of npm bacstack: answers reads, takes writes of one object and refuses another's. argv[2]: folder with node_modules.
'use strict'
const Bacnet = require(process.argv[2] + '/bacstack')
const device = new Bacnet({ port: 47808, interface: '192.168.250.1', broadcastAddress: '192.168.250.255' })
const STRING = 7, REAL = 4
const has = { 28: [STRING, '屋上 AHU'], 44: [STRING, 'FW 3.1.4'], 70: [STRING, 'AHU-77'], 77: [STRING, 'Zuluft'], 85: [REAL, 23.75], 121: [STRING, 'ACME Controls'] }
device.on('readProperty', ({ address, invokeId, request: r }) => {
	const [type, value] = has[r.property.id] || []
	if (type) device.readPropertyResponse(address, invokeId, r.objectId, r.property, [{ type, value }])
	else device.errorResponse(address, 12, invokeId, 2, 32)
})
device.on('writeProperty', ({ address, invokeId, request: r }) =>
	r.objectId.instance === 5 ? device.simpleAckResponse(address, 15, invokeId) : device.errorResponse(address, 15, invokeId, 2, 40))
device.on('deviceCommunicationControl', r => device.simpleAckResponse(r.address, 17, r.invokeId))
device.on('reinitializeDevice', r => device.simpleAckResponse(r.address, 20, r.invokeId))
