/* The report's page: tables, filters, language and device pages from the data block. Texts go in as text, never as markup.
 * Columns of the rows are those of src/report/html_data.c. */
(function () {
'use strict';
const doc = document, root = doc.documentElement, byId = (id) => doc.getElementById(id);
const D = JSON.parse(byId('data').textContent), S = D.s;
let lang = root.dataset.lang;

const fill = (s, a) => a ? s.replace(/\{(\w+)\}/g, (all, k) => k in a ? a[k] : all) : s;
const t = (key, a) => fill((D.t[key] || [key, key])[lang === 'ja' ? 0 : 1], a);
const p = (key, a) => t('page.' + key, a);
const num = (n) => n === null || n === undefined ? '' : Number(n).toLocaleString('en-US');
const word = (i) => i < 0 ? null : S[i];
const title = (token) => (D.t['protocols.' + token] ? t('protocols.' + token) : null) || (D.t['page.src-' + token] ? p('src-' + token) : null) || (token === 'unknown' ? p('unknown') : token);
const SEVERITY = ['critical', 'high', 'medium', 'low', 'info'];

function time(s) {
	if (s === null)
		return '';
	return new Date((D.base + s + D.zone * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/* An element: h('td', {class: 'num'}, 'text', child, ...) */
function h(tag, attributes, ...children) {
	const e = doc.createElement(tag);
	for (const k in attributes || {})
		if (k.startsWith('on'))
			e.addEventListener(k.slice(2), attributes[k]);
		else if (attributes[k] !== null && attributes[k] !== false)
			e.setAttribute(k, attributes[k] === true ? '' : attributes[k]);
	for (const c of children.flat(Infinity))
		if (c !== null && c !== undefined && c !== '')
			e.append(c);
	return e;
}

const ipRank = (ip) => ip.startsWith('fe80') ? 2 : ip.includes(':') ? 1 : 0; /* the address people know first */

/* --- rows ------------------------------------------------------------------------------------------------------- */

function device(r) {
	return {
		id: r[0], name: r[1], kind: word(r[2]), layer: word(r[3]), maker: word(r[4]), model: word(r[5]), firmware: word(r[6]),
		serial: r[7], os: word(r[8]), confidence: r[9], first: r[10], last: r[11], packets: r[12], bytes: r[13], random: r[14],
		hidden: r[15], worst: r[16], findings: r[17], ledger: r[18] || null, macs: r[19], ips: r[20].sort((a, b) => ipRank(a) - ipRank(b)), services: r[21], facts: r[22],
	};
}
const devices = D.devices.map(device), deviceOf = new Map(devices.map((d) => [d.id, d]));
const outsideOf = new Map(D.outside.map((o) => [o[0], o[1]]));
const flows = D.flows.map((r) => ({
	n: r[0], client: r[1], server: r[2], clientIp: word(r[3]), serverIp: word(r[4]), transport: word(r[5]), port: r[6],
	protocol: word(r[7]), packets: r[8], bytes: r[9], encrypted: r[10], first: r[11], last: r[12], file: r[13], frame: r[14],
	answered: r[15], connections: r[16], group: r[17],
}));
const commands = D.commands.map((r) => ({
	protocol: word(r[0]), code: r[1], sub: r[2], name: word(r[3]), class: word(r[4]), client: r[5], server: r[6],
	clientIp: word(r[7]), serverIp: word(r[8]), count: r[9], answered: r[10], refused: r[11], file: r[12], frame: r[13], deed: word(r[14]),
}));
const operations = D.operations.map((r) => ({
	protocol: word(r[0]), code: r[1], sub: r[2], name: word(r[3]), class: word(r[4]), client: r[5], server: r[6], clientIp: word(r[7]), serverIp: word(r[8]),
	count: r[9], answered: r[10], refused: r[11], file: r[12], frame: r[13], deed: word(r[14]), detail: word(r[15]) || '', at: r[16],
}));
const points = D.points.map((r) => ({
	device: r[0], name: r[1], protocol: word(r[2]), type: word(r[3]), count: r[4], writes: r[5], last: r[6], least: r[7], most: r[8], period: r[9], file: r[10], frame: r[11],
}));
const findings = D.findings.map((r) => ({
	id: r[0], severity: r[1], title: [word(r[2]), word(r[3])], act: [word(r[4]), word(r[5])], about: r[6],
}));

const shown = (d) => (d.ledger && d.ledger[1]) || d.name || d.model || d.ips[0] || d.macs[0] || 'd' + d.id;
const nodeName = (n, ip) => n > 0 && deviceOf.has(n) ? shown(deviceOf.get(n)) : n < 0 ? outsideOf.get(-n) || ip || '' : ip || '';

function node(n, ip, group) {
	if (n > 0 && deviceOf.has(n)) {
		const name = shown(deviceOf.get(n));
		return [h('a', {href: '#d' + n, class: 'dev'}, name), ip && ip !== name ? h('small', {}, ip) : null];
	}
	if (n < 0)
		return [h('a', {href: '#o' + -n, class: 'dev'}, nodeName(n, ip)), h('small', {}, ip || '')];
	return [ip || p('js-not-in-list'), group ? h('small', {}, p('js-group')) : null];
}

const packetText = (file, frame) => frame ? (D.files.length > 1 ? D.files[file] + ' ' : '') + num(frame) : '';

function severity(v, count) {
	if (v > 4)
		return '';
	return h('span', {class: 'sevw s' + v}, h('i', {class: 'sev s' + v, 'aria-hidden': 'true'}), t('severity.' + SEVERITY[v]), count > 1 ? h('small', {}, p('js-in-all', {n: num(count)})) : '');
}

const secrecy = (v) => h('span', {class: 'enc e' + v}, p('js-enc-' + ['no', 'yes', 'unknown'][v]));

/* --- filters for other tools -------------------------------------------------------------------------------------- */

const ipField = (ip) => (ip.includes(':') ? 'ipv6' : 'ip') + '.addr == ' + ip;

function deviceFilter(d) {
	const mac = d.macs.map((m) => 'eth.addr == ' + m), ip = d.ips.map(ipField);
	return (mac.length ? mac : ip).join(' || ');
}

function flowFilter(f) {
	const ends = [f.clientIp, f.serverIp].filter(Boolean).map(ipField);
	if (f.port !== null && (f.transport === 'tcp' || f.transport === 'udp'))
		ends.push(f.transport + '.port == ' + f.port);
	return ends.join(' && ');
}

const shellWord = (s) => /^[\w./+,:@%][\w./+,:@%-]*$/.test(s) ? s : "'" + (s.startsWith('-') ? './' : '') + s.replace(/'/g, "'\\''") + "'";
const slice = (what, name) => 'mimamori slice ' + (D.files.length > 16 ? 'FILE…' : D.files.map(shellWord).join(' ')) + ' ' + what + ' -o ' + name + '.pcapng';

function copy(text, button) {
	const area = h('textarea', {class: 'off'});
	area.value = text;
	doc.body.append(area);
	area.select();
	const done = doc.execCommand('copy');
	area.remove();
	button.focus();
	if (done)
		button.textContent = p('js-copied');
}

function copyButton(text, label) {
	const button = h('button', {type: 'button', class: 'copy', title: text, onclick: () => copy(text, button)}, p(label || 'js-copy'));
	return button;
}

const code = (text) => h('div', {class: 'cmd'}, h('code', {}, text), copyButton(text));

/* --- a table that sorts, filters and turns pages -------------------------------------------------------------------- */

const PAGE = 50, PRINTED = 500;
let page = PAGE, grids = [];

/* columns: {key, label, num, get(row), cell(row)}; filters: {label, options() -> [[value, text]], keep(row, value)} */
function Grid(host, spec) {
	this.host = host;
	this.spec = spec;
	this.sort = spec.sort || null;
	this.page = 0;
	this.query = '';
	this.chosen = spec.filters.map(() => '');
	grids.push(this);
	this.draw();
}

Grid.prototype.rows = function () {
	const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
	let rows = this.spec.rows;
	if (words.length)
		rows = rows.filter((r) => {
			if (r.hay === undefined)
				r.hay = this.spec.text(r).toLowerCase();
			return words.every((w) => r.hay.includes(w));
		});
	this.spec.filters.forEach((f, i) => {
		if (this.chosen[i])
			rows = rows.filter((r) => f.keep(r, this.chosen[i]));
	});
	if (this.sort) {
		const get = this.spec.columns.find((c) => c.key === this.sort.key).get, way = this.sort.down ? -1 : 1;
		rows = rows.map((r, i) => [get(r), i, r]).sort((a, b) => {
			const x = a[0], y = b[0], none = (v) => v === null || v === undefined || v === '';
			if (none(x) || none(y))
				return none(x) - none(y) || a[1] - b[1];
			return (x < y ? -1 : x > y ? 1 : 0) * way || a[1] - b[1];
		}).map((x) => x[2]);
	}
	return rows;
};

Grid.prototype.draw = function () {
	const spec = this.spec, id = this.host.id;
	this.body = h('tbody');
	this.count = h('span', {class: 'count', role: 'status'});
	this.pages = h('div', {class: 'pages'});
	const search = h('input', {type: 'search', id: id + '-q', value: this.query, placeholder: p('js-search'), 'aria-label': p('js-search'),
		oninput: (e) => { this.query = e.target.value; this.page = 0; this.fill(); }});
	search.value = this.query;
	const selects = spec.filters.map((f, i) => {
		const s = h('select', {'aria-label': f.label(), onchange: (e) => { this.chosen[i] = e.target.value; this.page = 0; this.fill(); }},
			f.options().map(([v, text]) => h('option', {value: v}, text)));
		s.value = this.chosen[i];
		return s;
	});
	this.head = h('tr');
	this.host.replaceChildren(h('div', {class: 'bar', role: 'search'}, search, selects, this.count),
		h('div', {class: 'wide', tabindex: '0'}, h('table', {}, h('caption', {class: 'off'}, p('js-table-sort')), h('thead', {}, this.head), this.body)), this.pages);
	this.fill();
};

Grid.prototype.heading = function (c) {
	const on = this.sort && this.sort.key === c.key, down = on && this.sort.down;
	return h('th', {scope: 'col', class: c.num ? 'num' : c.screen ? 'screen' : null, 'aria-sort': on ? (down ? 'descending' : 'ascending') : 'none'},
		h('button', {type: 'button', 'data-key': c.key, onclick: () => {
			this.sort = {key: c.key, down: on ? !down : !!c.num};
			this.page = 0;
			this.fill();
			this.head.querySelector('[data-key="' + c.key + '"]').focus();
		}}, c.label(), h('span', {class: 'way', 'aria-hidden': 'true'}, on ? (down ? '▼' : '▲') : '')));
};

Grid.prototype.fill = function () {
	const columns = this.spec.columns.filter((c) => !c.when || c.when()), rows = this.rows(), last = Math.max(0, Math.ceil(rows.length / page) - 1);
	this.page = Math.min(this.page, last);
	this.head.replaceChildren(...columns.map((c) => this.heading(c)));
	this.body.replaceChildren(...rows.slice(this.page * page, (this.page + 1) * page).map((r) =>
		h('tr', {id: this.spec.rowId ? this.spec.rowId(r) : null}, columns.map((c) => h(c.row ? 'th' : 'td', {class: c.num ? 'num' : c.screen ? 'screen' : null, scope: c.row ? 'row' : null},
			c.cell ? c.cell(r) : c.num ? num(c.get(r)) : c.get(r))))));
	this.count.textContent = p('js-shown', {n: num(rows.length), m: num(this.spec.rows.length)});
	const turn = (key, by, off) => h('button', {type: 'button', disabled: off, onclick: () => { this.page += by; this.fill(); }}, p(key));
	this.pages.replaceChildren(...(last ? [turn('js-prev', -1, this.page === 0), h('span', {}, p('js-page', {n: num(this.page + 1), m: num(last + 1)})),
		turn('js-next', 1, this.page === last)] : []));
};

const column = (key, label, get, more) => Object.assign({key, label: () => p(label), get}, more);
const distinct = (rows, get) => [...new Set(rows.map(get))].filter((v) => v !== null);

/* --- the tables --------------------------------------------------------------------------------------------------- */

const anyLedger = devices.some((d) => d.ledger);
/* The radio networks a device announces, or is in: the rows of that part name their devices. */
const wifiOf = new Map();
for (const a of doc.querySelectorAll('#wifi tbody a.dev')) {
	const row = a.closest('tr'), id = Number(a.getAttribute('href').slice(2)), list = wifiOf.get(id) || [];
	if (!list.some((w) => w.id === row.id))
		list.push({id: row.id, name: row.querySelector('th').firstChild.textContent});
	wifiOf.set(id, list);
}
const wifiLinks = (d) => (wifiOf.get(d.id) || []).map((w, i) => [i ? ', ' : '', h('a', {href: '#' + w.id}, w.name || w.id)]);

const deviceSpec = {
	rows: devices,
	rowId: (d) => 'd' + d.id,
	text: (d) => [d.name, d.kind, t('kinds.' + d.kind), d.maker, d.model, d.serial, d.os, ...d.ips, ...d.macs, ...(d.ledger || [])].filter(Boolean).join(' '),
	sort: null,
	columns: [
		column('number', 'c-number', (d) => d.ledger && d.ledger[0], {when: () => anyLedger}),
		column('place', 'c-place', (d) => d.ledger && [d.ledger[2], d.ledger[3]].filter(Boolean).join(' '), {when: () => anyLedger}),
		column('name', 'c-name', shown, {row: true, cell: (d) => [h('a', {href: '#d' + d.id, class: 'dev'}, shown(d)), wifiOf.has(d.id) ? h('small', {}, 'Wi-Fi: ', wifiLinks(d)) : null]}),
		column('kind', 'c-kind', (d) => t('kinds.' + d.kind)),
		column('maker', 'c-maker', (d) => d.maker),
		column('model', 'c-model', (d) => d.model),
		column('ip', 'c-ip', (d) => d.ips[0], {cell: (d) => [d.ips[0] || '', d.ips.length > 1 ? h('small', {}, '+' + (d.ips.length - 1)) : null]}),
		column('mac', 'c-mac', (d) => d.macs[0], {cell: (d) => h('span', {class: 'mono'}, d.macs[0] || '')}),
		column('findings', 'c-findings', (d) => d.worst > 4 ? null : -d.worst * 1000000 + d.findings, {cell: (d) => severity(d.worst, d.findings)}),
		column('bytes', 'c-bytes', (d) => d.bytes, {num: true}),
	],
	filters: [
		{label: () => p('js-kind-all'), options: () => [['', p('js-kind-all')], ...distinct(devices, (d) => d.kind).map((k) => [k, t('kinds.' + k)])], keep: (d, v) => d.kind === v},
		{label: () => p('js-severity-all'), options: () => [['', p('js-severity-all')], ['any', p('js-with-findings')], ...SEVERITY.map((s, i) => [String(i), t('severity.' + s)])],
			keep: (d, v) => v === 'any' ? d.worst < 5 : d.worst === Number(v)},
	],
};

function flowColumns() {
	return [
		column('client', 'js-client', (f) => nodeName(f.client, f.clientIp), {cell: (f) => node(f.client, f.clientIp)}),
		column('server', 'js-server', (f) => nodeName(f.server, f.serverIp), {cell: (f) => node(f.server, f.serverIp, f.group)}),
		column('protocol', 'js-protocol', (f) => title(f.protocol)),
		column('port', 'js-port', (f) => f.port, {cell: (f) => f.port === null ? f.transport : f.transport + '/' + f.port}),
		column('encrypted', 'js-encrypted', (f) => f.encrypted, {cell: (f) => secrecy(f.encrypted)}),
		column('answered', 'js-answered', (f) => f.answered, {cell: (f) => p(f.answered ? 'yes' : 'no')}),
		column('packets', 'c-packets', (f) => f.packets, {num: true}),
		column('bytes', 'c-bytes', (f) => f.bytes, {num: true}),
		column('frame', 'js-first-packet', (f) => f.file * 4294967296 + f.frame, {num: true, cell: (f) => packetText(f.file, f.frame)}),
		column('filter', 'js-copy', (f) => f.n, {screen: true, cell: (f) => [copyButton(flowFilter(f), 'js-copy-filter'), ' ', copyButton(slice('--flow ' + f.n, 'flow-' + f.n), 'js-copy-slice')]}),
	];
}

function flowSpec(rows) {
	return {
		rows,
		text: (f) => [nodeName(f.client, f.clientIp), nodeName(f.server, f.serverIp), f.clientIp, f.serverIp, f.protocol, title(f.protocol), f.port].filter(Boolean).join(' '),
		columns: flowColumns(),
		filters: [{label: () => p('js-protocol'), options: () => [['', p('js-protocol')], ...distinct(rows, (f) => f.protocol).sort().map((v) => [v, title(v)])], keep: (f, v) => f.protocol === v},
			{label: () => p('js-encrypted'), options: () => [['', p('js-encrypted')], ...['0', '1', '2'].map((v) => [v, p('js-enc-' + ['no', 'yes', 'unknown'][v])])], keep: (f, v) => f.encrypted === Number(v)}],
	};
}

const CLASSES = ['write', 'control', 'program', 'read', 'diagnose', 'other'];

/* What it can do: shape, colour and word say how grave that is. */
const deed = (c) => c.deed ? [h('span', {class: 'class g-' + D.gravity[c.deed]}, t('deeds.deed-' + c.deed)), ' ', h('span', {class: 'g-word'}, t('deeds.gravity-' + D.gravity[c.deed]))]
	: h('span', {class: 'class'}, p('js-class-' + c.class));

const answer = (o) => [o.answered ? p('js-answered') : null, o.answered && o.refused ? ' / ' : null, o.refused ? p('js-refused') : null, o.answered || o.refused ? null : p('js-answer-none'),
	o.count > 1 ? h('small', {}, '×' + num(o.count)) : null];

function operationSpec(rows) {
	return {
		rows,
		text: (o) => [nodeName(o.client, o.clientIp), nodeName(o.server, o.serverIp), o.clientIp, o.serverIp, o.protocol, o.name, o.detail, t('deeds.deed-' + o.deed)].filter(Boolean).join(' '),
		columns: [
			column('at', 'js-at', (o) => o.at, {cell: (o) => time(o.at)}),
			column('server', 'js-server', (o) => nodeName(o.server, o.serverIp), {cell: (o) => node(o.server, o.serverIp)}),
			column('deed', 'js-deed', (o) => o.deed, {cell: (o) => [deed(o), h('small', {}, o.name)]}),
			column('detail', 'js-detail', (o) => o.detail),
			column('client', 'js-client', (o) => nodeName(o.client, o.clientIp), {cell: (o) => node(o.client, o.clientIp)}),
			column('answer', 'js-answer', (o) => o.answered ? 0 : o.refused ? 1 : 2, {cell: answer}),
			column('protocol', 'js-protocol', (o) => title(o.protocol)),
			column('frame', 'js-packet', (o) => o.file * 4294967296 + o.frame, {num: true, cell: (o) => packetText(o.file, o.frame)}),
		],
		filters: [
			{label: () => p('js-deed'), options: () => [['', p('js-deed')], ...distinct(rows, (o) => o.deed).sort().map((v) => [v, t('deeds.deed-' + v)])], keep: (o, v) => o.deed === v},
			{label: () => p('js-answer'), options: () => [['', p('js-answer')], ['done', p('js-answered')], ['refused', p('js-refused')], ['silent', p('js-answer-none')]],
				keep: (o, v) => v === 'done' ? o.answered > 0 : v === 'refused' ? o.refused > 0 : o.count > o.answered + o.refused},
			{label: () => p('js-protocol'), options: () => [['', p('js-protocol')], ...distinct(rows, (o) => o.protocol).map((v) => [v, title(v)])], keep: (o, v) => o.protocol === v},
		],
	};
}

function pointSpec(rows) {
	return {
		rows,
		text: (v) => [nodeName(v.device, ''), v.name, v.protocol].filter(Boolean).join(' '),
		columns: [
			column('device', 'js-device', (v) => nodeName(v.device, ''), {cell: (v) => node(v.device, '')}),
			column('name', 'js-point', (v) => v.name, {cell: (v) => [v.name, h('small', {}, [title(v.protocol), v.type === 'unknown' ? '' : v.type].filter(Boolean).join(' '))]}),
			column('last', 'js-last-value', (v) => v.last, {num: true}),
			column('range', 'js-range', (v) => v.least, {num: true, cell: (v) => v.least === v.most ? num(v.least) : num(v.least) + ' – ' + num(v.most)}),
			column('every', 'js-every', (v) => v.period, {num: true, cell: (v) => v.period === null ? '' : num(Number((v.period / 1000).toPrecision(2)))}),
			column('count', 'js-count', (v) => v.count, {num: true}),
			column('writes', 'js-writes', (v) => v.writes, {num: true, cell: (v) => v.writes ? num(v.writes) : ''}),
			column('frame', 'js-first-packet', (v) => v.file * 4294967296 + v.frame, {num: true, cell: (v) => packetText(v.file, v.frame)}),
		],
		filters: [],
	};
}

function commandSpec(rows) {
	return {
		rows,
		text: (c) => [nodeName(c.client, c.clientIp), nodeName(c.server, c.serverIp), c.clientIp, c.serverIp, c.protocol, c.name, c.class].filter(Boolean).join(' '),
		columns: [
			column('client', 'js-client', (c) => nodeName(c.client, c.clientIp), {cell: (c) => node(c.client, c.clientIp)}),
			column('server', 'js-server', (c) => nodeName(c.server, c.serverIp), {cell: (c) => node(c.server, c.serverIp)}),
			column('class', 'js-class', (c) => CLASSES.indexOf(c.class), {cell: deed}),
			column('name', 'js-command', (c) => c.name, {cell: (c) => [c.name, h('small', {}, c.code + (c.sub === null ? '' : '/' + c.sub))]}),
			column('protocol', 'js-protocol', (c) => title(c.protocol)),
			column('count', 'js-count', (c) => c.count, {num: true}),
			column('refused', 'js-refused', (c) => c.refused, {num: true}),
			column('frame', 'js-first-packet', (c) => c.file * 4294967296 + c.frame, {num: true, cell: (c) => packetText(c.file, c.frame)}),
		],
		filters: [{label: () => p('js-class'), options: () => [['', p('js-class-all')], ['change', p('js-changing-only')], ...CLASSES.map((c) => [c, p('js-class-' + c)])],
			keep: (c, v) => v === 'change' ? ['write', 'control', 'program'].includes(c.class) : c.class === v}],
	};
}

const empty = (host) => host.replaceChildren(h('p', {class: 'note'}, p('js-none')));

function tables() {
	grids = [];
	new Grid(byId('devices-table'), deviceSpec);
	const flowHost = byId('flows-table'), commandHost = byId('commands-table');
	for (const [host, rows, spec, file] of [[byId('operations-table'), operations, operationSpec, 'operations.csv'], [byId('points-table'), points, pointSpec, 'points.csv']]) {
		if (rows.length)
			new Grid(host, spec(rows));
		else
			empty(host);
		if (rows.length === 5000)
			host.prepend(h('p', {class: 'note'}, p('js-cut', {n: num(5000), file})));
	}
	if (flows.length)
		new Grid(flowHost, flowSpec(flows));
	else
		empty(flowHost);
	if (D.flow_total > flows.length)
		flowHost.prepend(h('p', {class: 'note'}, p('js-flows-cut', {n: num(flows.length)})));
	if (commands.length)
		new Grid(commandHost, commandSpec(commands));
	else
		empty(commandHost);
}

/* --- a device's page ---------------------------------------------------------------------------------------------- */

const IDENTITY = ['name', 'kind', 'maker', 'model', 'firmware', 'serial', 'os'];

function reason(f) {
	return h('li', {}, f.field === 'kind' && D.t['kinds.' + f.value] ? t('kinds.' + f.value) : f.value, ' ', h('small', {}, title(f.source), f.frame ? ' · ' + p('js-packet') + ' ' + packetText(f.file, f.frame) : '', ' · ' + p('js-confidence') + ' ' + f.confidence));
}

function identity(d, facts) {
	const own = {name: shown(d), kind: t('kinds.' + d.kind) + ' (' + d.confidence + ')', maker: d.maker, model: d.model, firmware: d.firmware, serial: d.serial, os: d.os};
	return h('dl', {class: 'who'}, IDENTITY.map((k) => {
		const said = facts.filter((f) => f.field === k), conflict = new Set(said.map((f) => f.value)).size > 1;
		return [h('dt', {}, t('fields.' + k)), h('dd', {}, h('b', {}, own[k] || p('unknown')), conflict ? h('em', {class: 'conflict'}, p('js-conflict')) : null,
			said.length ? h('ul', {class: 'reasons'}, said.slice(0, 12).map(reason)) : null)];
	}));
}

function ledgerRow(d) {
	if (!d.ledger)
		return anyLedger ? h('p', {class: 'note'}, p('js-not-in-ledger')) : null;
	const [number, name, line, place, owner] = d.ledger;
	return h('p', {}, [number, name, line, place].filter(Boolean).join(' · '), owner ? ' · ' + p('js-owner') + ' ' + owner : '');
}

function section(key, ...content) {
	return [h('h3', {}, p(key)), ...content];
}

function deviceFindings(d) {
	const own = findings.filter((f) => f.about.includes(d.id)), i = lang === 'ja' ? 0 : 1;
	return own.length ? h('ul', {class: 'own'}, own.slice(0, 50).map((f) => h('li', {}, severity(f.severity), ' ', byId('f' + f.id) ? h('a', {href: '#f' + f.id}, f.title[i]) : f.title[i])))
		: h('p', {class: 'note'}, p('js-no-findings'));
}

function plainTable(labels, rows, numbers) {
	return h('div', {class: 'wide', tabindex: '0'}, h('table', {}, h('thead', {}, h('tr', {}, labels.map((l, i) => h('th', {scope: 'col', class: numbers.includes(i) ? 'num' : null}, l)))),
		h('tbody', {}, rows.map((r) => h('tr', {}, r.map((c, i) => h('td', {class: numbers.includes(i) ? 'num' : null}, c)))))));
}

function deviceFlows(d) {
	const own = flows.filter((f) => f.client === d.id || f.server === d.id);
	if (!own.length)
		return h('p', {class: 'note'}, p('js-none'));
	return plainTable([p('js-client'), p('js-server'), p('js-protocol'), p('js-encrypted'), p('c-bytes')],
		own.slice(0, 100).map((f) => [node(f.client, f.clientIp), node(f.server, f.serverIp, f.group), [title(f.protocol), h('small', {}, f.port === null ? f.transport : f.transport + '/' + f.port)],
			secrecy(f.encrypted), num(f.bytes)]), [4]);
}

function deviceCommands(d) {
	const own = commands.filter((c) => c.client === d.id || c.server === d.id);
	return own.length ? section('js-commands', plainTable([p('js-client'), p('js-server'), p('js-class'), p('js-command'), p('js-count')],
		own.slice(0, 100).map((c) => [node(c.client, c.clientIp), node(c.server, c.serverIp), deed(c), c.name, num(c.count)]), [4])) : null;
}

function services(d) {
	if (!d.services.length)
		return h('p', {class: 'note'}, p('js-no-services'));
	return plainTable([p('js-port'), p('js-protocol'), p('js-answered')],
		d.services.map((s) => [word(s[0]) + '/' + (s[1] === null ? '' : s[1]), title(word(s[2])), p(s[3] ? 'yes' : 'no')]), []);
}

function otherFacts(facts) {
	const rest = facts.filter((f) => !IDENTITY.includes(f.field));
	return rest.length ? section('js-other-facts', plainTable([p('js-field'), p('js-value'), p('js-source'), p('js-packet'), p('js-confidence')],
		rest.map((f) => [D.t['fields.' + f.field] ? t('fields.' + f.field) : f.field, f.value, title(f.source), packetText(f.file, f.frame), f.confidence]), [3, 4])) : null;
}

function devicePage(d) {
	const facts = d.facts.map((f) => ({field: word(f[0]), value: f[1], source: word(f[2]), file: f[3], frame: f[4], confidence: f[5]}));
	return [
		h('div', {class: 'panel-top'}, h('h2', {id: 'panel-title', tabindex: '-1'}, shown(d)), h('button', {type: 'button', onclick: () => window.print()}, p('js-print-device')),
			h('button', {type: 'button', class: 'close', onclick: close}, p('js-close'))),
		ledgerRow(d),
		h('dl', {class: 'facts'}, h('dt', {}, p('js-address')), h('dd', {}, [...d.ips, ...d.macs].join(', '), d.random ? h('em', {class: 'conflict'}, p('js-random-mac')) : null),
			wifiOf.has(d.id) ? [h('dt', {}, 'Wi-Fi'), h('dd', {}, wifiLinks(d))] : null,
			h('dt', {}, p('js-seen')), h('dd', {}, time(d.first) + ' – ' + time(d.last)),
			h('dt', {}, p('js-traffic')), h('dd', {}, num(d.packets) + ' ' + p('c-packets') + ', ' + num(d.bytes) + ' ' + p('c-bytes'))),
		d.hidden ? h('p', {class: 'note'}, p('js-behind')) : null,
		section('js-findings', deviceFindings(d)),
		section('js-who', identity(d, facts), D.thin && !facts.length ? h('p', {class: 'note'}, p('js-facts-elsewhere')) : null),
		section('js-services', services(d)),
		section('js-flows', deviceFlows(d)),
		deviceCommands(d), otherFacts(facts),
		section('js-filter', code(deviceFilter(d))),
		section('js-slice', code(slice('--device d' + d.id, 'device-d' + d.id))),
	].flat(Infinity).filter(Boolean);
}

const panel = byId('panel');
let opener = null, open = null;

function openDevice(id) {
	const d = deviceOf.get(id);
	if (!d)
		return;
	if (panel.hidden)
		opener = doc.activeElement;
	open = id;
	panel.replaceChildren(...devicePage(d));
	panel.setAttribute('aria-labelledby', 'panel-title');
	panel.hidden = false;
	root.classList.add('with-panel');
	panel.scrollTop = 0;
	byId('panel-title').focus({preventScroll: true});
}

function hide() {
	panel.hidden = true;
	open = null;
	root.classList.remove('with-panel');
}

function close() {
	hide();
	history.replaceState(null, '', '#' + lang);
	if (opener && opener.isConnected)
		opener.focus();
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

function light(svg, id) {
	svg.classList.toggle('hot', !!id);
	for (const e of svg.querySelectorAll('.on'))
		e.classList.remove('on');
	if (!id)
		return;
	for (const e of svg.querySelectorAll('[data-a="' + id + '"],[data-b="' + id + '"]')) {
		e.classList.add('on');
		for (const other of [e.dataset.a, e.dataset.b])
			for (const card of other ? svg.querySelectorAll('[data-id="' + other + '"]') : [])
				card.classList.add('on');
	}
	for (const card of svg.querySelectorAll('[data-id="' + id + '"]'))
		card.classList.add('on');
}

function drawing() {
	for (const svg of doc.querySelectorAll('svg.m-map'))
		for (const card of svg.querySelectorAll('[data-id]')) {
			card.addEventListener('mouseenter', () => light(svg, card.dataset.id));
			card.addEventListener('mouseleave', () => light(svg, null));
			card.addEventListener('focus', () => light(svg, card.dataset.id));
			card.addEventListener('blur', () => light(svg, null));
		}
}

/* --- language and place ------------------------------------------------------------------------------------------- */

function copyButtons() {
	for (const c of doc.querySelectorAll('#findings-list .cmd')) {
		const old = c.querySelector('.copy');
		if (old)
			old.remove();
		const button = h('button', {type: 'button', class: 'copy', onclick: () => copy(c.querySelector('code').textContent, button)}, p('js-copy'));
		c.append(button);
	}
}

function setLanguage(l) {
	lang = l;
	root.lang = root.dataset.lang = l;
	doc.title = p('title');
	for (const b of ['ja', 'en'])
		byId('lang-' + b).setAttribute('aria-pressed', String(b === l));
	for (const d of devices)
		delete d.hay;
	tables();
	copyButtons();
	if (open !== null)
		openDevice(open);
}

function place() {
	const parts = decodeURIComponent(location.hash.slice(1)).split('/'), l = parts[0] === 'ja' || parts[0] === 'en' ? parts.shift() : lang, target = parts[0] || '';
	if (l !== lang)
		setLanguage(l);
	if (/^d\d+$/.test(target)) {
		openDevice(Number(target.slice(1)));
		return;
	}
	hide();
	const e = target && byId(target);
	if (e) {
		e.scrollIntoView();
		if (e.localName !== 'section') {
			e.classList.add('here');
			setTimeout(() => e.classList.remove('here'), 2000);
		}
	}
}

function go(target) {
	const next = '#' + lang + (target ? '/' + target : '');
	if (location.hash === next)
		place();
	else
		location.hash = next;
}

doc.addEventListener('click', (e) => {
	const a = e.target.closest && e.target.closest('a[href^="#"]');
	if (!a)
		return;
	e.preventDefault();
	go(a.getAttribute('href').slice(1));
});
doc.addEventListener('keydown', (e) => {
	if (e.key === 'Escape' && !panel.hidden)
		close();
});
for (const l of ['ja', 'en'])
	byId('lang-' + l).addEventListener('click', () => { const rest = location.hash.slice(1).split('/').pop(); go(''); setLanguage(l); history.replaceState(null, '', '#' + l + (/^(d\d+|ja|en|)$/.test(rest) ? (open ? '/d' + open : '') : '/' + rest)); });
byId('print').addEventListener('click', () => window.print());
window.addEventListener('hashchange', place);

/* On paper there are no pages to turn: as many rows as anybody reads. */
for (const [event, rows] of [['beforeprint', PRINTED], ['afterprint', PAGE]])
	window.addEventListener(event, () => { page = rows; for (const g of grids) g.fill(); });

root.classList.add('script');
drawing();
setLanguage(lang);
place();
}());
