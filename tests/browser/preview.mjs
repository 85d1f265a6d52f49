// node preview.mjs PROGRAM FOLDER [PICTURES]
// The preview in a real browser: `PROGRAM serve` on a copy of a site, whose files are changed while a page is open.

import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { Report } from './report.mjs';

const [program, site, pictures] = process.argv.slice(2);
const root = await mkdtemp(join(tmpdir(), 'preview-'));
await cp(join(site, 'content'), join(root, 'content'), { recursive: true });
const GOAL = join(root, 'content/editions/2016/goal-1/measure-1.en.md');
const SETTINGS = join(root, 'content/site.toml');

const preview = spawn(program, ['serve', '--root', root, '--port', '0', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((found, failed) => {
  preview.stdout.on('data', data => {
    const address = /http:\/\/[\d.]+:\d+/.exec(data);
    if (address) found(address[0]);
  });
  preview.on('exit', status => failed(new Error(`the preview ended with status ${status}`)));
});

const browser = await launch();
const report = new Report();
const check = async (name, look) => {
  const what = await look().catch(error => String(error));
  report.line(name, 1, what === true ? [] : [{ page: 'en/2016/goal-1.html', what: String(what) }]);
};
const change = async (path, old, text) => writeFile(path, (await readFile(path, 'utf8')).replace(old, text));

try {
  report.group('The preview in a browser');
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const errors = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${url}/en/2016/goal-1.html`);
  const panel = page.locator('torikumi-panel');
  const shot = async name => pictures && page.screenshot({ path: join(pictures, `${name}.png`) });

  await check('nothing is shown while nothing is wrong', async () => (await panel.count()) === 0);

  await check('a saved text is on the page, which stays where it was', async () => {
    await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
    const before = await page.evaluate(() => scrollY);
    await writeFile(GOAL, '- A sentence that was saved a moment ago\n- Another one\n');
    await page.getByText('A sentence that was saved a moment ago').waitFor();
    await page.waitForFunction(wanted => Math.abs(scrollY - wanted) < 2, before);
    return true;
  });

  await check('a fault is shown in a panel, with its place, the last good page behind it', async () => {
    await change(SETTINGS, 'title', 'tilte');
    await panel.getByText('1 error in 1 file').waitFor();
    const text = await panel.locator('details').innerText();
    const found = ['error[unknown-key]', 'content/site.toml', 'did you mean'].filter(word => !text.includes(word));
    await shot('panel-phone');
    const behind = await page.getByText('A sentence that was saved a moment ago').count();
    return found.length ? `the panel lacks ${found}` : behind === 1 || 'the page behind is gone';
  });

  await check('the panel fits a phone and can be folded away by keyboard', async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) return 'the page scrolls sideways';
    await panel.locator('summary').focus();
    await page.keyboard.press('Enter');
    return panel.locator('ol').isHidden();
  });

  await check('a page that is opened meanwhile shows the panel too', async () => {
    await page.goto(`${url}/en/index.html`);
    await panel.getByText('1 error in 1 file').waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await shot('panel-desk');
    return true;
  });

  await check('the panel vanishes when the fault is mended', async () => {
    await change(SETTINGS, 'tilte', 'title');
    await panel.waitFor({ state: 'detached' });
    return true;
  });

  await check('no error in the console', async () => errors.length === 0 || errors.join('; '));
} finally {
  await browser.close();
  preview.removeAllListeners('exit');
  preview.kill();
  await rm(root, { recursive: true, force: true });
}
process.exitCode = report.end();
