// node desk.mjs PROGRAM FOLDER [PICTURES]
// The desk in a real browser: the yearly work on a copy of the made-up city, with the script and without it, and pages of other sites
// that try to write.

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { axe } from './checks/axe.mjs';
import { Report } from './report.mjs';

const [program, top, pictures] = process.argv.slice(2);
const FILE = 'content/editions/2021/goal-1/goal.md';
const report = new Report();
const browser = await launch();

/** Starts a desk on a new copy of the city, or on a folder; gives its address, its way in, and its end. */
async function start(folder) {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'desk-')));
  if (!folder) await cp(join(top, 'tests/sites/tsubaki'), root, { recursive: true });
  const desk = spawn(program, ['desk', '--root', root, '--port', '0', '--lang', 'ja'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const entrance = await new Promise((found, failed) => {
    desk.stdout.on('data', data => {
      const address = /http:\/\/[\d.]+:\d+\/\?key=\w+/.exec(data);
      if (address) found(address[0]);
    });
    desk.on('exit', status => failed(new Error(`the desk ended with status ${status}`)));
  });
  const end = async () => {
    desk.removeAllListeners('exit');
    desk.kill();
    if (!folder) await rm(root, { recursive: true, force: true });
  };
  return { root, url: new URL(entrance).origin, entrance, end, text: path => readFile(join(root, path), 'utf8') };
}

const check = async (name, look) => {
  const what = await look().catch(error => String(error));
  report.line(name, 1, what === true ? [] : [{ page: 'desk', what: String(what) }]);
};

/** A window of a browser that has the key. */
async function open(desk, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(desk.entrance);
  return page;
}

const shot = (page, name) => pictures && page.screenshot({ path: join(pictures, `desk-${name}.png`), fullPage: true });
const value = (page, id) => page.locator(`#value-${id}`);
const save = page => page.getByRole('button', { name: '保存する', exact: true }).click();
const MEASURE = '/measure/2021/goal-1/measure-2';
const PAGES = ['/', '/results/2021/goal-1', '/results/2021/goal-4', '/measure/2021', MEASURE, '/translation', '/translation?show=all', '/changes', '/settings', '/do/form', '/do/import', '/do/edition', '/do/release', '/do/publish', '/do/seal'];

async function looks(desk) {
  for (const language of ['ja', 'en']) {
    const page = await open(desk);
    if (language === 'en') await page.locator('button[lang="en"]').click();
    for (const path of PAGES) {
      await check(`${path} (${language}) fits a phone and passes axe in light and dark`, async () => {
        const found = [];
        for (const [width, scheme] of [[360, 'light'], [1280, 'dark']]) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme: scheme });
          await page.goto(desk.url + path);
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`scrolls sideways at ${width}`);
          found.push(...(await axe.find(page, path, { scheme })));
          await shot(page, `${path.replaceAll('/', '-')}-${language}-${width}`);
        }
        return found.length === 0 || found.join('; ');
      });
    }
    if (language === 'en') await page.locator('button[lang="ja"]').click();
    await page.context().close();
  }
}

