import { PHONES } from '../conditions.mjs';

/** The table of all indicators is narrowed to a grade by its address alone. */
export const filter = {
  name: 'without a script the address of each grade shows as many indicators as it says',
  conditions: PHONES,
  async find(page) {
    const parts = await page.evaluate(() =>
      [...document.querySelectorAll('.filter li[id]')].map(item => ({ id: item.id, count: Number(item.querySelector('b').textContent) })));
    if (parts.length === 0) return [];
    const context = await page.context().browser().newContext({ javaScriptEnabled: false, viewport: page.viewportSize() });
    try {
      const still = await context.newPage();
      const found = [];
      for (const { id, count } of parts) {
        await still.goto(`${page.url().split('#')[0]}#${id}`);
        const shown = await still.evaluate(() => [...document.querySelectorAll('tr[data-grade]')].filter(row => row.checkVisibility()).length);
        if (shown !== count) found.push(`#${id} shows ${shown} indicators instead of ${count}`);
      }
      return found;
    } finally {
      await context.close();
    }
  },
};
