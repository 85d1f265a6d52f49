// Judged from what the visits to the pages recorded: see `visits.mjs`.

const LIMIT = 10;

/** No request to anything but the site. */
export const outside = {
  name: 'no request leaves the site',
  judge: ({ base, requests }) => requests.filter(url => !url.startsWith(base) && !/^(data|blob|about):/.test(url)).map(url => `asks for ${url}`),
};

/** Everything that a page asks for is there. */
export const answered = {
  name: 'everything that a page asks for is there',
  judge: ({ failed }) => failed,
};

/** A page with all that it loads at first. */
export const few = {
  name: `at most ${LIMIT} requests for a page`,
  judge: ({ requests }) => (requests.length > LIMIT ? [`${requests.length} requests`] : []),
};

/** The strict header. */
export const policy = {
  name: 'works under a strict Content-Security-Policy',
  judge: ({ violations }) => violations,
};

/** Scripts run without faults. */
export const quiet = {
  name: 'no error in the console',
  judge: ({ errors }) => errors,
};
