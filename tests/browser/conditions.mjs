// The circumstances under which a page is looked at. The sample has those that are hardest to stand.

const A4_BETWEEN_MARGINS = 680; // 180 mm in CSS pixels

/** Only pages that are looked at wholly are put under such a condition. */
const BESIDES = { inSample: false };

const on = (width, scheme, more = {}) => ({ width, scheme, forced: false, spaced: false, paper: false, inSample: true, ...more });

const [DESK, DARK_DESK, PHONE, DARK_PHONE] = [on(1280, 'light'), on(1280, 'dark', BESIDES), on(360, 'light'), on(360, 'dark')];

/** A desk and a phone, light and dark. */
export const SCREENS = [DESK, DARK_DESK, PHONE, DARK_PHONE];

/** A phone. */
export const PHONES = [PHONE];

/** Each width and each scheme once, for what depends on one of the two only. */
export const CROSSWISE = [DESK, DARK_PHONE];

/** From the narrowest screen that WCAG 1.4.10 asks for, without and with the text spacing of WCAG 1.4.12. */
export const WIDTHS = [320, 360, 768, 1024, 1280];
export const REFLOW = WIDTHS.flatMap(width => [on(width, 'light', width === 360 ? {} : BESIDES), on(width, 'light', { spaced: true })]);

/** The colours of the reader's own system. */
export const FORCED = [on(360, 'light', { forced: true, ...BESIDES }), on(360, 'dark', { forced: true })];

/** A sheet of A4. */
export const PAPER = [on(A4_BETWEEN_MARGINS, 'light', { paper: true })];

/** A condition in words. */
export function words({ width, scheme, forced, spaced, paper }) {
  if (paper) return 'on paper';
  return [`${width} px`, scheme, forced && 'forced colours', spaced && 'wide text spacing'].filter(Boolean).join(', ');
}

const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }';

/** Puts an open page under a condition. */
export async function apply(page, { width, scheme, forced, spaced, paper }) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({
    media: paper ? 'print' : 'screen', colorScheme: scheme, forcedColors: forced ? 'active' : 'none', reducedMotion: 'reduce',
  });
  await page.evaluate(async spacing => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spacing);
    document.adoptedStyleSheets = [sheet];
    await document.fonts.ready;
    await new Promise(requestAnimationFrame);
  }, spaced ? SPACING : '');
}
