// A device of npm coap: a temperature that can be followed, a set-point, a place that may not be written. argv[2]: folder with node_modules.
'use strict'
const coap = require(process.argv[2] + '/coap')
let wanted = 40
coap.createServer((q, r) => {
	if (q.method === 'PUT') {
		r.code = q.url === '/sp' ? '2.04' : '4.03'
		if (q.url === '/sp') wanted = +q.payload
		return r.end()
	}
	if (q.url === '/temp' && q.headers.Observe === 0) {
		let n = 0
		const timer = setInterval(() => { n++ < 4 ? r.write(String(20.5 + n)) : (clearInterval(timer), r.end()) }, 100)
		return r.write('20.5')
	}
	if (q.url === '/json') r.setOption('Content-Format', 'application/json')
	r.end({ '/temp': '22.25', '/json': '{"temp":19.5,"hum":44,"state":"on"}', '/sp': String(wanted) }[q.url] || '')
}).listen(5683)
