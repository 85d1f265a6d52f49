import { SCREENS } from '../conditions.mjs';

/** Size of the letters in charts, in CSS pixels as they are shown. */
export const chartTextSize = {
  name: 'no text in a chart below 9 px',
  conditions: SCREENS,
  async find(page) {
    return page.evaluate(() =>
      inside.charts.roots().flatMap(root =>
        [...root.querySelectorAll('text')].filter(inside.shown).flatMap(text => {
          const { a, b } = text.getScreenCTM();
          const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
          return size < 8.995 ? [`${inside.name(root)}: ${inside.quote(text)} is ${size.toFixed(2)} px`] : [];
        }),
      ),
    );
  },
};

/** Texts of one chart beside each other. */
export const chartTextPlace = {
  name: 'no text in a chart overlaps another or leaves the chart',
  conditions: SCREENS,
  async find(page) {
    return page.evaluate(() => {
      const TOLERANCE = 2; // units of the view box beyond its edge
      const touching = 0.5; // units that two boxes may share
      const placed = root => [...root.querySelectorAll('text')].filter(inside.shown).map(text => ({ text, box: inside.charts.inkBox(text, root) }));
      const overlaps = ([one, other]) =>
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > touching &&
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > touching;
      const clashes = (root, texts) =>
        texts.flatMap((one, i) => texts.slice(i + 1).map(other => [one, other])).filter(overlaps)
          .map(([one, other]) => `${inside.name(root)}: ${inside.quote(one.text)} overlaps ${inside.quote(other.text)}`);
      const outside = (root, texts) => {
        const { x, y, width, height } = root.viewBox.baseVal;
        const beyond = ({ box }) => Math.max(x - box.left, y - box.top, box.right - x - width, box.bottom - y - height);
        return texts.filter(text => beyond(text) > TOLERANCE).map(text => `${inside.name(root)}: ${inside.quote(text.text)} leaves the chart by ${beyond(text).toFixed(1)} units`);
      };
      return inside.charts.roots().flatMap(root => {
        const texts = placed(root);
        return [...clashes(root, texts), ...outside(root, texts)];
      });
    });
  },
};
