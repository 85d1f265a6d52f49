// node suite.mjs [--program FILE] [--every NAME=FOLDER] [--kinds NAME=FOLDER] [--bundle NAME=FOLDER]…
// `--program` checks the JSON Schemas that it prints,
// `--every` opens every page of a built site, `--kinds` one page of each kind and language, `--bundle` those of an unpacked bundle.

import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { oneOfEachKind, siteOf } from './pages.mjs';
import { Report } from './report.mjs';
import { checkSchemas } from './schemas.mjs';
import { checkThemselves } from './self.mjs';
import { checkBundle, checkSite } from './site-checks.mjs';

const site = argument => siteOf(...argument.split(/=(.*)/s).slice(0, 2));

const several = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { program: { type: 'string' }, every: several, kinds: several, bundle: several } });
const browser = await launch();
const report = new Report();
try {
  if (values.program) checkSchemas(values.program, report);
  await checkThemselves(browser, report);
  for (const built of values.every.map(site)) {
    report.group(`${built.name}: every page (${built.pages.length})`);
    await checkSite(browser, built, built.pages, report);
  }
  for (const built of values.kinds.map(site)) {
    const chosen = oneOfEachKind(built);
    report.group(`${built.name}: one page of each kind (${chosen.length} of ${built.pages.length}); files and links of all`);
    await checkSite(browser, built, chosen, report);
  }
  for (const bundle of values.bundle.map(site)) {
    report.group(`${bundle.name}, sealed and unpacked: one page of each kind from the disk; links of all ${bundle.pages.length}`);
    await checkBundle(browser, bundle, report);
  }
} finally {
  await browser.close();
}
process.exitCode = report.end();
