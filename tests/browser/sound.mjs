// A small site without faults, as texts by path. The tests of the checks break it in one place at a time.

const CHART = `<svg viewBox="0 0 300 60" role="img" lang="LANG" aria-labelledby="chart-title"><title id="chart-title">Progress 40%</title>
<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="wash" width="6" height="6"/><path class="thread" d="M3 0V6"/></pattern></defs>
<path class="c-band" d="M0 20H300V40H0Z"/><path class="bar" d="M0 22H120V38H0Z"/><path class="rest" fill="url(#hatch)" d="M122 22H180V38H122Z"/>
<path class="mark" d="M240 16V44"/><text x="4" y="14">Actual 40%</text><text x="240" y="57" text-anchor="middle">Target</text></svg>`;

const page = (lang, up) => `<!DOCTYPE html>
<html lang="${lang}" data-title="Progress (${lang})" data-address="${lang}/index.html">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Progress (${lang})</title>
<link rel="stylesheet" href="${up}style.css">
<link rel="alternate" hreflang="ja" href="${up}index.html">
<link rel="alternate" hreflang="en" href="${up}en/index.html">
<!-- head -->
</head>
<body>
<header><a href="#main">Skip to content</a> <nav aria-label="Languages"><a href="${up}index.html" hreflang="ja">Japanese</a> <a href="${up}en/index.html" hreflang="en">English</a></nav></header>
<main id="main"><h1>Progress of the plan</h1><p>Two of five years are over.</p>
${CHART.replace('LANG', lang)}
<!-- body -->
</main>
<footer><p>Published by the city.</p></footer>
</body>
</html>
`;

const STYLE = `:root { color-scheme: light dark; --paper: #fff; --ink: #1b1d22; --fill: #12408f; --band: #e6eaef; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e9ebee; --fill: #b4d0ff; --band: #2a303a; } }
@media (forced-colors: active) { :root { --paper: Canvas; --ink: CanvasText; --fill: CanvasText; --band: Canvas; } }
body { margin: 1rem; background: var(--paper); color: var(--ink); font-family: sans-serif; }
a { color: inherit; display: inline-block; padding: .5rem; }
:focus-visible { outline: .25rem solid var(--ink); }
svg { width: 100%; max-width: 30rem; }
text { fill: var(--ink); font-size: 12px; }
.c-band { fill: var(--band); }
.bar { fill: var(--fill); }
.rest { stroke: var(--fill); }
.wash { fill: var(--paper); }
.thread { stroke: var(--fill); }
.mark { stroke: var(--ink); stroke-width: 3; fill: none; }
@page { size: A4; margin: 15mm; @top-left { content: var(--title); } @bottom-left { content: var(--address); } @bottom-right { content: counter(page) "/" counter(pages); } }
@media print { :root { --title: attr(data-title); --address: attr(data-address); } nav { display: none; } }
`;

const FILE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60"><title>Progress 40%</title>
<path fill="#fff" d="M0 0h300v60h-300z"/><path fill="#12408f" d="M0 22H120V38H0Z"/><text x="4" y="14" font-size="12" fill="#1b1d22">Actual 40%</text></svg>
`;

/** The files of the site. */
export const sound = () => ({ 'index.html': page('ja', ''), 'en/index.html': page('en', '../'), 'style.css': STYLE, 'chart.svg': FILE });
