/** What simple names stand for in a file of the JVM: by its imports, and by what needs none. */
import type { Meaning } from '../code/program.ts';

/** Full names by the short ones a file uses. */
export interface Names {
  readonly known: ReadonlyMap<string, string>;
  /** Packages, and classes of static imports, that are taken in as a whole. */
  readonly whole: readonly string[];
  readonly packages: ReadonlySet<string>;
}

const line = /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)(\*)?(?:[ \t]+as[ \t]+(\w+))?/gm;

export function namesIn(text: string): Names {
  const known = new Map<string, string>();
  const whole: string[] = [];
  const packages = new Set<string>();
  for (const [, written = '', all, alias] of text.matchAll(line)) {
    const full = written.replace(/\.$/, '');
    if (all) whole.push(full);
    else known.set(alias ?? full.slice(full.lastIndexOf('.') + 1), full);
    const name = packageOf(full, all !== undefined);
    if (name !== '') packages.add(name);
  }
  return { known, whole, packages };
}

/** `org.x.Outer.Inner` is of `org.x`; a function of Kotlin stands right behind its package. */
function packageOf(full: string, all: boolean): string {
  const parts = full.split('.');
  const end = parts.findIndex((part) => /^[A-Z]/.test(part));
  return parts.slice(0, end === -1 ? (all ? parts.length : -1) : end).join('.');
}

/** Classes that need no import. */
const always = new Set(
  ['System', 'Runtime', 'Thread', 'ProcessBuilder', 'String', 'Integer', 'Long', 'Boolean', 'Double', 'Math'].concat([
    'ThreadLocal',
    'StringBuilder',
  ]),
);

export function fullName(name: string, { known, whole }: Names, told: ReadonlySet<string>): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (always.has(name)) return `java.lang.${name}`;
  const around = whole.find((one) => told.has(`${one}.${name}`));
  return around === undefined ? name : `${around}.${name}`;
}

/** `org.x.Y.z` as a member of the class `org.x.Y`; `org.x.f` as a function of the package `org.x`. */
export function meaningOfName(full: string): Meaning {
  const parts = full.split('.');
  const end = parts.findIndex((part) => /^[A-Z]/.test(part));
  const cut = end === -1 ? parts.length - 1 : parts.length - 1 === end ? parts.length : end + 1;
  return { module: parts.slice(0, cut).join('.'), path: parts.slice(cut).join('.') };
}

/** The class or the function that a row of the tables is about: `a.B` of `a.B().c`. */
export function subjectOf(call: string): string {
  const parts = call.replace(/\(.*$/s, '').split('.');
  const end = parts.findIndex((part) => /^[A-Z]/.test(part));
  return parts.slice(0, end === -1 ? parts.length : end + 1).join('.');
}

/** The simple name of it: what must stand in a file that uses it. */
export function wordOf(call: string): string {
  if (call.startsWith('*.')) return call.slice(2);
  const subject = subjectOf(call);
  return subject.slice(subject.lastIndexOf('.') + 1);
}
