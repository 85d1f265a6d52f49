// Visits: each page is opened once under the strict header and looked at under all conditions, or under those of the sample.

import { open } from './open.mjs';
import { readFileSync } from 'node:fs';
import { apply, words } from './conditions.mjs';

const INSIDE = ['names', 'colour', 'charts', 'focus'].map(name => readFileSync(new URL(`inside/${name}.js`, import.meta.url), 'utf8')).join('\n');

/** Runs `work` on every item, a few at a time; gives the results in the order of the items. */
export async function eachOf(items, width, work) {
  const results = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Notes all that a page asks for and complains about. */
function record(page, base) {
  const visit = { base, requests: [], failed: [], violations: [], errors: [] };
  page.on('request', request => visit.requests.push(request.url()));
  page.on('requestfailed', request => visit.failed.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', response => response.status() >= 400 && visit.failed.push(`${response.url()}: ${response.status()}`));
  page.on('pageerror', error => visit.errors.push(error.message));
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) visit.violations.push(message.text());
    else if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) visit.errors.push(message.text());
  });
  return visit;
}

/**
 * Opens one page and runs all checks on it; gives what was recorded on arrival and, for each check, how many looks it
 * took and what it found.
 */
export async function visit(browser, base, path, checks, isWhole = true) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const recorded = record(page, base);
  try {
    await open(page, base + path);
    const arrival = { ...recorded, requests: [...recorded.requests] };
    await page.evaluate(INSIDE);
    return { path, arrival, looks: await look(page, path, checks, isWhole) };
  } finally {
    await context.close();
  }
}

async function look(page, path, checks, isWhole) {
  const looks = new Map(checks.map(check => [check, { cases: 0, findings: [] }]));
  const conditions = new Set(checks.flatMap(check => check.conditions.filter(({ inSample }) => inSample || isWhole)));
  for (const condition of conditions) {
    await apply(page, condition);
    for (const check of checks.filter(({ conditions }) => conditions.includes(condition))) {
      const found = await check.find(page, path, condition);
      looks.get(check).cases += 1;
      looks.get(check).findings.push(...found.map(what => ({ page: path, condition: words(condition), what })));
    }
  }
  return looks;
}
