(function () {
'use strict';

/* The fields of a record, as html.h has them. */
const FIRST = 0, LAST = 1, PROTOCOLS = 2, KIND = 3, NAME = 4,
	DESCRIPTION = 5, ALIAS_OF = 6, ASSIGNEE = 7, CONTACT = 8,
	REFERENCE = 9, REGISTERED = 10, MODIFIED = 11, SERVICE_CODE = 12,
	UNAUTHORIZED = 13, NOTE = 14;
const PORTS = 65536, SIDE = 256, SHOWN = 50, NEIGHBOURS = 2;

const byId = id => document.getElementById(id);
const data = JSON.parse(byId('data').textContent);
const records = data.records;
const kinds = data.kinds.map(kind => kind[0]);
const ASSIGNED = kinds.indexOf('assigned'), ALIAS = kinds.indexOf('alias'),
	UNASSIGNED = kinds.indexOf('unassigned');
const lower = records.map(r => [r[NAME] || '', r[DESCRIPTION] || '']
	.map(text => text.toLowerCase()));

/* --- elements ----------------------------------------------------------- */

/* An element with attributes and children; strings become text. */
function make(tag, attributes, ...children) {
	const element = document.createElement(tag);
	for (const name in attributes)
		element.setAttribute(name, attributes[name]);
	element.append(...children);
	return element;
}

/* Text of the registry, whose direction is its own affair. */
function said(text) {
	return make('bdi', {}, String(text));
}

function link(target, text) {
	return make('a', {href: '#' + encodeURIComponent(target)}, said(text));
}

function number(n) {
	return n.toLocaleString('en');
}

/* --- records ------------------------------------------------------------ */

function isService(r) {
	return r[KIND] === ASSIGNED && Boolean(r[NAME]);
}

function transports(r) {
	return data.protocols.filter((name, i) => r[PROTOCOLS] >> i & 1);
}

function portsOf(r) {
	if (r[FIRST] < 0)
		return '';
	return r[FIRST] === r[LAST] ? String(r[FIRST])
		: r[FIRST] + '\u2013' + r[LAST];
}

function rangeOf(port) {
	return data.ranges.find(range => port <= range[1]);
}

/* The records of a port; a wide unassigned range yields to any other. */
function recordsAt(port) {
	const all = records.filter(r => r[FIRST] <= port && port <= r[LAST]);
	const own = all.filter(
		r => r[KIND] !== UNASSIGNED || r[FIRST] === r[LAST]);
	return own.length > 0 ? own : all;
}

function namesAt(port) {
	const names = recordsAt(port).filter(isService).map(r => r[NAME]);
	return Array.from(new Set(names)).join(', ') || 'none';
}

const hasService = new Uint8Array(PORTS);
for (const r of records)
	if (isService(r) && r[FIRST] >= 0)
		hasService.fill(1, r[FIRST], r[LAST] + 1);

function neighbours(port, step) {
	const found = [];
	for (let p = port + step; p >= 0 && p < PORTS; p += step)
		if (hasService[p] && found.push(p) === NEIGHBOURS)
			break;
	return found;
}

/* --- search ------------------------------------------------------------- */

/* How well a record fits: 0 best, or -1. */
function rank(i, query) {
	const r = records[i], [name, description] = lower[i];
	if (query === '')
		return 3;
	if (/^[0-9]+$/.test(query)) {
		if (r[FIRST] <= query && query <= r[LAST])
			return r[FIRST] === r[LAST] ? 0 : 1;
		if (String(r[FIRST]).startsWith(query))
			return 2;
	}
	if (name === query)
		return 0;
	if (name.startsWith(query))
		return 1;
	if (name.includes(query))
		return 2;
	return description.includes(query) ? 3 : -1;
}

/* Whether a record has what the three filters ask for. */
function passes(r, [transport, range, kind]) {
	if (transport === 'none' && r[PROTOCOLS] !== 0)
		return false;
	if (transport !== '' && transport !== 'none' &&
	    !(r[PROTOCOLS] >> transport & 1))
		return false;
	if (range === 'none' && r[FIRST] >= 0)
		return false;
	if (range !== '' && range !== 'none' && (r[FIRST] < 0 ||
	    r[FIRST] > data.ranges[range][1] || r[LAST] < data.ranges[range][0]))
		return false;
	return kind === '' || r[KIND] === Number(kind);
}

let found = [], shown = 0;

function row(r) {
	const port = make('th', {scope: 'row'});
	const name = make('td', r[NAME] ? {} : {class: 'kind'});
	if (r[FIRST] >= 0)
		port.append(link(r[FIRST], portsOf(r)));
	if (r[NAME])
		name.append(link(r[NAME], r[NAME]));
	else
		name.append(kinds[r[KIND]]);
	const description = make('td', {}, said(r[DESCRIPTION] || ''));
	if (r[ALIAS_OF])
		description.append(' (historic spelling of ', said(r[ALIAS_OF]), ')');
	return make('tr', {}, port, name,
		make('td', {}, transports(r).join(', ')), description);
}

function showMore() {
	byId('rows').append(
		...found.slice(shown, shown + SHOWN).map(i => row(records[i])));
	shown = Math.min(found.length, shown + SHOWN);
	byId('more').hidden = shown === found.length;
	byId('status').textContent = found.length === 0
		? 'Nothing fits; a port without a record has a page all the same.'
		: number(found.length) + (found.length === 1 ? ' entry' : ' entries') +
		(shown < found.length ? ', of which ' + shown + ' are shown' : '');
}

function search() {
	const query = byId('query').value.trim().toLowerCase();
	const filters = ['transport', 'range', 'kind'].map(id => byId(id).value);
	const ranks = [[], [], [], []];
	for (let i = 0; i < records.length; i++) {
		const n = passes(records[i], filters) ? rank(i, query) : -1;
		if (n >= 0)
			ranks[n].push(i);
	}
	found = [].concat(...ranks);
	shown = 0;
	byId('rows').replaceChildren();
	showMore();
}

/* --- pages -------------------------------------------------------------- */

function item(list, label, ...content) {
	list.append(make('dt', {}, label), make('dd', {}, ...content));
}

function joined(items) {
	return items.flatMap((one, i) => i === 0 ? [one] : [', ', one]);
}

function reference([label, url]) {
	return url === '' ? said(label)
		: make('a', {href: url, rel: 'noreferrer'}, said(label));
}

/* The other ports of a service. */
function otherPorts(r) {
	const name = r[NAME].toLowerCase();
	const all = records.filter((o, i) => lower[i][0] === name &&
		isService(o) && o[FIRST] >= 0 && o[FIRST] !== r[FIRST]);
	return Array.from(new Set(all.map(o => o[FIRST])));
}

function put(list, label, value) {
	if (value)
		item(list, label, said(value));
}

/* What the registry says in one record, of all of its protocols. */
function describe(r, page) {
	const list = make('dl', {});
	if (isService(r))
		put(list, 'Description', r[DESCRIPTION]);
	else
		item(list, 'State', data.kinds[r[KIND]][1]);
	item(list, 'Transports', transports(r).join(', ') || 'none named');
	if (page.port === undefined)
		item(list, 'Port', r[FIRST] < 0 ? 'none: it is found by name'
			: link(r[FIRST], portsOf(r)));
	else if (r[FIRST] < r[LAST])
		item(list, 'Ports', portsOf(r));
	if (r[ALIAS_OF])
		item(list, 'Spelt now', link(r[ALIAS_OF], r[ALIAS_OF]));
	const aliases = records.filter(o => o[KIND] === ALIAS &&
		o[ALIAS_OF] === r[NAME] && o[FIRST] === r[FIRST]);
	if (isService(r) && aliases.length > 0)
		item(list, 'Also spelt', ...joined(Array.from(
			new Set(aliases.map(o => o[NAME])), said)), ' (historic)');
	const others = page.port === undefined || !isService(r)
		? [] : otherPorts(r);
	if (others.length > 0)
		item(list, 'Other ports',
			...joined(others.map(port => link(port, port))));
	if (r[ASSIGNEE])
		item(list, 'Assignee', ...joined(r[ASSIGNEE].map(said)));
	if (r[CONTACT])
		item(list, 'Contact', ...joined(r[CONTACT].map(said)));
	put(list, 'Registered', r[REGISTERED]);
	put(list, 'Modified', r[MODIFIED]);
	if (r[REFERENCE])
		item(list, 'References', ...joined(r[REFERENCE].map(reference)));
	put(list, 'Service code', r[SERVICE_CODE]);
	put(list, 'Unauthorised', r[UNAUTHORIZED]);
	put(list, 'Note', r[NOTE]);
	const title = isService(r) ? r[NAME] : r[NAME] || r[DESCRIPTION] || kinds[r[KIND]];
	return make('section', {}, make('h3', {}, said(title)), list);
}

function portPage(article, port) {
	const all = recordsAt(port), range = rangeOf(port);
	const list = make('dl', {});
	item(list, 'Range', range[2][0] + ' (' + range[0] + '\u2013' + range[1] +
		'): ' + range[2][1] + ' (RFC 6335, section 8.1.2)');
	if (!hasService[port])
		item(list, 'State', 'nothing is assigned to it');
	if (all.length === 0)
		item(list, 'Registry', 'has no record of it');
	article.append(list);
	article.append(...all.filter(r => r[KIND] !== ALIAS)
		.map(r => describe(r, {port})));
	const near = neighbours(port, -1).reverse().concat(neighbours(port, 1));
	const beside = make('dl', {});
	for (const other of near)
		item(beside, link(other, other), said(namesAt(other)));
	article.append(make('h3', {}, 'Neighbours'), beside);
	const related = data.related.filter(one => one[0] === port);
	if (related.length > 0) {
		const others = make('dl', {});
		for (const [, other, [why, source]] of related)
			item(others, link(other, other), said(namesAt(other)), ': ' +
				why + ' (' + source + ')');
		article.append(make('h3', {}, 'Related'), make('p', {},
			'Not by IANA: what those who ask about this port may look for.'),
			others);
	}
	const commands = make('dl', {});
	for (const [system, command] of data.listen)
		item(commands, system,
			make('code', {}, command.replaceAll('@', String(port))));
	article.append(make('h3', {}, 'What listens there'), commands);
	const names = namesAt(port);
	return 'Port ' + port + (names === 'none' ? '' : ': ' + names);
}

function namePage(article, name) {
	const key = name.toLowerCase();
	const all = records.filter((r, i) => lower[i][0] === key);
	article.append(...all.map(r => describe(r, {})));
	if (all.length === 0)
		article.append(make('p', {}, 'No service has that name.'));
	return 'Service ' + (all.length > 0 ? all[0][NAME] : name);
}

/* What follows "#", or "" if it is no text. */
function target() {
	try {
		return decodeURIComponent(location.hash.slice(1));
	} catch {
		return '';
	}
}

/* Show the page that the address asks for, or none. */
function show(event) {
	const what = target(), article = byId('page');
	/* A place of this page starts with ".", which no service's name does. */
	const isPage = what !== '' && !what.startsWith('.');
	const isPort = /^[0-9]{1,5}$/.test(what) && Number(what) < PORTS;
	document.body.classList.toggle('on-page', isPage);
	article.hidden = !isPage;
	article.replaceChildren();
	document.title = 'Port numbers';
	if (!isPage)
		return;
	const title = isPort ? portPage(article, Number(what))
		: namePage(article, what);
	const heading = make('h2', {id: 'page-title', tabindex: '-1'}, said(title));
	article.prepend(heading);
	document.title = title;
	if (event)
		heading.focus();
	if (isPort)
		moveTo(Number(what), false);
}

/* --- the map ------------------------------------------------------------ */

const STATES = ['no record', 'unassigned', 'for private use',
	'withdrawn or unnamed', 'reserved', 'assigned'];

function stateOf(r) {
	switch (kinds[r[KIND]]) {
	case 'assigned':
	case 'alias':
		return 5;
	case 'reserved':
		return 4;
	case 'unassigned':
		return 1;
	case 'private':
		return 2;
	default:
		return 3;
	}
}

/* Ways to colour: labels of what is higher the more it outdoes, and a class. */
const MODES = [
	{labels: STATES, classOf: stateOf},
	{
		labels: ['nothing assigned', 'assigned without a transport',
			'UDP alone', 'TCP alone', 'with SCTP or DCCP',
			'TCP and UDP'],
		bits: true
	},
	{
		labels: ['nothing assigned', 'without a date', '2020 and later',
			'2010 to 2019', '2000 to 2009', 'before 2000'],
		classOf: r => {
			const year = Number(String(r[REGISTERED] || '').slice(0, 4));
			return !isService(r) ? 0 : year === 0 ? 1 : year >= 2020 ? 2
				: year >= 2010 ? 3 : year >= 2000 ? 4 : 5;
		}
	}
];

/* The class of each port. */
function classes(mode) {
	const cells = new Uint8Array(PORTS), bits = new Uint8Array(PORTS);
	for (const r of records)
		for (let port = r[FIRST]; port >= 0 && port <= r[LAST]; port++)
			if (!mode.bits)
				cells[port] = Math.max(cells[port], mode.classOf(r));
			else if (isService(r))
				bits[port] |= 16 | r[PROTOCOLS];
	for (let port = 0; mode.bits && port < PORTS; port++)
		cells[port] = bits[port] === 0 ? 0 : bits[port] & 12 ? 4
			: [1, 3, 2, 5][bits[port] & 3];
	return cells;
}

const canvas = byId('map'), context = canvas.getContext('2d');
const picture = document.createElement('canvas');
picture.width = picture.height = SIDE;
let cells, mode, ink, cursor = 0, zoom = 1;

/* The first row and column in view, so that the cursor is in it. */
function corner() {
	const most = SIDE - SIDE / zoom;
	const clip = at => Math.max(0, Math.min(most, at - SIDE / zoom / 2));
	return [clip(cursor % SIDE), clip(Math.floor(cursor / SIDE))]
		.map(Math.floor);
}

function draw() {
	const [x, y] = corner(), scale = canvas.width / SIDE * zoom;
	context.imageSmoothingEnabled = false;
	context.drawImage(picture, x, y, SIDE / zoom, SIDE / zoom,
		0, 0, canvas.width, canvas.height);
	context.strokeStyle = ink;
	context.lineWidth = 3;
	context.strokeRect((cursor % SIDE - x) * scale - 2,
		(Math.floor(cursor / SIDE) - y) * scale - 2, scale + 4, scale + 4);
}

/* Paint the picture anew, in the colours of the style. */
function paint() {
	const style = getComputedStyle(canvas);
	const image = picture.getContext('2d').createImageData(SIDE, SIDE);
	ink = style.getPropertyValue('--cursor').trim();
	const colours = MODES[0].labels.map((label, i) => {
		const hex = style.getPropertyValue('--m' + i).trim().slice(1);
		const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
		return [0, 2, 4].map(at => parseInt(full.slice(at, at + 2), 16));
	});
	for (let port = 0; port < PORTS; port++)
		image.data.set([...colours[cells[port]], 255], port * 4);
	picture.getContext('2d').putImageData(image, 0, 0);
	draw();
}

function colour() {
	mode = MODES[byId('colour').value];
	cells = classes(mode);
	byId('legend').replaceChildren(...mode.labels.map((label, i) => make(
		'li', {}, make('span', {class: 'swatch m' + i}), label + ': ' +
		number(cells.reduce((n, cell) => n + (cell === i), 0)))).reverse());
	paint();
}

function tell(port) {
	byId('cell').textContent = 'Port ' + port + ': ' + namesAt(port) + ' (' +
		mode.labels[cells[port]] + ')';
}

function moveTo(port, isTold = true) {
	cursor = Math.max(0, Math.min(PORTS - 1, port));
	draw();
	if (isTold)
		tell(cursor);
}

function zoomBy(factor) {
	zoom = Math.max(1, Math.min(16, zoom * factor));
	byId('in').disabled = zoom === 16;
	byId('out').disabled = zoom === 1;
	draw();
}

/* The port under the pointer. */
function portAt(event) {
	const box = canvas.getBoundingClientRect(), [x, y] = corner();
	const cell = (at, from, size) => Math.max(0, Math.min(SIDE - 1,
		Math.floor((at - from) / size * SIDE / zoom)));
	return (y + cell(event.clientY, box.top, box.height)) * SIDE + x +
		cell(event.clientX, box.left, box.width);
}

const STEPS = {
	ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE,
	PageUp: -16 * SIDE, PageDown: 16 * SIDE, Home: -PORTS, End: PORTS
};

function press(event) {
	if (event.ctrlKey || event.metaKey || event.altKey)
		return;
	if (event.key in STEPS)
		moveTo(cursor + STEPS[event.key]);
	else if (event.key === '+' || event.key === '=')
		zoomBy(2);
	else if (event.key === '-')
		zoomBy(0.5);
	else if (event.key === 'Enter')
		location.hash = cursor;
	else
		return;
	event.preventDefault();
}

/* How full each range is: a row of the table beside the map. */
function countRow([first, last, [name]]) {
	const counts = [0, 0, 0, 0, 0, 0], states = classes(MODES[0]);
	for (let port = first; port <= last; port++)
		counts[states[port]]++;
	const shownCounts = [counts[5], counts[4], counts[1],
		counts[2] + counts[3], counts[0]];
	return make('tr', {}, make('th', {scope: 'row'}, name),
		...shownCounts.map(n => make('td', {}, number(n))));
}

/* --- the start ---------------------------------------------------------- */

function addOptions(id, pairs) {
	byId(id).append(
		...pairs.map(([value, text]) => make('option', {value}, text)));
}

function start() {
	addOptions('transport', data.protocols.map((name, i) => [i, name])
		.concat([['none', 'none named']]));
	addOptions('range', data.ranges.map((range, i) => [i, range[2][0]])
		.concat([['none', 'without a port']]));
	addOptions('kind', kinds.map((kind, i) => [i, kind])
		.filter(([i]) => records.some(r => r[KIND] === i)));
	byId('form').addEventListener('input', search);
	byId('form').addEventListener('submit', event => {
		event.preventDefault();
		if (found.length > 0 && byId('query').value.trim() !== '')
			byId('rows').querySelector('a').click();
	});
	byId('more').addEventListener('click', showMore);
	byId('colour').addEventListener('change', colour);
	byId('in').addEventListener('click', () => zoomBy(2));
	byId('out').addEventListener('click', () => zoomBy(0.5));
	canvas.addEventListener('keydown', press);
	canvas.addEventListener('pointermove', event => tell(portAt(event)));
	canvas.addEventListener('click', event => {
		location.hash = portAt(event);
	});
	matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
	addEventListener('hashchange', show);
	byId('counts').tBodies[0].append(...data.ranges.map(countRow));
	byId('system').hidden = true;
	byId('app').hidden = byId('nav').hidden = false;
	search();
	colour();
	zoomBy(1);
	show();
}

start();
})();
