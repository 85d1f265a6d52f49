// A built site: its files, its pages, and which kind of page each one is.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { triedBesides } from './thoroughness.mjs';

const KINDS = [
  [/^index\.html$/, 'home'],
  [/^\d{4}\/index\.html$/, 'edition'],
  [/^\d{4}\/goal-\d+\.html$/, 'goal'],
  [/^\d{4}\/indicators\/[^/]+\.html$/, 'indicator'],
  [/^strategies\/[^/]+\/index\.html$/, 'strategy'],
  [/^strategies\/[^/]+\/([^/]+)\.html$/, 'strategy/$1'],
  [/^indicators\/[^/]+\.html$/, 'series'],
  [/^\d{4}\/(.+)\.html$/, 'edition/$1'],
  [/^404\.html$/, 'not found'],
  [/^[^/]+\.html$/, 'free page'],
];

/** One in so many charts that are files of their own is in the sample. */
const CHARTS = 6;

/** The language of a path. */
export const languageOf = path => (path.startsWith('en/') ? 'en' : 'ja');

/** The same path in the default language. */
export const withoutLanguage = path => path.replace(/^en\//, '');

/** The kind of a page, by its path. */
export function kindOf(path) {
  const plain = withoutLanguage(path);
  const [pattern, kind] = KINDS.find(([known]) => known.test(plain)) ?? [/.*/, plain];
  return plain.replace(pattern, kind);
}

/** Reads which files a built site has. */
export function siteOf(name, folder) {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter(path => !path.split('/').some(step => step.startsWith('.')) && statSync(join(folder, path)).isFile())
    .sort();
  return { name, folder, files: new Set(files), pages: files.filter(path => path.endsWith('.html')), base: null, facts: new Map() };
}

/** The heaviest page of each kind in each language. */
export function oneOfEachKind(site) {
  const chosen = new Map();
  const weight = path => statSync(join(site.folder, path)).size;
  for (const path of site.pages) {
    const key = `${languageOf(path)} ${kindOf(path)}`;
    if (!chosen.has(key) || weight(path) > weight(chosen.get(key))) chosen.set(key, path);
  }
  return [...chosen.values()].sort();
}

/** The pages of `sample`, and of all those that are tried besides. */
const andBesides = (all, sample) => all.filter((path, place) => sample.has(path) || triedBesides(place));

/** Whether a page is looked at under every condition, and in every place. */
export const isWhole = (site, path) => triedBesides(site.pages.indexOf(path));

/** One page of each kind and language: pages of one template and language share their faults. */
export const someOfEachKind = site => andBesides(site.pages, new Set(oneOfEachKind(site)));

/** Charts that are files of their own; the same ones are in pages. */
export function chartsOf(site) {
  const charts = [...site.files].filter(path => path.endsWith('.svg'));
  return andBesides(charts, new Set(charts.filter((_, place) => place % CHARTS === 0)));
}
