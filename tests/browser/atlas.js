// SPDX-License-Identifier: MIT
// What a person does with the page of "portreg-emit -f html".
//
// usage: atlas.js PAGE SNAPSHOT [SCREENSHOTS]
//
// Without a directory for screenshots, it is what holds of any snapshot.
//
// PORTREG_NPM is where axe-core is installed.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');
const {withBrowser, keys} = require('./driver.js');
const {expectedPages} = require('./snapshot.js');

const [page, snapshot, screenshots] = process.argv.slice(2);
const url = pathToFileURL(path.resolve(page)).href;
const axe = fs.readFileSync(path.join(process.env.PORTREG_NPM, 'node_modules',
	'axe-core', 'axe.min.js'), 'utf8');

const text = selector => document.querySelector(selector).innerText;

// Put a query in place of the one that is there.
const ask = query => {
	const input = document.getElementById('query');
	input.value = query;
	input.dispatchEvent(new Event('input', {bubbles: true}));
	return Array.from(document.querySelectorAll('#rows tr'),
		row => Array.from(row.cells, cell => cell.innerText).join('|'));
};

const choose = (id, label) => {
	const select = document.getElementById(id);
	select.value = Array.from(select.options)
		.find(option => option.text === label).value;
	select.dispatchEvent(new Event('input', {bubbles: true}));
	select.dispatchEvent(new Event('change', {bubbles: true}));
};

// What a page says of each service there, as sorted lines.
const read = what => {
	history.replaceState(null, '', '#' + what);
	dispatchEvent(new Event('hashchange'));
	return Array.from(document.querySelectorAll('#page section'), section => {
		const said = [section.querySelector('h3').textContent];
		for (const label of section.querySelectorAll('dt'))
			said.push(label.textContent + '=' +
				label.nextSibling.textContent);
		return said;
	});
};

async function axeFinds(browser, where) {
	await browser.run(axe);
	const found = await browser.wait(done => axe.run(
		{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
			'best-practice']}).then(result => done(result.violations.map(
		one => one.impact + ' ' + one.id + ': ' + one.help + ' ' +
			one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)
				+ node.failureSummary)))));
	assert.deepStrictEqual(found, [], 'axe-core, ' + where);
}

