import { FORCED, SCREENS } from '../conditions.mjs';

/** Marks that carry no meaning of their own, so that WCAG 1.4.11 asks no contrast of them. */
const DECORATION = {
  'c-band': 'the track of a bar: its ends are marked by the lines of baseline and target',
  'c-zone': 'the area around a target, whose edge is drawn',
  'c-grid': 'light lines behind a record whose values are written',
  'c-halo': 'paper around a mark',
  'c-clear': 'paper under a symbol',
};

const contrasts = limits => async page =>
  page.evaluate(({ text, shape, decoration }) => {
    const { over, contrast, ground, show } = inside.colour;
    const { roots, painted, surface, outline, letters } = inside.charts;
    const name = (root, mark) => `${inside.name(root)} ${mark.isText ? inside.quote(mark.element) : mark.name}`;

    const textFault = (root, mark, below, base) => {
      const solid = below.filter(({ name }) => name !== 'c-grid');
      const seen = letters(mark, root).map(point => surface(solid, point, base)).map(under => [contrast(over(mark.fill.ground, mark.fillOpacity, under), under), under]);
      const [worst, under] = seen.sort((a, b) => a[0] - b[0])[0];
      return worst < text ? [`${name(root, mark)}: ${show(mark.fill.ground)} on ${show(under)} is ${worst.toFixed(2)}:1, less than ${text}:1`] : [];
    };

    const best = (mark, under) => {
      const inks = [mark.fill?.ground, mark.fill?.thread].filter(Boolean).map(ink => over(ink, mark.fillOpacity, under));
      const rim = mark.stroke ? [over(mark.stroke, mark.strokeOpacity, under)] : [];
      return [...inks, ...rim].map(ink => [contrast(ink, under), ink, under]).sort((a, b) => b[0] - a[0])[0];
    };

    // Ink stands out when it differs from what is on either side of it. A line that crosses another mark is still
    // seen when at least half of it stands out.
    const shapeFault = (root, mark, below, base) => {
      const sides = outline(mark).map(points => points.map(point => best(mark, surface(below, point, base))).sort((a, b) => b[0] - a[0])[0]);
      const [ratio, ink, under] = sides.sort((a, b) => b[0] - a[0])[Math.ceil(sides.length / 2) - 1];
      return ratio < shape ? [`${name(root, mark)}: ${show(ink)} beside ${show(under)} is ${ratio.toFixed(2)}:1, less than ${shape}:1`] : [];
    };

    // The ground of a chart that is a file of its own.
    const isGround = (root, { box }, i) => {
      const { x, y, width, height } = root.viewBox.baseVal;
      return i === 0 && box.left <= x && box.top <= y && box.right >= x + width && box.bottom >= y + height;
    };

    return roots().flatMap(root => {
      const [marks, base] = [painted(root), ground(root.parentElement)];
      return marks.flatMap((mark, i) => {
        if (mark.isText) return textFault(root, mark, marks.slice(0, i), base);
        if (decoration.includes(mark.name) || isGround(root, mark, i)) return [];
        return mark.fill || mark.stroke ? shapeFault(root, mark, marks.slice(0, i), base) : [`${name(root, mark)} has neither fill nor stroke`];
      });
    });
  }, { ...limits, decoration: Object.keys(DECORATION) });

/** WCAG 1.4.3 and 1.4.11, which axe-core does not judge in SVG. */
export const chartColour = {
  name: 'charts: text has a contrast of 4.5:1, shapes of 3:1',
  conditions: SCREENS,
  find: contrasts({ text: 4.5, shape: 3 }),
};

/** The reader's own colours leave every text and shape of a chart visible. */
export const forcedColours = {
  name: 'forced colours: text and shapes of charts stand out from what is behind them',
  conditions: FORCED,
  find: contrasts({ text: 3, shape: 3 }),
};
