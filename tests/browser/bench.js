// SPDX-License-Identifier: MIT
// How long people wait for the page of "portreg-emit -f html": medians, and
// how many times an empty page's.
//
// usage: bench.js PAGE ROUNDS
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const {pathToFileURL} = require('url');
const {withBrowser} = require('./driver.js');

const EMPTY = '<!DOCTYPE html><title>empty</title>' +
	'<input id="query"><p>nothing';

// From the start of the navigation to the first paint, in ms; the list of
// what is found is there by then.
const painted = done => new PerformanceObserver((list, observer) => {
	observer.disconnect();
	done(list.getEntries()[0].startTime);
}).observe({type: 'paint', buffered: true});

// From now on, note the time from a key to the frame after its input event.
const listen = () => {
	const query = document.getElementById('query');
	let pressed;
	query.focus();
	query.addEventListener('keydown', event => {
		pressed = event.timeStamp;
	});
	document.addEventListener('input', () => requestAnimationFrame(() =>
		setTimeout(() => {
			window.waited = performance.now() - pressed;
		})));
};

const waited = done => {
	const look = () => window.waited === undefined
		? setTimeout(look, 5) : done(window.waited);
	look();
};

function median(numbers) {
	return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

async function measure(browser, url) {
	await browser.open('about:blank');
	await browser.open(url);
	const opened = await browser.wait(painted);
	await browser.run(listen);
	await browser.type('s');
	return [opened, await browser.wait(waited)];
}

async function main([page, rounds]) {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'page-'));
	const empty = path.join(dir, 'empty.html');
	fs.writeFileSync(empty, EMPTY);
	const times = [[[], []], [[], []]];
	try {
		await withBrowser(async browser => {
			for (let i = 0; i < rounds; i++)
				for (const [k, file] of [empty, page].entries())
					(await measure(browser, pathToFileURL(
						path.resolve(file)).href)).forEach(
						(time, what) => times[k][what].push(time));
		});
	} finally {
		fs.rmSync(dir, {recursive: true});
	}
	console.log('\n' + 'ports.html in a browser'.padEnd(26) +
		'       ms  empty  ratio');
	['file to first results', 'key to results'].forEach((label, what) => {
		const [base, own] = times.map(both => median(both[what]));
		console.log(label.padEnd(26) + own.toFixed(1).padStart(9) +
			base.toFixed(1).padStart(7) + (own / base).toFixed(1).padStart(7));
	});
}

main(process.argv.slice(2)).catch(error => {
	console.error(error.message);
	process.exitCode = 1;
});