const checks = {
	async 'search finds by number, name, word and alias'(browser) {
		await browser.open(url);
		const expected = '643|sanity|tcp, udp|SANity';
		assert.strictEqual((await browser.run(ask, 'sanity'))[0], expected);
		assert.strictEqual((await browser.run(ask, '643'))[0], expected);
		assert.strictEqual((await browser.run(ask, 'SANITY'))[0], expected);
		assert.match((await browser.run(ask, 'whois++'))[0],
			/^63\|whois\+\+\|tcp, udp\|whois\+\+ \(historic spelling of whoispp\)/);
		assert.match((await browser.run(ask, 'secure shell')).join('\n'),
			/^22\|ssh\|/m);
		assert.deepStrictEqual(await browser.run(ask, 'no such thing'), []);
		assert.match(await browser.run(text, '#status'), /^Nothing fits/);
	},

	async 'filters narrow what is found'(browser) {
		await browser.open(url);
		await browser.run(choose, 'transport', 'dccp');
		await browser.run(choose, 'range', 'System Ports');
		await browser.run(choose, 'kind', 'assigned');
		const rows = await browser.run(ask, '');
		assert.ok(rows.length > 2 && rows.every(row =>
			/^[0-9]+\|/.test(row) && /dccp/.test(row.split('|')[2]) &&
			parseInt(row, 10) < 1024), rows.join('\n'));
		await browser.run(choose, 'range', 'without a port');
		assert.ok((await browser.run(ask, ''))
			.every(row => row.startsWith('|')));
	},

	async 'the page of port 643 says who, what and how to check'(browser) {
		await browser.open(url + '#643');
		const said = await browser.run(text, '#page');
		for (const line of ['Port 643: sanity', 'SANity', 'Peter Viscarola',
			'tcp, udp', 'System Ports (0\u20131023): assigned by IETF Review',
			"sudo ss -lntup 'sport = :643'", 'netstat -ano | findstr ":643 "',
			'iscsi-target: disks in a network (RFC 7143)'])
			assert.ok(said.includes(line), line + ' in\n' + said);
		assert.strictEqual(await browser.run(() => document.title),
			'Port 643: sanity');
	},

	async 'links, history and a port without a record have pages'(browser) {
		await browser.open(url);
		await browser.run(ask, 'sanity');
		await browser.run(() => document.querySelector('#rows td a').click());
		assert.match(await browser.run(text, '#page'), /^Service sanity/);
		await browser.run(() => history.back());
		await browser.wait(done => setTimeout(done, 100));
		assert.ok(await browser.run(
			() => document.getElementById('page').hidden));
		await browser.open(url + '#65535');
		assert.match(await browser.run(text, '#page'),
			/nothing is assigned to it[^]*has no record of it/);
		await browser.open(url + '#%ff');
		await browser.open(url + '#x%3Cb%3E');
		assert.match(await browser.run(text, '#page'),
			/^Service x<b>\s+No service has that name/);
	},

	async 'keys alone reach a page and the map'(browser) {
		await browser.open(url + '#');
		await browser.run(() => scrollTo(0, 0));
		await browser.type(keys.tab);
		assert.strictEqual(await browser.run(
			() => document.activeElement.className), 'skip');
		await browser.type(keys.tab + keys.tab + keys.enter);
		await browser.wait(done => setTimeout(done, 100));
		assert.deepStrictEqual(await browser.run(() =>
			[document.getElementById('page').hidden, document.getElementById(
				'atlas').getBoundingClientRect().top < innerHeight]),
		[true, true]);
		await browser.open('about:blank');
		await browser.open(url);
		await browser.type(keys.tab + keys.tab + keys.tab + keys.tab);
		assert.strictEqual(await browser.run(
			() => document.activeElement.id), 'query');
		await browser.type('sanity' + keys.enter);
		await browser.wait(done => setTimeout(done, 100));
		assert.match(await browser.run(text, '#page'), /^Port 643: sanity/);
		assert.strictEqual(await browser.run(
			() => document.activeElement.id), 'page-title');
		for (let i = 0; i < 60 && await browser.run(
			() => document.activeElement.id) !== 'map'; i++)
			await browser.type(keys.tab);
		assert.strictEqual(await browser.run(
			() => document.activeElement.id), 'map');
		await browser.type(keys.right);
		assert.strictEqual(await browser.run(text, '#cell'),
			'Port 644: dwr (assigned)');
		await browser.type(keys.down + keys.enter);
		await browser.wait(done => setTimeout(done, 100));
		assert.match(await browser.run(text, '#page'), /^Port 900/);
	},

	async 'the map zooms, tells and opens what is under the pointer'(browser) {
		await browser.open(url + '#');
		const picture = () => document.getElementById('map').toDataURL();
		const before = await browser.run(picture);
		await browser.run(() => document.getElementById('in').click());
		const zoomed = await browser.run(picture);
		assert.notStrictEqual(zoomed, before);
		await browser.run(() => document.getElementById('out').click());
		assert.strictEqual(await browser.run(picture), before);
		await browser.run(choose, 'colour', 'age');
		assert.notStrictEqual(await browser.run(picture), before);
		assert.match(await browser.run(text, '#legend'), /before 2000: [0-9,]+/);
		const [x, y] = await browser.run(() => {
			const map = document.getElementById('map');
			map.scrollIntoView();
			const box = map.getBoundingClientRect();
			return [box.left + box.width * 131.5 / 256,
				box.top + box.height * 2.5 / 256].map(Math.round);
		});
		await browser.click(x, y);
		await browser.wait(done => setTimeout(done, 100));
		assert.match(await browser.run(text, '#page'), /^Port 643: sanity/);
		assert.deepStrictEqual(await browser.run(() => Array.from(
			document.querySelectorAll('#counts tbody tr'),
			row => row.cells[0].innerText + ' ' + row.cells[1].innerText)
			.pop()), 'Dynamic Ports 0');
	},

	async 'print shows the page alone'(browser) {
		await browser.open(url + '#643');
		await browser.devtools('Emulation.setEmulatedMedia', {media: 'print'});
		const shown = id => getComputedStyle(
			document.getElementById(id)).display;
		assert.notStrictEqual(await browser.run(shown, 'page'), 'none');
		assert.strictEqual(await browser.run(shown, 'found'), 'none');
		assert.strictEqual(await browser.run(shown, 'atlas'), 'none');
		await browser.devtools('Emulation.setEmulatedMedia', {media: ''});
	},

	async 'pages of all ports say what the snapshot says'(browser) {
		const expected = expectedPages(snapshot);
		await browser.open(url + '#');
		const ports = Object.keys(expected);
		assert.ok(ports.length > (screenshots ? 5000 : 50));
		const pages = [];
		// The focus asks for a layout each time.
		await browser.run(() => {
			HTMLElement.prototype.focus = () => {};
		});
		for (let i = 0; i < ports.length; i += 500)
			pages.push(...await browser.run('const read = ' + read +
				';return arguments[0].map(read)',
			ports.slice(i, i + 500)));
		ports.forEach((port, i) => {
			const lines = pages[i].flatMap(([name, ...rest]) => {
				const kept = rest.filter(line =>
					/^(Desc|Reg|Mod|Serv|Unau|Note|Contact|Assi)/.test(line));
				const transports = rest.find(line =>
					line.startsWith('Transports=')).slice(11);
				return rest.some(line => line.startsWith('State=')) ? []
					: transports.split(', ').map(one =>
						[name, one, ...kept].join('|'));
			});
			assert.deepStrictEqual(lines.sort(), expected[port], port);
		});
	},

	async 'axe-core finds nothing, light and dark'(browser) {
		for (const value of ['light', 'dark']) {
			await browser.devtools('Emulation.setEmulatedMedia',
				{features: [{name: 'prefers-color-scheme', value}]});
			for (const where of ['#', '#643']) {
				await browser.open('about:blank');
				await browser.open(url + where);
				await axeFinds(browser, where + ' ' + value);
			}
		}
	},

	async 'screenshots, which no line is too wide for'(browser) {
		fs.mkdirSync(screenshots, {recursive: true});
		for (const width of [1280, 390])
			for (const scheme of ['light', 'dark'])
				for (const [name, where] of [['start', '#'], ['643', '#643']]) {
					await browser.open('about:blank');
					await browser.open(url + where);
					const image = await browser.screenshot(
						width, 900, scheme);
					fs.writeFileSync(path.join(screenshots,
						[name, width, scheme].join('-') + '.png'), image);
					assert.ok(await browser.run(() =>
						document.documentElement.scrollWidth <= innerWidth),
					name + ' at ' + width);
				}
		await browser.devtools('Emulation.clearDeviceMetricsOverride', {});
		await browser.open(url + '#');
		await browser.run(() => document.getElementById('atlas')
			.scrollIntoView());
		fs.writeFileSync(path.join(screenshots, 'map.png'),
			await browser.screenshot(1280, 1100, 'light'));
	},

	async 'text of the registry makes no element'(browser) {
		assert.deepStrictEqual(await browser.run(() =>
			['script', 'style', 'img, pwned'].map(
				what => document.querySelectorAll(what).length)), [2, 1, 0]);
	},

	async 'nothing is said on the console or asked of a network'(browser) {
		const requests = (await browser.log('performance'))
			.map(entry => JSON.parse(entry.message).message)
			.filter(message => message.method === 'Network.requestWillBeSent')
			.map(message => message.params.request.url.split('#')[0])
			.filter(asked => asked !== url && asked !== 'about:blank' &&
				!asked.startsWith('data:'));
		assert.deepStrictEqual(requests, []);
		assert.deepStrictEqual(await browser.log('browser'), []);
	}
};

// What holds of any snapshot.
const general = /^pages of all|^text of the registry|^nothing is said/;

withBrowser(async browser => {
	for (const name in checks) {
		if (!screenshots && !general.test(name))
			continue;
		await checks[name](browser);
		console.log('ok ' + name);
	}
}).catch(error => {
	console.error(error.message || error);
	process.exitCode = 1;
});
