// Whether a page is the same page from a disk, below another path, and without scripts.

import { pathToFileURL } from 'node:url';

import { open } from '../open.mjs';

/** What a reader gets: the text, and signs that styles and images have arrived. */
async function impression(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const failed = [];
    page.on('requestfailed', request => failed.push(request.url()));
    page.on('response', response => response.status() >= 400 && failed.push(response.url()));
    await open(page, address);
    return { failed, ...(await page.evaluate(impressionOf)) };
  } finally {
    await context.close();
  }
}

function impressionOf() {
  const style = getComputedStyle(document.body);
  const images = [...document.images].filter(image => image.complete && image.naturalWidth === 0).map(image => image.getAttribute('src'));
  // Controls are what scripts may add; a button in the head of a table keeps the head's words.
  const controls = [...document.querySelectorAll('form, label, select, input, output, button:not(th button), [role=status]')];
  controls.forEach(control => control.setAttribute('hidden', ''));
  const text = document.body.innerText.replace(/\s+/g, ' ').trim();
  return { text, font: style.fontFamily, colour: `${style.color} on ${style.backgroundColor}`, images, height: document.documentElement.scrollHeight };
}

function differences(here, there, keys) {
  const words = key => (key === 'text' ? `the text differs from “…${cut(here.text, there.text)}…”` : `${key} is ${there[key]} instead of ${here[key]}`);
  return [
    ...there.failed.map(url => `does not get ${url}`),
    ...there.images.map(source => `does not show the image ${source}`),
    ...keys.filter(key => here[key] !== there[key]).map(words),
  ];
}

/** The first words of one text that the other does not share. */
function cut(one, other) {
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  return one.slice(Math.max(0, at), Math.max(0, at) + 30);
}

const ALL = ['text', 'font', 'colour', 'height'];
const movable = (site, path) => site.base === null || !path.endsWith('404.html');

/** Opens a page in all places; gives a list of findings for each place. */
export async function inAllPlaces(browser, site, { base, nested }, path) {
  const here = await impression(browser, base + path);
  const still = await impression(browser, base + path, { javaScriptEnabled: false });
  const found = new Map([[withoutScripts, differences(here, still, ['text', 'font', 'colour'])]]);
  if (movable(site, path)) {
    found.set(fromDisk, differences(here, await impression(browser, String(pathToFileURL(`${site.folder}/${path}`))), ALL));
    found.set(belowAnotherPath, differences(here, await impression(browser, nested + path), ALL));
  }
  return found;
}

/** Opens a page from a disk; gives what is different there. */
export async function onDisk(browser, site, base, path) {
  const here = await impression(browser, base + path);
  return differences(here, await impression(browser, String(pathToFileURL(`${site.folder}/${path}`))), ALL);
}

export const fromDisk = { name: 'the same page by file://' };
export const belowAnotherPath = { name: 'the same page below another path' };
export const withoutScripts = { name: 'the same text with scripts off' };