async function typing(desk) {
  const page = await open(desk);
  const errors = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  const before = await desk.text(FILE);
  await page.goto(`${desk.url}/results/2021/goal-1`);

  await check('a value is judged as it is typed, and nothing is written', async () => {
    await value(page, 'waiting-children').fill('0');
    await page.locator('#judgement-waiting-children').locator('.grade', { hasText: '達成' }).waitFor();
    return (await desk.text(FILE)) === before || 'the file was changed';
  });

  await check('what cannot be read is said at its field, and mended', async () => {
    await value(page, 'total-fertility-rate').fill('1.40→1.44');
    await page.locator('#said-total-fertility-rate .err').waitFor();
    if ((await value(page, 'total-fertility-rate').getAttribute('aria-invalid')) !== 'true') return 'the field is not marked';
    await page.locator('#summary a').first().click();
    if (!(await value(page, 'total-fertility-rate').evaluate(field => field === document.activeElement))) return 'the summary does not lead there';
    await shot(page, 'fault');
    await value(page, 'total-fertility-rate').fill('1.44');
    await page.locator('#said-row-total-fertility-rate').waitFor({ state: 'hidden' });
    return true;
  });

  await check('a tab that is closed loses nothing', async () => {
    const context = page.context();
    const other = await context.newPage();
    await other.goto(`${desk.url}/results/2021/goal-1`);
    const kept = await value(other, 'total-fertility-rate').inputValue();
    await other.close();
    return kept === '1.44' || kept;
  });

  await check('Enter moves down the column', async () => {
    await value(page, 'total-fertility-rate').press('Enter');
    return value(page, 'waiting-children').evaluate(field => field === document.activeElement);
  });

  await check('a block of cells from a spreadsheet fills the rows below', async () => {
    await value(page, 'postnatal-visits').focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', '791\t令和3年度\n６４，０００\tR3\n131,300\tR3\n');
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const filled = await page.evaluate(() => [...document.querySelectorAll('[name^="value."]')].slice(2).map(field => field.value));
    if (filled.join() !== '791,６４，０００,131,300') return filled.join();
    await page.locator('#judgement-books-lent-children p', { hasText: '64,000冊' }).waitFor();
    return true;
  });

  await check('saving writes what was typed, and undoing gives the first bytes', async () => {
    await save(page);
    await page.getByText('件の実績を保存しました。').waitFor();
    if (!(await desk.text(FILE)).includes('waiting-children = 0\n')) return 'not written';
    if (!(await desk.text('content/editions/2021/goal-1/measure-2.md')).includes('64000')) return 'the pasted value was not written';
    await page.locator('.desk button', { hasText: '元に戻す' }).click();
    await page.getByText('変更を元に戻しました。').waitFor();
    await shot(page, 'undone');
    return (await desk.text(FILE)) === before || 'other bytes';
  });

  await check('no error in the console', async () => errors.length === 0 || errors.join('; '));
  await page.context().close();
}

/** A picture as a file that is chosen or dropped, drawn by the browser. */
const picture = page => page.evaluate(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 40 });
  canvas.getContext('2d').fillRect(10, 10, 30, 20);
  return canvas.toDataURL('image/png').split(',')[1];
});

async function writing(desk) {
  const page = await open(desk);
  const file = 'content/editions/2021/goal-1/measure-2.md';
  await page.goto(desk.url + MEASURE);

  await check('a text that is typed stands beside the form as it will look, and is saved into its section', async () => {
    await page.getByLabel('成果', { exact: true }).fill('- 貸出が増えました');
    await page.locator('#shown li', { hasText: '貸出が増えました' }).waitFor();
    await save(page);
    await page.getByText('1項目を保存しました。').waitFor();
    if (!(await desk.text(file)).includes('成果\n\n- 貸出が増えました')) return desk.text(file);
    await page.frameLocator('#shown iframe').getByText('貸出が増えました').waitFor();
    return true;
  });

  await check('a photo that is dropped needs a word of what it shows, and is on the page', async () => {
    const buffer = Buffer.from(await picture(page), 'base64');
    await page.locator('#add').setInputFiles({ name: '図書館.png', mimeType: 'image/png', buffer });
    const see = page.getByRole('button', { name: '見え方を確かめる', exact: true });
    if (!(await page.getByText('「図書館.png」を受け取りました').count())) await see.click();
    await page.getByText('「図書館.png」を受け取りました').waitFor();
    await save(page);
    await page.getByText('写っているものがありません').first().waitFor();
    await page.getByLabel('写っているもの（見えない人に伝わる一文）').last().fill('図書館の窓口');
    await shot(page, 'photo');
    await save(page);
    await page.getByText('項目を保存しました。').waitFor();
    return (await desk.text(file)).includes('図書館の窓口') || desk.text(file);
  });
  await page.context().close();
}

async function clash(desk) {
  await check('two people: what the other saved is shown beside it, and not written over', async () => {
    const other = await start(desk.root);
    try {
      const [one, two] = [await open(desk, { javaScriptEnabled: false }), await open(other, { javaScriptEnabled: false })];
      for (const page of [one, two]) await page.goto(new URL(page.url()).origin + '/results/2021/goal-1');
      await value(one, 'waiting-children').fill('1');
      await value(two, 'waiting-children').fill('2');
      await save(two);
      await two.getByText('1件の実績を保存しました。').waitFor();
      await save(one);
      await one.locator('#said-waiting-children').getByText('ほかの人が先に「2」に変えました').waitFor();
      await shot(one, 'clash');
      if (!(await desk.text(FILE)).includes('waiting-children = 2\n')) return 'written over';
      await save(one);
      await one.getByText('1件の実績を保存しました。').waitFor();
      return (await desk.text(FILE)).includes('waiting-children = 1\n') || 'not written when it was wanted';
    } finally {
      await other.end();
    }
  });
}

