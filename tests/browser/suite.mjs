// node suite.mjs [--program FILE] [--most NAME=FOLDER] [--kinds NAME=FOLDER] [--bundle NAME=FOLDER]…
// `--program` checks the JSON Schemas that it prints; `--most` opens the home pages, editions and goals of a built site, and one page of
// each other kind and language; `--kinds` one page of each kind and language; `--bundle` those of an unpacked bundle.
// TORIKUMI_TESTS=thorough opens every page.

import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { mostPages, siteOf, someOfEachKind } from './pages.mjs';
import { Report } from './report.mjs';
import { checkSchemas } from './schemas.mjs';
import { checkThemselves } from './self.mjs';
import { checkBundle, checkSite } from './site-checks.mjs';

const site = argument => siteOf(...argument.split(/=(.*)/s).slice(0, 2));

const several = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { program: { type: 'string' }, most: several, kinds: several, bundle: several } });
const browser = await launch();
const report = new Report();
try {
  if (values.program) checkSchemas(values.program, report);
  await checkThemselves(browser, report);
  const sites = [...values.most.map(folder => [site(folder), mostPages]), ...values.kinds.map(folder => [site(folder), someOfEachKind])];
  for (const [one, choose] of sites) {
    const chosen = choose(one);
    report.group(`${one.name}: ${chosen.length} of ${one.pages.length} pages; files and links of all`);
    await checkSite(browser, one, chosen, report);
  }
  for (const bundle of values.bundle.map(site)) {
    report.group(`${bundle.name}, sealed and unpacked: one page of each kind from the disk; links of all ${bundle.pages.length}`);
    await checkBundle(browser, bundle, report);
  }
} finally {
  await browser.close();
}
process.exitCode = report.end();
