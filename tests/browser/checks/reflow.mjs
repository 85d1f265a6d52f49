import { PAPER, REFLOW, WIDTHS } from '../conditions.mjs';

/** Whether the page is wider than its window, and because of which elements. */
async function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = element => getComputedStyle(element).overflowX !== 'visible';
    const insideScroller = element => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return true;
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > clientWidth + 0.5 && !insideScroller(element));
    const end = element => element.getBoundingClientRect().right;
    const innermost = wide.filter(element => !wide.some(other => other !== element && element.contains(other))).sort((one, other) => end(other) - end(one)).slice(0, 3);
    const named = innermost.map(element => `${inside.name(element)} ends at ${Math.ceil(end(element))}`);
    return [`the page is ${scrollWidth} px wide in a window of ${clientWidth} px: ${named.join('; ') || 'cause not found'}`];
  });
}

/** WCAG 1.4.10 and 1.4.12. */
export const reflow = { name: `no sideways scrolling at ${WIDTHS.join(', ')} px, also with wide text spacing`, conditions: REFLOW, find: sideways };

/** The same on paper. */
export const paperWidth = { name: 'print: nothing is wider than a sheet of A4', conditions: PAPER, find: sideways };
