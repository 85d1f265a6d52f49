import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chartsOf, someOfEachKind } from '../pages.mjs';

const JAR = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** Runs the Nu HTML checker once over all files; gives its messages. */
async function check(files) {
  const child = spawn('java', ['-Dfile.encoding=UTF-8', '-jar', JAR, '--stdout', '--format', 'json', '--also-check-css', '--also-check-svg', ...files]);
  const [out, error] = [[], []];
  child.stdout.on('data', part => out.push(part));
  child.stderr.on('data', part => error.push(part));
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const answer = Buffer.concat(out).toString();
  if (!answer.startsWith('{')) throw new Error(`the Nu HTML checker gave no answer: ${Buffer.concat(error)}`);
  return JSON.parse(answer).messages;
}

/** HTML, SVG and CSS, of the pages and charts that are looked at, by the Nu HTML checker. */
export const markup = {
  name: 'the Nu HTML checker finds no error and no warning in HTML, SVG and CSS',
  async find(site) {
    const files = [...someOfEachKind(site), ...chartsOf(site), ...[...site.files].filter(path => path.endsWith('.css'))];
    const messages = await check(files.map(path => join(site.folder, path)));
    const root = pathToFileURL(`${site.folder}/`).pathname;
    const faults = messages.filter(({ type, subType }) => type !== 'info' || subType === 'warning');
    return faults.map(({ url, lastLine, type, subType, message, extract }) => {
      const page = decodeURIComponent(new URL(url ?? 'file:/').pathname).replace(decodeURIComponent(root), '');
      return { page: `${page}:${lastLine ?? 1}`, what: `${subType ?? type}: ${message} ${JSON.stringify(extract ?? '')}` };
    });
  },
};
