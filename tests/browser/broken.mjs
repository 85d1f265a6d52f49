// For each check, sites that it must not let pass: what is broken, and how every finding must read.

import * as axe from './checks/axe.mjs';
import * as colour from './checks/chart-colour.mjs';
import * as chartText from './checks/chart-text.mjs';
import * as filter from './checks/filter.mjs';
import * as focus from './checks/focus.mjs';
import * as languages from './checks/languages.mjs';
import * as links from './checks/links.mjs';
import * as markup from './checks/markup.mjs';
import * as places from './checks/places.mjs';
import * as print from './checks/print.mjs';
import * as reflow from './checks/reflow.mjs';
import * as requests from './checks/requests.mjs';
import * as tables from './checks/tables.mjs';
import * as textSize from './checks/text-size.mjs';
import * as weight from './checks/weight.mjs';

const add = (mark, html) => files => ({ ...files, 'index.html': files['index.html'].replace(`<!-- ${mark} -->`, html) });
const body = html => add('body', html);
const head = html => add('head', html);
const swap = (path, from, to) => files => ({ ...files, [path]: files[path].replace(from, to) });
const css = rules => files => ({ ...files, 'style.css': files['style.css'] + rules });
const file = (path, text) => files => ({ ...files, [path]: text });
const all = (...changes) => files => changes.reduce((changed, change) => change(changed), files);
const script = text => all(file('script.js', text), head('<script src="script.js" defer></script>'));
const chart = inside => swap('index.html', '</svg>', `${inside}</svg>`);

