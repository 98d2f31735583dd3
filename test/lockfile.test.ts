/** Where the packages come from: every one with a checksum, all from the public registry, none of those we ship with a script to run. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Locked {
  /** Where it differs from its folder. */
  readonly name?: string;
  readonly version?: string;
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

test('every package has its address in the public registry: that of its own name and version', () => {
  const wrong = installed.filter(
    ([path, { name = path.slice(path.lastIndexOf('node_modules/') + 13), version, resolved }]) => {
      const base = name.slice(name.indexOf('/') + 1);
      return resolved !== `https://registry.npmjs.org/${name}/-/${base}-${version}.tgz`;
    },
  );
  expect(wrong.map(([path]) => path)).toEqual([]);
});

test('the lock is that of the package', () => {
  const { dependencies, devDependencies, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(packages['']).toMatchObject({ version, dependencies, devDependencies });
});

test('whoever installs the package runs no script of anybody', () => {
  expect(
    names(({ hasInstallScript, dev, optional }) => hasInstallScript === true && dev !== true && optional !== true),
  ).toEqual([]);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of ['preinstall', 'install', 'postinstall']) expect(scripts[name]).toBeUndefined();
});

/** What runs when others install it; `prepublish` and the like run only for whoever develops it. */
const RUN_ON_INSTALL = ['preinstall', 'install', 'postinstall'];

test('nor do the packages themselves say otherwise than the lock', () => {
  const shipped = installed.filter(([, { dev, optional }]) => dev !== true && optional !== true).map(([path]) => path);
  expect(shipped.length).toBeGreaterThan(20);
  const running = shipped.filter((path) => {
    const { scripts = {} } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8'));
    return RUN_ON_INSTALL.some((name) => name in scripts) || existsSync(`${path}/binding.gyp`);
  });
  expect(running).toEqual([]);
});
