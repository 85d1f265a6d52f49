import { SCREENS } from '../conditions.mjs';

/** Text of HTML, in CSS pixels. */
export const textSize = {
  name: 'no text below 12 px',
  conditions: SCREENS,
  async find(page) {
    return page.evaluate(() => {
      const small = new Map();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || element.closest('svg, script, style, template, noscript') || !inside.shown(element)) continue;
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (size < 12) small.set(element, size);
      }
      return [...small].map(([element, size]) => `${inside.name(element)} ${inside.quote(element)} is ${size} px`);
    });
  },
};