/** English typed beside its Japanese: with the script it is judged and kept at once, without it when it is sent. */
async function translating(javaScriptEnabled) {
  const how = javaScriptEnabled ? 'with the script' : 'without a script';
  const desk = await start();
  const english = ', en = "Two small nurseries will open in FY2022."';
  const before = await desk.text(FILE);
  await writeFile(join(desk.root, FILE), before.replace(english, '').replace('待機児童が3人生じた。', '待機児童が3人出た。'));
  const page = await open(desk, { javaScriptEnabled });
  const field = name => page.locator('.pair', { hasText: name }).locator('textarea');
  try {
    await check(`what changed is marked, and a lost figure stands at its field (${how})`, async () => {
      await page.goto(`${desk.url}/translation`);
      if ((await page.locator('.pair del').innerText()).replace(/^（.*）/, '') === '') return 'nothing is marked';
      await field('小規模な保育所').fill('Small nurseries will open in FY2021.');
      if (javaScriptEnabled) {
        await page.locator('.pair .err').waitFor();
        await field('待機児童が').press('Control+Enter');
        if (!(await field('小規模な保育所').evaluate(own => own === document.activeElement))) return 'Ctrl+Enter does not go to the next field';
      } else await page.getByRole('button', { name: '保存せずに確かめる', exact: true }).click();
      await shot(page, `translation-${javaScriptEnabled}`);
      return (await field('小規模な保育所').getAttribute('aria-invalid')) === 'true' || 'the field is not marked';
    });
    await check(`a new window has what was typed (${how})`, async () => {
      await page.goto(`${desk.url}/translation`);
      return (await field('小規模な保育所').inputValue()) === 'Small nurseries will open in FY2021.';
    });
    await check(`English is saved beside its Japanese (${how})`, async () => {
      await field('小規模な保育所').fill('Two small nurseries will open in FY2022.');
      await page.getByLabel('日本語は変わったが、英訳はこのままでよい').check();
      await save(page);
      await page.getByText('2件の英訳を保存しました。').waitFor();
      return (await desk.text(FILE)) === before.replace('待機児童が3人生じた。', '待機児童が3人出た。') || 'other bytes';
    });
  } finally {
    await page.context().close();
    await desk.end();
  }
}

