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

/** Prints the page; gives the number of sheets and the text that can be searched. */
async function printed(page) {
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  try {
    const file = join(folder, 'page.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true });
    return { sheets: Number(/^Pages:\s+(\d+)/m.exec(run('pdfinfo', [file]))[1]), text: run('pdftotext', [file, '-']) };
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
    const { sheets, text } = await printed(page);
    const heading = await page.evaluate(() => document.querySelector('h1')?.innerText ?? '');
    return [
      letters(heading) && letters(text).includes(letters(heading)) ? null : `the PDF's text has no heading “${heading}”`,
      path.endsWith('print.html') && sheets <= SHEETS ? `the PDF has only ${sheets} sheets` : null,
    ].filter(Boolean);
  },
};
