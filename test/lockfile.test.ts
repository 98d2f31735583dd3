/** Where the packages come from: every one with a checksum, all from the public registry, none of those we ship with a script to run. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([path]) => path !== '');
const names = (wrong: (one: Locked) => boolean): readonly string[] =>
  installed.filter(([, one]) => wrong(one)).map(([path]) => path);

test('there are packages', () => expect(installed.length).toBeGreaterThan(100));

test('every package has a checksum that cannot be forged', () =>
  expect(
    names(({ integrity, link }) => link === true || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')),
  ).toEqual([]));

// npm leaves the address out where it is told to (`omit-lockfile-registry-resolved`): then it is that of the registry in use, and the checksum holds.
test('none comes from elsewhere', () =>
  expect(
    names(
      ({ resolved }) => resolved !== undefined && !/^https:\/\/registry\.npmjs\.org\/[^?#\s]+\.tgz$/.test(resolved),
    ),
  ).toEqual([]));

test('whoever installs the package runs no script of anybody', () => {
  expect(
    names(({ hasInstallScript, dev, optional }) => hasInstallScript === true && dev !== true && optional !== true),
  ).toEqual([]);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of ['preinstall', 'install', 'postinstall']) expect(scripts[name]).toBeUndefined();
});
