/** What a path alone says about a PHP file. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

const elsewhere = new Set(['vendor', 'node_modules', 'third_party', 'storage', 'var', '.git', 'build', 'dist']);
const testFolders = new Set(['test', 'tests', 'Tests', 'spec', 'fixtures', 'stubs']);
const testName = /(?:Test|TestCase|Spec|Cest)\.php$/;
/** Programs people run by hand, and history: console commands, seeders, migrations. */
const toolPath =
  /(^|\/)(?:database\/(?:migrations|seeders|seeds|factories)|migrations|app\/Console\/Commands|src\/Command|bin|scripts|lang|resources\/lang)\//;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  path.endsWith('.php') && !path.endsWith('.blade.php') && !folders(path).some((folder) => elsewhere.has(folder));

export const isTool = (path: string): boolean => toolPath.test(path);

export const guardOfPath = (path: string): Guard =>
  testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolders.has(folder)) ? 'test' : 'always';

/** `config/session.php` is the setting `session`. */
export const settingOfPath = (path: string): string | undefined => /(?:^|\/)config\/([a-z_]+)\.php$/.exec(path)?.[1];

/** Settings of Symfony. */
export const claimsSymfony = (path: string): boolean =>
  /(?:^|\/)config\/(?:packages\/(?:\w+\/)?[\w-]+|services(?:_\w+)?)\.ya?ml$/.test(path);
