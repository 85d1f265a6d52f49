import { statSync } from 'node:fs';
import { join } from 'node:path';

const MEDIAN_PAGE = 60_000;
const LARGEST_PAGE = 150_000;
const STYLE = 30_000;

const bytes = (site, path) => statSync(join(site.folder, path)).size;

export const medianPage = {
  name: `the median page weighs less than ${MEDIAN_PAGE / 1000} kB`,
  find(site) {
    const weights = site.pages.map(page => bytes(site, page)).sort((a, b) => a - b);
    const median = weights[Math.floor(weights.length / 2)];
    return median < MEDIAN_PAGE ? [] : [{ page: 'all pages', what: `the median weighs ${median} bytes` }];
  },
};

export const largestPage = {
  name: `no page but the one for paper weighs ${LARGEST_PAGE / 1000} kB or more`,
  find: site =>
    site.pages.filter(page => !page.endsWith('print.html') && bytes(site, page) >= LARGEST_PAGE).map(page => ({ page, what: `weighs ${bytes(site, page)} bytes` })),
};

export const style = {
  name: `each style sheet weighs less than ${STYLE / 1000} kB`,
  find: site =>
    [...site.files].filter(path => path.endsWith('.css') && bytes(site, path) >= STYLE).map(page => ({ page, what: `weighs ${bytes(site, page)} bytes` })),
};
