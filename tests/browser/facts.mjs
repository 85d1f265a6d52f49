// What stands in the HTML of each page: title, language, links, ids. Read without loading the page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the facts of all pages of a site, and the site's own base address where it has one. */
export async function readFacts(browser, site) {
  const page = await browser.newPage();
  for (const path of site.pages) {
    site.facts.set(path, await page.evaluate(factsOf, readFileSync(join(site.folder, path), 'utf8')));
  }
  await page.close();
  site.base = site.facts.get('index.html')?.canonical ?? null;
}

function factsOf(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const links = [];
  for (const element of page.querySelectorAll('[href], [src], [srcset], [poster], [action]')) {
    if (element.matches('link[rel~=canonical]')) continue;
    const kind = { tag: element.localName, rel: element.getAttribute('rel'), hreflang: element.getAttribute('hreflang') };
    for (const key of ['href', 'src', 'poster', 'action']) if (element.hasAttribute(key)) links.push({ ...kind, to: element.getAttribute(key) });
    const sources = (element.getAttribute('srcset') ?? '').split(',').map(part => part.trim().split(/\s+/)[0]);
    links.push(...sources.filter(Boolean).map(to => ({ ...kind, to })));
  }
  const references = [...page.querySelectorAll('*')].flatMap(element => [...element.attributes].flatMap(({ name, value }) => {
    if (['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'headers'].includes(name)) return value.split(/\s+/).map(id => ({ name, id }));
    const id = /^url\(#(.+)\)$/.exec(value)?.[1];
    return id ? [{ name, id }] : [];
  }));
  return {
    title: page.title,
    lang: page.documentElement.lang,
    canonical: page.querySelector('link[rel~=canonical]')?.getAttribute('href') ?? null,
    ids: [...page.querySelectorAll('[id]')].map(element => element.id),
    links,
    references,
  };
}
