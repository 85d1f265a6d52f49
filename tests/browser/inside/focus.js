// Runs inside a page: which elements the Tab key should reach, and how each looks with and without the focus.

globalThis.inside ??= {};

{
  const STOPS = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [tabindex]';
  const look = element => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor].join(' | ');
  };
  let stops = [];
  let rest = [];
  const reached = new Set();

  /** Notes every stop of the page and how it looks without the focus; gives their number. */
  const begin = () => {
    document.activeElement?.blur?.();
    scrollTo(0, 0);
    reached.clear();
    stops = [...document.querySelectorAll(STOPS)].filter(element => element.tabIndex >= 0 && !element.disabled && inside.shown(element));
    rest = stops.map(look);
    return stops.length;
  };

  const ring = element => {
    const { colour } = inside;
    const style = getComputedStyle(element);
    const below = colour.ground(element.parentElement);
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? [style.outlineColor] : [];
    const shadow = style.boxShadow === 'none' ? [] : [/(rgba?|color|oklch|oklab)\([^)]*\)/.exec(style.boxShadow)?.[0] ?? 'transparent'];
    return Math.max(1, ...[...outline, ...shadow].map(text => colour.contrast(colour.over(colour.parse(text), 1, below), below)));
  };

  /** Whether some part of the element is in the window with nothing on it. */
  const covered = element => {
    const parts = [...element.getClientRects()].map(box => ({
      left: Math.max(0, box.left), right: Math.min(innerWidth, box.right), top: Math.max(0, box.top), bottom: Math.min(innerHeight, box.bottom),
    }));
    const seen = parts.filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
    if (seen.length === 0) return 'is outside the window';
    const tops = seen.map(({ left, right, top, bottom }) => document.elementFromPoint((left + right) / 2, (top + bottom) / 2)).filter(Boolean);
    return tops.some(top => element.contains(top) || top.contains(element)) ? null : `is covered by ${tops[0] ? inside.name(tops[0]) : 'something'}`;
  };

  const faults = (element, before) => [
    look(element) === before ? 'looks the same with and without the focus' : null,
    ring(element) < 3 ? `its ring has a contrast of ${ring(element).toFixed(2)}:1, less than 3:1` : null,
    covered(element),
  ];

  /** The stop that has the focus now: what is wrong with it, and whether the way round is over. */
  const step = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return { over: true };
    if (reached.has(element)) return { over: true, again: inside.name(element), first: element === [...reached][0] };
    reached.add(element);
    const before = rest[stops.indexOf(element)] ?? null;
    return { over: false, faults: faults(element, before).filter(Boolean).map(fault => `${inside.name(element)} ${inside.quote(element)}: ${fault}`) };
  };

  /** The stops that were never reached. */
  const missed = () => stops.filter(stop => !reached.has(stop)).map(stop => `${inside.name(stop)} ${inside.quote(stop)} is never reached by the Tab key`);

  inside.focus = { begin, step, missed };
}
