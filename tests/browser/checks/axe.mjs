import { SCREENS } from '../conditions.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of axe-core. */
export const axe = {
  name: 'axe-core finds no violation (WCAG 2.2 A and AA, best practice)',
  conditions: SCREENS,
  async find(page) {
    const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), TAGS);
    return violations.flatMap(rule => rule.nodes.map(node => `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
  },
};
