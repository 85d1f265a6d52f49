// node preview.mjs PROGRAM FOLDER [PICTURES]
// The preview in a real browser: `PROGRAM serve` on a copy of a site, whose files are changed while a page is open.

import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { axe } from './checks/axe.mjs';
import { Report } from './report.mjs';

const [program, site, pictures] = process.argv.slice(2);
const root = await mkdtemp(join(tmpdir(), 'preview-'));
await cp(join(site, 'content'), join(root, 'content'), { recursive: true });
const GOAL = join(root, 'content/editions/2016/goal-1/measure-1.en.md');
const SETTINGS = join(root, 'content/site.toml');

/** Starts a preview of the copy; gives its address and a way to end it. */
async function start() {
  const preview = spawn(program, ['serve', '--root', root, '--port', '0', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((found, failed) => {
    preview.stdout.on('data', data => {
      const address = /http:\/\/[\d.]+:\d+/.exec(data);
      if (address) found(address[0]);
    });
    preview.on('exit', status => failed(new Error(`the preview ended with status ${status}`)));
  });
  return { url, end: () => (preview.removeAllListeners('exit'), preview.kill()) };
}

const started = await start();
const { url } = started;
const browser = await launch();
const report = new Report();
const check = async (name, look) => {
  const what = await look().catch(error => String(error));
  report.line(name, 1, what === true ? [] : [{ page: 'en/2016/goal-1.html', what: String(what) }]);
};
const change = async (path, old, text) => writeFile(path, (await readFile(path, 'utf8')).replace(old, text));

/** A preview that starts with a fault: there is no site to show. */
async function faultPages(address) {
  report.group('The preview of a site that is faulty from the start');
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  for (const [path, heading] of [['', 'サイトをまだ表示できません'], ['en/', 'The site cannot be shown yet']]) {
    await check(`“${heading}” is a page that fits a phone and passes axe in light and dark`, async () => {
      await page.goto(`${address}/${path}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) return 'the page scrolls sideways';
      const found = [];
      for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme });
        found.push(...(await axe.find(page, path, { scheme })));
        if (pictures) await page.screenshot({ path: join(pictures, `faults-${path ? 'en' : 'ja'}-${scheme}.png`), fullPage: true });
      }
      return found.length === 0 || found.join('; ');
    });
  }

  await check('the place of a fault leads to the line of its file', async () => {
    await page.locator('pre a').first().click();
    await page.getByRole('heading', { level: 1, name: 'content/site.toml' }).waitFor();
    if (pictures) await page.screenshot({ path: join(pictures, 'faults-source.png') });
    return page.locator('li:target').getByText('tilte').isVisible();
  });

  await check('another fault and its mending are shown by themselves', async () => {
    await page.goto(`${address}/en/2016/goal-1.html`);
    await change(SETTINGS, 'languages', 'langauges');
    await page.locator('main').getByText('langauges').first().waitFor();
    await change(SETTINGS, 'langauges', 'languages');
    await change(SETTINGS, 'tilte', 'title');
    await page.getByText('Main activities').first().waitFor();
    return (await page.locator('torikumi-panel').count()) === 0;
  });
}

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

  await page.close();
  await change(SETTINGS, 'title', 'tilte');
  const faulty = await start();
  try {
    await faultPages(faulty.url);
  } finally {
    faulty.end();
  }
} finally {
  await browser.close();
  started.end();
  await rm(root, { recursive: true, force: true });
}
process.exitCode = report.end();
