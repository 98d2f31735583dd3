/** What a path alone says about a Python file. */
import type { Guard } from '../../facts/code.ts';
import { directoryOf, fileNameOf } from '../../source/index.ts';

/** Folders that hold installed, generated or vendored code. */
const elsewhere = new Set([
  ...[
    'node_modules',
    'vendor',
    'third_party',
    'site-packages',
    'dist-packages',
    '.venv',
    'venv',
    'env',
    '.tox',
    '.nox',
  ],
  ...['__pycache__', 'build', 'dist', '.eggs', '.git'],
]);
const testFolders = new Set(['test', 'tests', 'testing', 'e2e', 'fixtures', 'testdata', 'mocks']);
const testName = /^(?:test_.*|.*_tests?|tests?|conftest|factories)\.py$/;

/** Programs people run by hand, and history that no service runs: `manage.py` commands, migrations. */
const toolPath =
  /(^|\/)(migrations|versions|management\/commands|scripts|tools|notebooks|benchmarks)\/[^/]+\.py$|(^|\/)(setup|noxfile|fabfile|tasks_dev)\.py$/;

export const isTool = (path: string): boolean => toolPath.test(path);

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  path.endsWith('.py') && !folders(path).some((folder) => elsewhere.has(folder) || folder.endsWith('.egg-info'));

/** Settings of one environment, by the name of the file. */
const developmentName =
  /^(?:(?:settings|config)[_-])?(?:dev|develop|development|local|debug|docker_local|example)(?:[_-]settings)?\.py$/;
const testSettings = /^(?:(?:settings|config)[_-])?(?:test|testing|tests|ci|pytest)(?:[_-]settings)?\.py$/;
const settingsFolder = /(^|\/)(?:settings|config|configs|conf)$/;

export function guardOfPath(path: string): Guard {
  const name = fileNameOf(path);
  if (testName.test(name) || folders(path).some((folder) => testFolders.has(folder))) return 'test';
  if (!settingsFolder.test(directoryOf(path)) && !/^settings[_-]/.test(name)) return 'always';
  return testSettings.test(name) ? 'test' : developmentName.test(name) ? 'development' : 'always';
}
