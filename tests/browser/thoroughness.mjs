// How much of what could be tried is tried: `TORIKUMI_TESTS`, as `tests/harness/thoroughness.rs` reads it.

const asked = process.env.TORIKUMI_TESTS || 'sample';
const [, part, parts] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(asked)?.map(Number) ?? [];
if (!(asked === 'sample' || asked === 'thorough' || part <= parts)) throw new Error(`TORIKUMI_TESTS is “${asked}”`);

/** Whether the case at a place of a list (from 0) is tried, where it is not in the sample. */
export const triedBesides = place => asked === 'thorough' || (part !== undefined && place % parts === part - 1);
