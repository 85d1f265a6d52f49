// A plain file server on a free port of this machine: no listing of folders, no index but `index.html`, no fallback.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.zip': 'application/zip',
};

/** The header under which the site has to work. */
export const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'";

/** Serves a folder below `prefix`; gives the base address and a way to stop. */
export async function serve(folder, { prefix = '/', headers = {} } = {}) {
  const server = createServer((request, response) => {
    const file = fileOf(folder, prefix, request.url);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => (server.closeAllConnections(), server.close()) };
}

function fileOf(folder, prefix, address) {
  const path = decodeURIComponent(address.split(/[?#]/)[0]);
  if (!path.startsWith(prefix)) return null;
  const below = normalize(path.slice(prefix.length) || '.');
  if (below.startsWith('..')) return null;
  const file = join(folder, path.endsWith('/') ? join(below, 'index.html') : below);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}