/** `page` is the page to open where it is not the first one. */
export const BROKEN = [
  { what: 'an image without a text', check: axe.axe, change: body('<img src="chart.svg">'), expects: /image-alt at img/ },
  { what: 'pale text in the dark only', check: axe.axe, change: all(body('<p class="pale">Pale text.</p>'), css('@media (prefers-color-scheme: dark) { .pale { color: #444; } }')), expects: /^\d+ px, dark: color-contrast/ },

  { what: 'a box of 700 px', check: reflow.reflow, change: all(body('<div class="wide">Wide</div>'), css('.wide { width: 700px; }')), expects: /^3[26]0 px.*main > div\.wide ends at 7\d\d/ },
  { what: 'a line that is too long only with wide spacing', check: reflow.reflow, change: all(body(`<p class="line">${'i'.repeat(60)}</p>`), css('.line { white-space: nowrap; font: 13px sans-serif; }')), expects: /^320 px, light, wide text spacing: / },
  { what: 'a box wider than A4', check: reflow.paperWidth, change: all(body('<div class="wide">Wide</div>'), css('@media print { .wide { width: 900px; } }')), expects: /^on paper: .*div\.wide/ },
  { what: 'a heading that is not printed', check: print.paperText, change: css('@media print { h1 { display: none; } }'), expects: /has no heading/ },
  { what: 'sheets without a number', check: print.paperSheets, change: css('@page { @bottom-right { content: none; } }'), expects: /sheet 1 lacks 1\/1/ },
  { what: 'a page without its address', check: print.paperSheets, change: swap('index.html', 'data-address="ja/index.html"', ''), expects: /no title or no address/ },
  { what: 'a menu on paper', check: print.paperSheets, change: css('@media print { nav { display: block; } }'), expects: /1 menus are printed/ },
  { what: 'a sheet for the foot alone', check: print.paperSheets, change: css('footer { break-before: page; }'), expects: /nothing but the foot/ },
  { what: 'a whole edition on one sheet', check: print.paperText, change: files => ({ ...files, 'print.html': files['index.html'] }), page: 'print.html', expects: /only 1 sheets/ },

  { what: 'a table that scrolls in its box', check: tables.tableWidth, change: all(body('<div class="box"><table><tr><td class="wide">Wide</td></tr></table></div>'), css('.box { overflow-x: auto; } .wide { min-width: 700px; }')), expects: /div\.box > table is \d{3} px wider than its place/ },
  { what: 'a table that is none to a screen reader', check: tables.tableRoles, change: body('<table role="presentation"><tr><td>Cell</td></tr></table>'), expects: /^360 px, light: 0 of 1 parts of tables have the role (table|row|cell)/ },
  { what: 'a figure in a place that is too tight', check: tables.figures, change: all(body('<p class="tight">1,500.0億円</p>'), css('.tight { width: 3em; overflow-wrap: anywhere; }')), expects: /“1,500\.0億円” breaks in/ },
  { what: 'text of 11 px', check: textSize.textSize, change: all(body('<p class="small">Small text</p>'), css('.small { font-size: 11px; }')), expects: /p\.small “Small text” is 11 px/ },
  { what: 'text of 8 units in a chart', check: chartText.chartTextSize, change: all(chart('<text class="tiny" x="4" y="56">tiny</text>'), css('.tiny { font-size: 8px; }')), expects: /^360 px, .*“tiny” is 8\.\d+ px/ },
  { what: 'two texts in one place', check: chartText.chartTextPlace, change: chart('<text x="30" y="12">over</text>'), expects: /“Actual 40%” overlaps “over”/ },
  { what: 'a text beyond the edge', check: chartText.chartTextPlace, change: chart('<text x="280" y="14">beyond</text>'), expects: /“beyond” leaves the chart by/ },

  { what: 'a pale text in a chart', check: colour.chartColour, change: all(chart('<text class="pale" x="150" y="14">pale</text>'), css('.pale { fill: #888; } @media (prefers-color-scheme: dark) { .pale { fill: #aaa; } }')), expects: /, light: .*“pale”: #888888 on #ffffff is 3\.5\d:1/ },
  { what: 'a dark text on a dark bar', check: colour.chartColour, change: all(chart('<text class="on" x="10" y="34">on</text>'), css('.on { fill: var(--ink); }')), expects: /“on”: #[0-9a-f]+ on #(12408f|b4d0ff) is/ },
  { what: 'a bar that only the dark hides', check: colour.chartColour, change: css('@media (prefers-color-scheme: dark) { .bar { fill: #2f3540; } }'), expects: /, dark: .*bar: #2f3540 beside #2a303a/ },
  { what: 'a line in the colour of the bar that it crosses', check: colour.chartColour, change: all(chart('<path class="cross" d="M60 20V40"/>'), css('.cross { stroke: var(--fill); stroke-width: 3; }')), expects: /cross: #\w+ beside #\w+ is 1\.00:1/ },
  { what: 'a bar that forced colours hide', check: colour.forcedColours, change: css('@media (forced-colors: active) { .bar { fill: Canvas; } }'), expects: /forced colours: .* bar: #(\w+) beside #\1 is 1\.00:1/ },
  { what: 'a pale bar in a file of its own', check: colour.chartColour, change: swap('chart.svg', '#12408f', '#e0e0e0'), page: 'chart.svg', expects: /svg path: #e0e0e0 beside #ffffff/ },

  { what: 'a focus that is not seen', check: focus.focus, change: css(':focus-visible { outline: none; }'), expects: /looks the same|contrast of 1\.00:1/ },
  { what: 'a ring in the colour of the paper', check: focus.focus, change: css(':focus-visible { outline-color: var(--band); }'), expects: /its ring has a contrast of 1\.\d\d:1/ },
  { what: 'a link under a banner', check: focus.focus, change: all(body('<div class="banner">Banner</div>'), css('.banner { position: fixed; inset: 0; background: var(--paper); }')), expects: /is covered by #main > div\.banner/ },
  { what: 'a field that keeps the focus', check: focus.focus, change: all(body('<button id="trap">Trap</button><a href="#main">After</a>'), script("document.getElementById('trap').addEventListener('keydown', event => event.preventDefault());")), expects: /comes back to #trap|is never reached by the Tab key/ },

  { what: 'a grade whose address hides nothing', check: filter.filter, change: body('<ul class="filter"><li id="behind"><a href="#behind">Behind</a> <b>1</b></li></ul><table><tr data-grade="0"><td>A</td></tr><tr data-grade="1"><td>B</td></tr></table>'), expects: /#behind shows 2 indicators instead of 1/ },

  { what: 'an image of another site', check: requests.outside, change: body('<img src="http://127.0.0.1:9/far.png" alt="Far">'), expects: /asks for http:\/\/127\.0\.0\.1:9\/far\.png/ },
  { what: 'an image that is not there', check: requests.answered, change: body('<img src="missing.png" alt="Missing">'), expects: /missing\.png: 404/ },
  { what: 'eleven images', check: requests.few, change: body(Array.from({ length: 11 }, (_, i) => `<img src="chart.svg?${i}" alt="Chart">`).join('')), expects: /1[34] requests/ },
  { what: 'a style attribute', check: requests.policy, change: body('<p style="color: red">Red</p>'), expects: /Content Security Policy/ },
  { what: 'an inline script', check: requests.policy, change: head('<script>document.title += "!"</script>'), expects: /Content Security Policy/ },
  { what: 'a script that fails', check: requests.quiet, change: script('nothing.here();'), expects: /nothing is not defined/ },

  { what: 'a block in a paragraph', check: markup.markup, change: body('<p><div>Block</div></p>'), expects: /^index\.html:\d+: error: / },
  { what: 'a property that does not exist', check: markup.markup, change: css('p { colr: red; }'), expects: /^style\.css:\d+: .*colr/ },
  { what: 'an element that SVG does not know', check: markup.markup, change: swap('chart.svg', '</svg>', '<bar/></svg>'), expects: /^chart\.svg:\d+: error: .*bar/ },
  { what: 'a needless type', check: markup.markup, change: head('<script src="style.css" type="text/javascript"></script>'), expects: /^index\.html:\d+: warning: / },

  { what: 'a link to a page that is not there', check: links.links, change: body('<a href="gone.html">Gone</a>'), expects: /has no gone\.html/ },
  { what: 'a link to a part that is not there', check: links.links, change: body('<a href="en/index.html#gone">Gone</a>'), expects: /has no id “gone”/ },
  { what: 'a link to a folder', check: links.links, change: body('<a href="en/">English</a>'), expects: /leads to a folder/ },
  { what: 'a link from the root', check: links.links, change: body('<a href="/index.html">Home</a>'), expects: /leads to the server's root/ },
  { what: 'a label that is not there', check: links.references, change: body('<section aria-labelledby="gone"></section>'), expects: /aria-labelledby refers to “gone”/ },
  { what: 'a pattern that is not there', check: links.references, change: swap('index.html', 'url(#hatch)', 'url(#gone)'), expects: /fill refers to “gone”/ },

  { what: 'a page that its twin does not name', check: languages.hreflang, change: swap('en/index.html', '<link rel="alternate" hreflang="ja" href="../index.html">', ''), expects: /^en\/index\.html: <link hreflang="ja"> leads to nothing/ },
  { what: 'a language switch to another page', check: languages.hreflang, change: all(swap('index.html', '<a href="en/index.html"', '<a href="en/other.html"'), file('en/other.html', '<!DOCTYPE html><html lang="en"><title>Other</title>')), expects: /switch to “en” leads to en\/other\.html|en\/other\.html: / },
  { what: 'a page in the wrong language', check: languages.lang, change: swap('en/index.html', 'lang="en"', 'lang="ja"'), expects: /lang is “ja” instead of “en”/ },
  { what: 'two pages of one title', check: languages.titles, change: files => ({ ...files, 'two.html': files['index.html'] }), expects: /is also that of index\.html/ },

  { what: 'pages of 60 kB', check: weight.medianPage, change: files => ({ ...files, 'index.html': files['index.html'].padEnd(60_001), 'en/index.html': files['en/index.html'].padEnd(60_001) }), expects: /the median weighs 60001 bytes/ },
  { what: 'a page of 150 kB', check: weight.largestPage, change: files => ({ ...files, 'index.html': files['index.html'].padEnd(150_000) }), expects: /weighs 150000 bytes/ },
  { what: 'a style sheet of 30 kB', check: weight.style, change: files => ({ ...files, 'style.css': files['style.css'].padEnd(30_000) }), expects: /weighs 30000 bytes/ },

  { what: 'a script that is a module', check: places.fromDisk, change: all(file('script.js', "document.querySelector('h1').append(' more');"), head('<script type="module" src="script.js"></script>')), expects: /the text differs|does not get file:|height is/ },
  { what: 'a style sheet at the root', check: places.belowAnotherPath, change: swap('index.html', 'href="style.css"', 'href="/style.css"'), expects: /does not get http.*style\.css|font is|colour is|height is/ },
  { what: 'a text that a script writes', check: places.withoutScripts, change: script("document.querySelector('h1').append(' more');"), expects: /the text differs from “…more/ },
];
