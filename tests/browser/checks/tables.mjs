import { PHONES } from '../conditions.mjs';

/** The site's own tables: those that an author writes may scroll in a box of their own. */
const OWN = 'main table:not(.prose table)';

/** No table is wider than its place, and nothing of it sticks out or has to be scrolled to. */
export const tableWidth = {
  name: 'at 360 px no table of the site is wider than its place',
  conditions: PHONES,
  find: page =>
    page.evaluate(own => {
      const right = element => element.getBoundingClientRect().right;
      const end = box => right(box) - parseFloat(getComputedStyle(box).paddingRight);
      return [...document.querySelectorAll(own)].filter(inside.shown).flatMap(table => {
        const parts = [table, ...table.querySelectorAll('caption, th, td')].filter(part => inside.shown(part) && part.clientWidth > 1);
        const beyond = Math.max(...parts.map(right)) - end(table.parentElement);
        return beyond > 0.5 ? [`${inside.name(table)} is ${Math.ceil(beyond)} px wider than its place`] : [];
      });
    }, OWN),
};

/** Rows and cells that are laid out as cards are still rows and cells to a screen reader. */
export const tableRoles = {
  name: 'at 360 px tables that are laid out as cards are still tables to a screen reader',
  conditions: PHONES,
  async find(page) {
    const shown = await page.evaluate(() => {
      const count = selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility()).length;
      return { table: count('table'), row: count('tr'), cell: count('td'), columnheader: count('th[scope=col]'), rowheader: count('th[scope=row]') };
    });
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await session.detach();
    const said = role => nodes.filter(node => !node.ignored && node.role?.value === role).length;
    return Object.entries(shown).flatMap(([role, count]) => (said(role) < count ? [`${said(role)} of ${count} parts of tables have the role ${role}`] : []));
  },
};

/** A figure with its unit, and a year with its era. */
const FIGURE = String.raw`(?:FY|令和|平成|昭和|[HRS])(?:\d+|元)(?:年度?)?|\d[\d,]*(?:\.\d+)?[万億千]*[％%人円件冊社台]?`;

/** Ranges of a text that must stay on one line, and do not. */
export const figures = {
  name: 'at 360 px no figure and no year breaks over two lines',
  conditions: PHONES,
  find: page =>
    page.evaluate(pattern => {
      // Heads that stand in the cards are clipped to a pixel where the table has them.
      const clipped = element => element && (element.clientWidth === 1 || clipped(element.parentElement));
      const written = ({ parentElement: element }) => inside.shown(element) && !element.closest('.prose, svg, code') && !clipped(element);
      const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const match of written(node) ? node.data.matchAll(new RegExp(pattern, 'gu')) : []) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + match[0].length);
          const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top);
          if (Math.max(...tops) - Math.min(...tops) > 4) found.push(`“${match[0]}” breaks in ${inside.name(node.parentElement)} ${inside.quote(node.parentElement)}`);
        }
      }
      return found;
    }, FIGURE),
};
