// A host application: follows everything and sets one value, by npm mqtt and sparkplug-payload. argv[2]: folder with node_modules.
'use strict'
const mqtt = require(process.argv[2] + '/mqtt'), payload = require(process.argv[2] + '/sparkplug-payload').get('spBv1.0')
const host = mqtt.connect('mqtt://192.168.250.1:1883', { clientId: 'scada', username: 'scada', password: 'scadapw' })
host.on('connect', () => {
	host.subscribe('spBv1.0/#')
	setTimeout(() => host.publish('spBv1.0/Linie3/DCMD/Edge7/Presse1', Buffer.from(payload.encodePayload({
		timestamp: Date.now(), metrics: [{ name: 'Soll', value: 55.5, type: 'Double' }] }))), 1000)
	setTimeout(() => process.exit(0), 3000)
})
