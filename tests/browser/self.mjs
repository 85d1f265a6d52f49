// The checks themselves: each of them lets a sound site pass and stops broken ones, for the right reason.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BROKEN } from './broken.mjs';
import { readFacts } from './facts.mjs';
import { siteOf } from './pages.mjs';
import { inAllPlaces } from './checks/places.mjs';
import { IN_PLACES, ON_ARRIVAL, ON_KINDS, ON_PAGES, ON_SITE, serveTwice } from './site-checks.mjs';
import { sound } from './sound.mjs';
import { eachOf, visit } from './visits.mjs';

const EVERY = [...ON_PAGES, ...ON_KINDS, ...ON_ARRIVAL, ...ON_SITE, ...IN_PLACES];

/** Writes a site, gives what some checks find in it, and removes it. */
async function findings(browser, files, page, checks) {
  const folder = mkdtempSync(join(tmpdir(), 'broken-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await look(browser, siteOf('broken', folder), page, checks);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function look(browser, site, page, checks) {
  await readFacts(browser, site);
  const served = await serveTwice(site);
  const among = list => checks.filter(check => list.includes(check));
  const found = [];
  try {
    for (const check of among(ON_SITE)) found.push(...(await check.find(site)).map(({ page: where, what }) => `${where}: ${what}`));
    if (among([...ON_PAGES, ...ON_KINDS, ...ON_ARRIVAL]).length) {
      const { arrival, looks } = await visit(browser, served.base, page, among([...ON_PAGES, ...ON_KINDS]));
      for (const check of among(ON_ARRIVAL)) found.push(...check.judge(arrival));
      for (const { findings: seen } of looks.values()) found.push(...seen.map(({ condition, what }) => `${condition}: ${what}`));
    }
    if (among(IN_PLACES).length) {
      const places = await inAllPlaces(browser, site, served, page);
      for (const check of among(IN_PLACES)) found.push(...places.get(check));
    }
  } finally {
    served.close();
  }
  return found;
}

/** What is wrong with a check that was shown a broken site. */
function verdict(found, expects) {
  if (found.length === 0) return [{ page: 'self-test', what: `the check found nothing; expected ${expects}` }];
  return found.filter(what => !expects.test(what)).map(what => ({ page: 'self-test', what: `unexpected: ${what}` }));
}

/** Runs the tests of the checks. */
export async function checkThemselves(browser, report) {
  report.group('The checks themselves: each stops a broken site');
  const clean = await findings(browser, sound(), 'index.html', EVERY);
  report.line('a sound site passes every check', EVERY.length, clean.map(what => ({ page: 'self-test', what })));
  const results = await eachOf(BROKEN, 2, async ({ check, change, page = 'index.html', expects }) => verdict(await findings(browser, change(sound()), page, [check]), expects));
  BROKEN.forEach(({ what, check }, i) => report.line(`stopped: ${what}, by “${check.name}”`, 1, results[i]));
  const untested = EVERY.filter(check => !BROKEN.some(broken => broken.check === check));
  report.line('every check has a broken site', EVERY.length, untested.map(({ name }) => ({ page: 'self-test', what: `“${name}” has none` })));
}
