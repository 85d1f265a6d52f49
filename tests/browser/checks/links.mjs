/**
 * Where a link leads: `path` (a path of the site) and `fragment`, or `outside` for other sites, mail and telephone.
 */
export function target(site, from, to) {
  const base = new URL(site.base ?? 'https://site.invalid/');
  const url = new URL(to, new URL(from, base));
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return { outside: url.href };
  const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
  const absolute = /^[a-z]+:/i.test(to);
  return { path: absolute && (path === '' || path.endsWith('/')) ? `${path}index.html` : path, fragment: decodeURIComponent(url.hash.slice(1)) };
}

/** The page for wrong addresses is shown anywhere, so it links from the root where the site knows its address. */
const shownAnywhere = (site, path) => site.base !== null && path.endsWith('404.html');

function faultOf(site, from, { tag, to }) {
  if (to.startsWith('/') && !shownAnywhere(site, from)) return `<${tag}> leads to the server's root, so it fails below another path: ${to}`;
  const { outside, path, fragment } = target(site, from, to);
  if (outside) return /^(https?|mailto|tel|data):/.test(outside) ? null : `<${tag}> leads to ${to}, which no browser opens`;
  if (path === '' || path.endsWith('/')) return `<${tag}> leads to a folder, which does not open from a disk: ${to}`;
  if (!site.files.has(path)) return `<${tag}> leads to ${to}, but the site has no ${path}`;
  if (!fragment || fragment === 'top') return null;
  return site.facts.get(path)?.ids.includes(fragment) === false ? `<${tag}> leads to ${to}, but ${path} has no id “${fragment}”` : null;
}

/** Links and addresses of files within the site. */
export const links = {
  name: 'every link, file and fragment resolves within the site',
  find: site =>
    [...site.facts].flatMap(([page, facts]) => facts.links.map(link => faultOf(site, page, link)).filter(Boolean).map(what => ({ page, what }))),
};

/** References of elements to each other. */
export const references = {
  name: 'every reference from one element to another (aria, labels, patterns) resolves',
  find: site =>
    [...site.facts].flatMap(([page, { ids, references: all }]) =>
      all.filter(({ id }) => !ids.includes(id)).map(({ name, id }) => ({ page, what: `${name} refers to “${id}”, which the page does not have` })),
    ),
};