/** The work of a year, from the new edition to the sealed one, without a file touched by hand. */
async function year(javaScriptEnabled) {
  const how = javaScriptEnabled ? 'with the script' : 'without a script';
  const desk = await start();
  const page = await open(desk, { javaScriptEnabled });
  const run = async (path, name, fill = async () => {}) => {
    await page.goto(desk.url + path);
    await fill();
    await page.getByRole('button', { name, exact: true }).click();
    for (let tries = 0; tries < 120 && (await page.locator('meta[http-equiv="refresh"]').count()); tries++) {
      await page.waitForTimeout(500);
      if (!javaScriptEnabled) await page.goto(`${desk.url}/job`);
    }
    return page.locator('main').innerText();
  };
  try {
    await check(`a new edition is begun (${how})`, async () => (await run('/do/edition', '報告を作る')).includes('editions/2022') || page.locator('main').innerText());
    await check(`forms are made, and one is carried off (${how})`, async () => {
      const said = await run('/do/form', '様式を作る', () => page.locator('#due').fill('2022-09-30'));
      if (!said.includes('R4_子ども課.xlsx')) return said;
      const form = page.getByRole('link', { name: 'R4_子ども課.xlsx' });
      const [download] = await Promise.all([page.waitForEvent('download'), form.click()]);
      return (await download.path()) !== null || 'nothing came';
    });
    await check(`every result is filled in (${how})`, async () => {
      for (const goal of [1, 2, 3, 4]) {
        await page.goto(`${desk.url}/results/2022/goal-${goal}`);
        for (const field of await page.locator('select[name^="status."]').all()) await field.selectOption('調査なし');
        await save(page);
        await page.getByText('件の実績を保存しました。').waitFor();
      }
      await page.goto(desk.url);
      return (await page.getByText('20 / 20 指標').count()) === 1 || page.locator('main').innerText();
    });
    await check(`a table is imported: read first, then written (${how})`, async () => {
      const table = { name: '実績.csv', mimeType: 'text/csv', buffer: Buffer.from('指標ID,実績値\nwaiting-children,1\n') };
      const read = await run('/do/import', '読んで確かめる', () => page.locator('#files').setInputFiles(table));
      if (!read.includes('まだ何も変えていません')) return read;
      const goal = 'content/editions/2022/goal-1/goal.md';
      const isThere = async () => /^waiting-children = \{ value = 1 \}$/m.test(await desk.text(goal));
      if (await isThere()) return 'written before it was wanted';
      await page.locator('#confirm input[name="accept"]').check();
      await page.getByRole('button', { name: '取り込む', exact: true }).click();
      for (let tries = 0; tries < 60 && !(await isThere()); tries++) await page.waitForTimeout(500);
      return (await isThere()) || desk.text(goal);
    });
    await check(`the mark of a draft is taken off (${how})`, async () => {
      await run('/do/release', '印を取る', () => page.locator('#published').fill('2022-11-01'));
      return (await desk.text('content/editions/2022/edition.md')).includes('2022-11-01') || page.locator('main').innerText();
    });
    await check(`the edition is sealed, after a second question (${how})`, async () => {
      const asked = await run('/do/seal', '内容を確認する');
      if (await readFile(join(desk.root, 'content/archive/register.toml'), 'utf8').then(text => text.includes('2022'), () => false)) return `sealed at once: ${asked}`;
      await page.getByRole('button', { name: '確定する', exact: true }).click();
      for (let tries = 0; tries < 120; tries++) {
        await page.goto(`${desk.url}/results/2022/goal-1`);
        if (await page.getByText('この報告は確定しています').count()) return true;
        await page.waitForTimeout(500);
      }
      await page.goto(`${desk.url}/job`);
      return page.locator('main').innerText();
    });
  } finally {
    await page.context().close();
    await desk.end();
  }
}

async function attacks(desk) {
  const evil = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<form method="post" action="${desk.url}/language"><input name="language" value="en"><input name="from" value="/"></form>`);
  });
  await new Promise(ready => evil.listen(0, '127.0.0.1', ready));
  const home = `http://127.0.0.1:${evil.address().port}/`;
  const page = await open(desk);
  try {
    await check('a form of another origin is refused', async () => {
      await page.goto(home);
      const [answer] = await Promise.all([page.waitForNavigation(), page.evaluate(() => document.forms[0].submit())]);
      return answer.status() === 403 || String(answer.status());
    });
    await check('a script of another origin can neither write nor read', async () => {
      await page.goto(home);
      return page.evaluate(async url => {
        const read = await fetch(`${url}/`, { credentials: 'include' }).then(answer => answer.text(), () => null);
        if (read) return 'it could read';
        const fields = new URLSearchParams({ language: 'en' });
        const wrote = await fetch(`${url}/language`, { method: 'POST', body: fields, credentials: 'include' }).then(() => 'it got an answer', () => null);
        return wrote ?? true;
      }, desk.url);
    });
    await check('the desk is not shown in a frame of another page', async () => {
      await page.goto(home);
      return page.evaluate(async url => {
        const frame = Object.assign(document.createElement('iframe'), { src: url });
        document.body.append(frame);
        await new Promise(loaded => (frame.onload = loaded));
        try {
          return frame.contentDocument === null || 'it was shown';
        } catch {
          return true;
        }
      }, desk.url);
    });
    await check('the language stayed as it was', async () => {
      await page.goto(desk.url);
      return (await page.locator('html').getAttribute('lang')) === 'ja';
    });
  } finally {
    await page.context().close();
    evil.close();
  }
}

report.group('The desk in a browser');
const desk = await start();
try {
  await looks(desk);
  await typing(desk);
  await writing(desk);
  await clash(desk);
  await translating(true);
  await translating(false);
  await attacks(desk);
  await year(true);
  await year(false);
} finally {
  await desk.end();
  await browser.close();
}
process.exitCode = report.end();
