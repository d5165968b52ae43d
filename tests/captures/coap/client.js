// Reads, follows and sets with npm coap; one PUT is refused. argv[2]: folder with node_modules.
'use strict'
const coap = require(process.argv[2] + '/coap')
const ask = (options, body) => new Promise(done => {
	const q = coap.request({ hostname: '192.168.250.1', ...options })
	q.on('response', r => { r.resume(); setTimeout(done, options.observe ? 1000 : 50) })
	q.end(body)
})
async function main() {
	for (const pathname of ['/temp', '/temp', '/json']) await ask({ pathname })
	await ask({ pathname: '/sp', method: 'PUT' }, '61')
	await ask({ pathname: '/locked', method: 'PUT' }, '99')
	await ask({ pathname: '/sp' })
	await ask({ pathname: '/temp', observe: true })
	process.exit(0)
}
main()
