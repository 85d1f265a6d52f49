// node suite.mjs [--program FILE] [--site NAME=FOLDER]… [--narrow NAME=FOLDER]… [--bundle NAME=FOLDER]…
// `--program` checks the JSON Schemas that it prints; `--site` opens one page of each kind and language of a built site; `--narrow`
// looks at its tables on a phone alone; `--bundle` opens pages of the first unpacked bundle. TORIKUMI_TESTS=thorough opens every page.

import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { oneOfEachKind, siteOf, someOfEachKind } from './pages.mjs';
import { Report } from './report.mjs';
import { checkSchemas } from './schemas.mjs';
import { checkThemselves } from './self.mjs';
import { checkBundle, checkNarrow, checkSite } from './site-checks.mjs';
import { triedBesides } from './thoroughness.mjs';

const named = argument => siteOf(...argument.split(/=(.*)/s).slice(0, 2));

const several = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({ options: { program: { type: 'string' }, site: several, narrow: several, bundle: several } });
const browser = await launch();
const report = new Report();
try {
  if (values.program) checkSchemas(values.program, report);
  await checkThemselves(browser, report);
  for (const site of values.site.map(named)) {
    const chosen = someOfEachKind(site);
    report.group(`${site.name}: ${chosen.length} of ${site.pages.length} pages; files and links of all`);
    await checkSite(browser, site, chosen, report);
  }
  for (const site of values.narrow.map(named)) {
    report.group(`${site.name}: tables and figures on a phone`);
    await checkNarrow(browser, site, report);
  }
  for (const [place, bundle] of values.bundle.map(named).entries()) {
    const opened = place === 0 || triedBesides(place) ? oneOfEachKind(bundle) : [];
    report.group(`${bundle.name}, sealed and unpacked: ${opened.length} pages from the disk; links of all ${bundle.pages.length}`);
    await checkBundle(browser, bundle, opened, report);
  }
} finally {
  await browser.close();
}
process.exitCode = report.end();
