// One line for each check, with its findings below, and the sum at the end.

const CAUSES = 20;
const PLACES = 4;

/** Counts lines that passed and failed, and prints each as it comes. */
export class Report {
  #passed = 0;
  #failed = 0;

  group(title) {
    console.log(`\n${title}`);
  }

  /** A line: what was checked, how many times, and what was found. A check that looked at nothing has failed. */
  line(name, cases, findings) {
    const fine = cases > 0 && findings.length === 0;
    this.#count(fine);
    console.log(`  ${fine ? 'pass' : 'FAIL'}  ${name} (${cases === 1 ? '1 look' : `${cases} looks`}${findings.length ? `, ${findings.length} findings` : ''})`);
    if (cases === 0) console.log('          there was nothing to look at');
    for (const text of causes(findings)) console.log(`          ${text}`);
  }

  /** Something that does not apply, so that it counts neither way. */
  note(text) {
    console.log(`  –     ${text}`);
  }

  /** The sum; gives the exit status. */
  end() {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }

  #count(fine) {
    if (fine) this.#passed += 1;
    else this.#failed += 1;
  }
}

/** Findings of the same words together, with some of the places where they were found. */
function causes(findings) {
  const places = new Map();
  for (const { page, condition, what } of findings) {
    if (!places.has(what)) places.set(what, []);
    places.get(what).push(condition ? `${page} (${condition})` : page);
  }
  const all = [...places].sort((one, other) => other[1].length - one[1].length);
  const shown = process.env.ALL_FINDINGS ? all : all.slice(0, CAUSES);
  const lines = shown.flatMap(([what, where]) => [`* ${what}`, `  in ${some(where)}`]);
  return shown.length < all.length ? [...lines, `… and ${all.length - shown.length} more (ALL_FINDINGS=1 shows them)`] : lines;
}

function some(where) {
  return where.length > PLACES ? `${where.slice(0, PLACES).join(', ')} and ${where.length - PLACES} more` : where.join(', ');
}
