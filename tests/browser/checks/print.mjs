import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAPER } from '../conditions.mjs';

const SHEETS = 5; // the whole edition is longer than this

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** Prints the page; gives the number of sheets, the text that can be searched, and that of each sheet. */
async function printed(page) {
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  try {
    const file = join(folder, 'page.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true });
    const count = Number(/^Pages:\s+(\d+)/m.exec(run('pdfinfo', [file]))[1]);
    const text = run('pdftotext', [file, '-']);
    return { count, text, sheets: text.split('\f').slice(0, count) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const letters = text => text.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');

/** Paper keeps the text as text. */
export const paperText = {
  name: 'print: the PDF has the page’s heading as text, and the whole edition fills more than 5 sheets',
  conditions: PAPER,
  async find(page, path) {
    const { count, text } = await printed(page);
    const heading = await page.evaluate(() => document.querySelector('h1')?.innerText ?? '');
    return [
      letters(heading) && letters(text).includes(letters(heading)) ? null : `the PDF's text has no heading “${heading}”`,
      path.endsWith('print.html') && count <= SHEETS ? `the PDF has only ${count} sheets` : null,
    ].filter(Boolean);
  },
};

/** A sheet says what it is of, where that is, and which one it is; menus and a sheet with nothing but the foot, and the lines above it, are waste. */
export const paperSheets = {
  name: 'print: each sheet of a page has title, address and number; no menu, no sheet for the foot alone',
  conditions: PAPER,
  async find(page, path) {
    if (path.endsWith('print.html')) return [];
    const { count, sheets } = await printed(page);
    const { title, address, foot, menus } = await page.evaluate(() => ({
      ...document.documentElement.dataset,
      foot: [...document.querySelectorAll('main .wrap > .fine, footer')].map(part => part.innerText).join(''),
      menus: [...document.querySelectorAll('header nav, footer nav')].filter(menu => menu.getClientRects().length > 0).length,
    }));
    if (!title || !address) return ['the page has no title or no address for paper'];
    const around = number => [title, address, `${number}/${count}`].map(letters);
    const lacking = sheets.flatMap((text, index) => around(index + 1).filter(part => !letters(text).includes(part)).map(part => `sheet ${index + 1} lacks ${part}`));
    const rest = around(count).reduce((text, part) => text.replace(part, ''), letters(sheets.at(-1)));
    return [...lacking, menus ? `${menus} menus are printed` : null, letters(foot).includes(rest) ? 'the last sheet has nothing but the foot' : null].filter(Boolean);
  },
};
