// All checks of one built site.

import { availableParallelism } from 'node:os';
import { axe } from './checks/axe.mjs';
import { chartColour, forcedColours } from './checks/chart-colour.mjs';
import { chartTextPlace, chartTextSize } from './checks/chart-text.mjs';
import { filter } from './checks/filter.mjs';
import { focus } from './checks/focus.mjs';
import { hreflang, lang, titles } from './checks/languages.mjs';
import { links, references } from './checks/links.mjs';
import { markup } from './checks/markup.mjs';
import { belowAnotherPath, fromDisk, inAllPlaces, onDisk, withoutScripts } from './checks/places.mjs';
import { paperSheets, paperText } from './checks/print.mjs';
import { paperWidth, reflow } from './checks/reflow.mjs';
import { answered, few, outside, policy, quiet } from './checks/requests.mjs';
import { figures, tableRoles, tableWidth } from './checks/tables.mjs';
import { textSize } from './checks/text-size.mjs';
import { largestPage, medianPage, style } from './checks/weight.mjs';
import { SCREENS } from './conditions.mjs';
import { readFacts } from './facts.mjs';
import { chartsOf, isWhole, languageOf, oneOfEachKind } from './pages.mjs';
import { POLICY, serve } from './server.mjs';
import { eachOf, visit } from './visits.mjs';

/** On every page that is visited. */
export const ON_PAGES = [axe, reflow, paperWidth, tableWidth, tableRoles, figures, textSize, chartTextSize, chartTextPlace, chartColour, forcedColours];
/** On one page of each kind. */
export const ON_KINDS = [focus, filter, paperText, paperSheets];
/** On what a page asks for and complains about when it arrives. */
export const ON_ARRIVAL = [outside, answered, few, policy, quiet];
/** On all files together. */
export const ON_SITE = [markup, links, references, hreflang, lang, titles, medianPage, largestPage, style];
/** On a page in other places. */
export const IN_PLACES = [fromDisk, belowAnotherPath, withoutScripts];
/** On charts that are files of their own, which know no scheme. */
const ON_CHARTS = [chartTextPlace, chartColour].map(check => ({ ...check, conditions: SCREENS.slice(0, 1) }));

const PARALLEL = availableParallelism() + 1;

/** Serves a site twice: under its own path with the strict header, and below some other path. */
export async function serveTwice(site) {
  const own = site.base === null ? '/' : new URL(site.base).pathname;
  const [strict, nested] = await Promise.all([
    serve(site.folder, { prefix: own, headers: { 'content-security-policy': POLICY } }),
    serve(site.folder, { prefix: '/some/other/path/' }),
  ]);
  return { base: strict.base, nested: nested.base, close: () => (strict.close(), nested.close()) };
}

/** Runs all checks on a site, of which `paths` are the pages to open. */
export async function checkSite(browser, site, paths, report) {
  await readFacts(browser, site);
  for (const check of ON_SITE) report.line(check.name, site.pages.length, await check.find(site));
  const served = await serveTwice(site);
  try {
    await checkPages(browser, site, paths, served, report);
    await checkPlaces(browser, site, paths, served, report);
    await checkCharts(browser, site, served, report);
  } finally {
    served.close();
  }
}

/** Runs on a sealed edition, unpacked, what a reader without a server needs: links that lead somewhere, pages that open from the disk. */
export async function checkBundle(browser, site, paths, report) {
  await readFacts(browser, site);
  for (const check of [links, references]) report.line(check.name, site.pages.length, await check.find(site));
  const served = await serve(site.folder);
  try {
    const found = await eachOf(paths, PARALLEL, async page => (await onDisk(browser, site, served.base, page)).map(what => ({ page, what })));
    if (paths.length) report.line(fromDisk.name, paths.length, found.flat());
  } finally {
    served.close();
  }
}

/** Runs on one page of each kind what small sites can break that large ones do not: their words and figures differ. */
export async function checkNarrow(browser, site, report) {
  const served = await serve(site.folder);
  const checks = [tableWidth, tableRoles, figures];
  try {
    const visits = await eachOf(oneOfEachKind(site), PARALLEL, path => visit(browser, served.base, path, checks));
    for (const check of checks) sum(report, check, visits);
  } finally {
    served.close();
  }
}

async function checkPages(browser, site, paths, served, report) {
  const kinds = new Set(oneOfEachKind(site));
  const checks = path => (kinds.has(path) ? [...ON_PAGES, ...ON_KINDS] : ON_PAGES);
  const visits = await eachOf(paths, PARALLEL, path => visit(browser, served.base, path, checks(path), isWhole(site, path)));
  for (const check of ON_ARRIVAL) {
    const findings = visits.flatMap(({ path, arrival }) => check.judge(arrival).map(what => ({ page: path, what })));
    report.line(check.name, visits.length, findings);
  }
  for (const check of [...ON_PAGES, ...ON_KINDS]) sum(report, check, visits);
  if (![...site.pages].some(path => path.endsWith('print.html'))) report.note('the site has no print.html');
}

function sum(report, check, visits, name = check.name) {
  const looks = visits.map(({ looks }) => looks.get(check)).filter(Boolean);
  report.line(name, looks.reduce((all, { cases }) => all + cases, 0), looks.flatMap(({ findings }) => findings));
}

async function checkPlaces(browser, site, paths, served, report) {
  // Pages of two languages have one template, and every link is looked at anyway.
  const chosen = paths.filter(path => languageOf(path) === 'ja' || isWhole(site, path));
  const seen = await eachOf(chosen, PARALLEL, async path => [path, await inAllPlaces(browser, site, served, path)]);
  for (const place of IN_PLACES) {
    const here = seen.filter(([, found]) => found.has(place));
    report.line(place.name, here.length, here.flatMap(([page, found]) => found.get(place).map(what => ({ page, what }))));
  }
}

async function checkCharts(browser, site, served, report) {
  const charts = chartsOf(site);
  if (charts.length === 0) {
    report.note('the site has no charts as files of their own');
    return;
  }
  const visits = await eachOf(charts, PARALLEL, path => visit(browser, served.base, path, ON_CHARTS));
  for (const check of ON_CHARTS) sum(report, check, visits, `files of their own: ${check.name}`);
}
