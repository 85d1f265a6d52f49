import { CROSSWISE } from '../conditions.mjs';

/** WCAG 2.1.2, 2.4.7 and 2.4.11: all the way round with the Tab key. */
export const focus = {
  name: 'the Tab key reaches every stop, shows where it is, and is never trapped',
  conditions: CROSSWISE,
  async find(page) {
    const count = await page.evaluate(() => inside.focus.begin());
    const found = [];
    for (let i = 0; i < count + 20; i++) {
      await page.keyboard.press('Tab');
      const { over, again, first, faults } = await page.evaluate(() => inside.focus.step());
      if (!over) {
        found.push(...faults);
        continue;
      }
      if (again && !first) found.push(`the focus comes back to ${again} before it has left the page`);
      return [...found, ...(await page.evaluate(() => inside.focus.missed()))];
    }
    return [...found, `the focus has not left the page after ${count + 20} steps for ${count} stops`];
  },
};
