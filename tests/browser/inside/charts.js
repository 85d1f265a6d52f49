// Runs inside a page: what is painted in a chart, and over what. All points are in units of the chart's view box.

globalThis.inside ??= {};

{
  const { parse, over } = inside.colour;
  const SHAPES = 'path, rect, circle, ellipse, line, polyline, polygon, text';
  const UNPAINTED = 'defs, pattern, clipPath, mask, marker, symbol';

  /** The charts and drawings that a page shows. */
  const roots = () =>
    [...document.querySelectorAll('svg')].filter(root => !root.ownerSVGElement && root.getBoundingClientRect().width > 0 && inside.shown(root));

  const matrix = (element, root) => root.getScreenCTM().inverse().multiply(element.getScreenCTM());

  const bounds = (corners, toRoot) => {
    const points = corners.map(([x, y]) => new DOMPoint(x, y).matrixTransform(toRoot));
    const [xs, ys] = [points.map(point => point.x), points.map(point => point.y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };

  const corners = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]];

  /**
   * The box of a text's letters: from 0.88 em above its baseline to 0.2 em below. The browser's own box has the full
   * line height of the font, much of it empty.
   */
  const inkBox = (text, root) => {
    const box = text.getBBox();
    const size = parseFloat(getComputedStyle(text).fontSize);
    const line = text.getNumberOfChars() ? text.getStartPositionOfChar(0).y : box.y + box.height;
    return bounds(corners(box.x, line - 0.88 * size, box.x + box.width, line + 0.2 * size), matrix(text, root));
  };

  const opacity = (element, root) => {
    let product = 1;
    for (let at = element; at !== root.parentElement; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
    return product;
  };

  /** A solid colour, or the ground and the thread of a pattern; `null` for no paint. */
  const paint = text => {
    if (text === 'none') return null;
    const id = /url\("?#([^")]+)"?\)/.exec(text)?.[1];
    if (!id) return { ground: parse(text), thread: null };
    const pattern = document.getElementById(id);
    const [ground, thread] = [pattern?.querySelector('rect'), pattern?.querySelector('path, line')];
    const colour = (element, key) => parse(element && getComputedStyle(element)[key] !== 'none' ? getComputedStyle(element)[key] : 'transparent');
    return pattern && { ground: colour(ground, 'fill'), thread: colour(thread, 'stroke') };
  };

  const read = (element, root) => {
    const style = getComputedStyle(element);
    const [all, box, rim] = [opacity(element, root), element.getBBox(), parseFloat(style.strokeWidth)];
    const toRoot = matrix(element, root);
    return {
      element,
      isText: element.localName === 'text',
      name: element.getAttribute('class')?.split(' ')[0] ?? element.localName,
      fill: box.width > 0 && box.height > 0 ? paint(style.fill) : null, // a straight line has nothing to fill
      fillOpacity: Number(style.fillOpacity) * all,
      stroke: rim > 0 ? paint(style.stroke)?.ground : null,
      strokeOpacity: Number(style.strokeOpacity) * all,
      rim,
      toRoot,
      fromRoot: toRoot.inverse(),
      box: bounds(corners(box.x - rim, box.y - rim, box.x + box.width + rim, box.y + box.height + rim), toRoot),
    };
  };

  /** All that is painted in a chart, in the order of painting. */
  const painted = root =>
    [...root.querySelectorAll(SHAPES)].filter(element => !element.closest(UNPAINTED) && inside.shown(element)).map(element => read(element, root));

  const layers = (mark, point) => {
    const { box } = mark;
    if (mark.isText || point.x < box.left || point.x > box.right || point.y < box.top || point.y > box.bottom) return [];
    const here = new DOMPoint(point.x, point.y).matrixTransform(mark.fromRoot);
    const found = [];
    if (mark.fill && mark.element.isPointInFill(here)) found.push([mark.fill.ground, mark.fillOpacity]);
    if (mark.stroke && mark.element.isPointInStroke(here)) found.push([mark.stroke, mark.strokeOpacity]);
    return found;
  };

  /** The colour at a point when some marks are painted over `base`. */
  const surface = (marks, point, base) => marks.flatMap(mark => layers(mark, point)).reduce((below, [colour, alpha]) => over(colour, alpha, below), base);

  /** Places along the outline of a shape: each as the two points beside the ink, on either side of it. */
  const outline = mark => {
    const COUNT = 24;
    const reach = (mark.stroke ? mark.rim / 2 : 0) + 0.75;
    const length = mark.element.getTotalLength();
    const at = share => mark.element.getPointAtLength(share * length);
    return Array.from({ length: COUNT }, (_, i) => {
      const [here, next] = [at((i + 0.5) / COUNT), at((i + 0.6) / COUNT)];
      const step = Math.hypot(next.x - here.x, next.y - here.y) || 1;
      const [x, y] = [(-(next.y - here.y) / step) * reach, ((next.x - here.x) / step) * reach];
      return [1, -1].map(side => new DOMPoint(here.x + side * x, here.y + side * y).matrixTransform(mark.toRoot));
    });
  };

  /** Points over the letters of a text. */
  const letters = (mark, root) => {
    const { left, right, top, bottom } = inkBox(mark.element, root);
    return [0.02, 0.25, 0.5, 0.75, 0.98].flatMap(x => [0.2, 0.5, 0.8].map(y => ({ x: left + x * (right - left), y: top + y * (bottom - top) })));
  };

  inside.charts = { roots, inkBox, painted, surface, outline, letters };
}
