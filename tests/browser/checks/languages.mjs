import { languageOf, withoutLanguage } from '../pages.mjs';
import { target } from './links.mjs';

const alternates = (site, page) =>
  site.facts.get(page).links.filter(({ tag, rel, hreflang }) => tag === 'link' && rel === 'alternate' && hreflang).map(link => [link.hreflang, target(site, page, link.to).path]);

const switches = (site, page) =>
  site.facts.get(page).links.filter(({ tag, hreflang }) => tag === 'a' && hreflang).map(link => [link.hreflang, target(site, page, link.to).path]);

/** The page and its twin in the other language, by language. */
const twins = (site, page) => {
  const plain = withoutLanguage(page);
  return new Map([plain, `en/${plain}`].filter(path => site.facts.has(path)).map(path => [languageOf(path), path]));
};

function faultsOf(site, page) {
  const [named, twin] = [new Map(alternates(site, page)), twins(site, page)];
  const faults = [];
  for (const [language, path] of twin) {
    if (named.get(language) !== path) faults.push(`<link hreflang="${language}"> leads to ${named.get(language) ?? 'nothing'} instead of ${path}`);
  }
  for (const language of named.keys()) {
    if (!twin.has(language) && language !== 'x-default') faults.push(`<link hreflang="${language}"> names a page that the site does not have`);
  }
  for (const [language, path] of switches(site, page)) {
    if (twin.get(language) !== path) faults.push(`the language switch to “${language}” leads to ${path} instead of ${twin.get(language) ?? 'nothing'}`);
  }
  return faults;
}

/** A page names itself and its twin, and the twin names them too. */
export const hreflang = {
  name: 'hreflang leads both ways, and the language switch to the same page',
  find: site => site.pages.filter(page => !page.endsWith('404.html')).flatMap(page => faultsOf(site, page).map(what => ({ page, what }))),
};

/** `lang` of the page is the language of its path. */
export const lang = {
  name: 'each page says which language it is in',
  find: site =>
    site.pages.filter(page => site.facts.get(page).lang !== languageOf(page)).map(page => ({ page, what: `lang is “${site.facts.get(page).lang}” instead of “${languageOf(page)}”` })),
};

/** No two pages of a language share a title. */
export const titles = {
  name: 'titles are unique within a language',
  find(site) {
    const first = new Map();
    return site.pages.flatMap(page => {
      const { title } = site.facts.get(page);
      const key = `${languageOf(page)} ${title}`;
      if (!title.trim()) return [{ page, what: 'no title' }];
      if (first.has(key)) return [{ page, what: `the title “${title}” is also that of ${first.get(key)}` }];
      first.set(key, page);
      return [];
    });
  },
};
