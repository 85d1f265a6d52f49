import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SCREENS } from '../conditions.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** The rules of axe-core; in the dark those that look at colours, as nothing else changes with them. */
export const axe = {
  name: 'axe-core finds no violation (WCAG 2.2 A and AA, best practice)',
  conditions: SCREENS,
  async find(page, _, { scheme }) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    const rules = scheme === 'dark' ? OF_COLOURS : ALL;
    const { violations } = await page.evaluate(runOnly => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules);
    return violations.flatMap(rule => rule.nodes.map(node => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
  },
};
