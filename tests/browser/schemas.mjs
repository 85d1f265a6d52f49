// The JSON Schemas that the program prints, held against the front matter and the TOML files of whole sites and against broken ones.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, TomlDate } from 'smol-toml';

const SOUND = ['content', 'tests/sites/tsubaki/content', 'tests/sites/small/content', 'tests/sites/committee/content', 'tests/sites/hamanasu/content', 'tests/bad/base/content', 'tests/schemas/content', 'tests/schemas', 'src/scaffold/site/content'];
const BAD = 'tests/bad';
/** Faults that a schema can tell by the file alone. */
const TOLD = /^error\[(?:wrong-type|unknown-key|missing-key)\]/;

/** What a file below `content` is, by its path; nothing for bodies in English, photos and the like. */
const KINDS = [
  [/^site\.toml$/, 'site'],
  [/^frameworks\.toml$/, 'frameworks'],
  [/^glossary\.toml$/, 'glossary'],
  [/^map\.toml$/, 'map'],
  [/\.en\.md$/, undefined],
  [/^pages\/[^/]+\.md$/, 'page'],
  [/^strategies\/[^/]+\/strategy\.md$/, 'strategy'],
  [/^strategies\/[^/]+\/[^/]+\.md$/, 'section'],
  [/^strategies\/[^/]+\/goal-\d+\/goal\.md$/, 'goal'],
  [/^strategies\/[^/]+\/goal-\d+\/measure-\d+\.md$/, 'measure'],
  [/^editions\/\d{4}\/edition\.md$/, 'edition'],
  [/^editions\/\d{4}\/goal-\d+\/goal\.md$/, 'edition-goal'],
  [/^editions\/\d{4}\/goal-\d+\/measure-\d+\.md$/, 'edition-measure'],
];
const kindOf = path => KINDS.find(([pattern]) => pattern.test(path))?.[1];

/** The schemas by kind, as functions that judge; they have to be schemas of the draft that they name. */
function judges(program) {
  const run = (...args) => execFileSync(program, args, { encoding: 'utf8' });
  const kinds = run('schema').trim().split('\n').map(line => line.split(/\s/)[0]);
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  return new Map(kinds.map(kind => [kind, ajv.compile(JSON.parse(run('schema', kind)))]));
}

/** The TOML of a file, dates as texts. */
function facts(path) {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  const block = path.endsWith('.toml') ? text : text.split(/^\+\+\+\r?$/m)[1];
  return texts(parse(block));
}

function texts(value) {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(texts);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, texts(inner)]));
}

/** What a schema says against a file: nothing, or a line for each fault. */
function against(judge, path) {
  return judge(facts(path)) ? [] : judge.errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** Every file of a site that has a schema: path below the folder, and kind. */
function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map(path => [path, kindOf(path)])
    .filter(([, kind]) => kind);
}

/** The files of a broken site that have faults which a schema can tell, and how many. */
function faulty(name) {
  const lines = readFileSync(join(BAD, name, 'report.txt'), 'utf8').split('\n');
  const faults = new Map();
  lines.forEach((line, i) => {
    const path = TOLD.test(line) && /--> content\/([^:]+)/.exec(lines[i + 1])?.[1];
    if (path && kindOf(path)) faults.set(path, (faults.get(path) ?? 0) + 1);
  });
  return [...faults].map(([path, count]) => ({ name, path, count }));
}

/** At how many places a schema finds something wrong with a file. */
function placesIn(judge, path) {
  if (judge(facts(path))) return 0;
  const key = params => params.additionalProperty ?? params.missingProperty ?? '';
  return new Set(judge.errors.map(({ instancePath, params }) => `${instancePath} ${key(params)}`)).size;
}

/** Runs every check on the schemas of a program; the folders are those of the repository, in which it is run. */
export function checkSchemas(program, report) {
  report.group('JSON Schemas');
  const judge = judges(program);
  const seen = new Set();
  for (const folder of SOUND) {
    const all = files(folder);
    const findings = all.flatMap(([path, kind]) => {
      seen.add(kind);
      return against(judge.get(kind), join(folder, path)).map(what => ({ page: path, what }));
    });
    report.line(`every file of ${folder} is as its schema says`, all.length, findings);
  }
  report.line('every schema was held against a sound file', judge.size, [...judge.keys()].filter(kind => !seen.has(kind)).map(kind => ({ page: kind, what: 'no file' })));
  const cases = readdirSync(BAD).filter(name => existsSync(join(BAD, name, 'report.txt'))).flatMap(faulty);
  const findings = cases.flatMap(({ name, path, count }) => {
    const places = placesIn(judge.get(kindOf(path)), join(BAD, name, 'content', path));
    return places < count ? [{ page: `${name}/${path}`, what: `${count} faults, but the schema finds ${places}` }] : [];
  });
  report.line('every wrong type, unknown key and missing key of tests/bad is refused', cases.length, findings);
}
