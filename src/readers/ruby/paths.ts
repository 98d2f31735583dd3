/** What a path alone says about a Ruby file. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

/** Folders that hold installed, generated or vendored code. */
const elsewhere = new Set([
  'vendor',
  'node_modules',
  'third_party',
  '.bundle',
  '.git',
  'tmp',
  'log',
  'public',
  'coverage',
]);
const testFolders = new Set(['test', 'tests', 'spec', 'specs', 'fixtures', 'mocks', 'e2e']);
const testName = /(?:^test_.*|^spec_.*|_test|_spec|_steps|^factories|^rails_helper)\.rb$/;

/** Programs people run by hand, and history that no service runs: migrations, seeds, generators, recipes of Capistrano. */
const toolPath =
  /(^|\/)(?:db\/(?:.*\/)?(?:\w*migrate|seeds|fixtures)\/|db\/(?:\w*schema|seeds|structure)\w*\.rb$|lib\/(?:tasks|generators|capistrano)\/|bin\/|scripts?\/|config\/deploy(?:\/|\.rb$)|lib\/templates\/|\.github\/|benchmarks?\/)|(^|\/)(?:Capfile|Guardfile|Dangerfile|install\w*)\.rb$/;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  /\.(?:rb|ru)$/.test(path) && !folders(path).some((folder) => elsewhere.has(folder));

export const isTool = (path: string): boolean => toolPath.test(path);

/** `config/environments/staging.rb` holds in an environment of that name: only `production` is known to be what is deployed. */
const environment = /(?:^|\/)config\/environments\/(\w+)\.rb$/;

export function guardOfPath(path: string): Guard {
  if (testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolders.has(folder))) return 'test';
  const mode = environment.exec(path)?.[1];
  return mode === undefined || mode === 'production' ? 'always' : mode === 'test' ? 'test' : 'development';
}

/** Settings of `config/application.rb` give way to those of the environment. */
export const isOverruled = (path: string): boolean => /(?:^|\/)config\/application\.rb$/.test(path);

/** Files whose top level speaks the words of one program. */
const dialects: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:config\/)?puma(?:\/[\w-]+|[\w.-]*)\.rb$/, 'puma'],
  [/(?:^|\/)config\/(?:routes\.rb|routes\/.+\.rb)$/, 'routes'],
  [/(?:^|\/)config\/schedule(?:[\w-]*)\.rb$/, 'whenever'],
  [/(?:^|\/)(?:config\/)?unicorn[\w.-]*\.rb$/, 'unicorn'],
  [/\.ru$/, 'rackup'],
];

export const dialectOf = (path: string): string | undefined => dialects.find(([pattern]) => pattern.test(path))?.[1];

const settings =
  /(?:^|\/)config\/(?:database|storage|cable|cache|queue|recurring|sidekiq|sidekiq[-_](?:cron|scheduler)|schedule|good_job|secrets|redis|application|mongoid)\.yml$/;

/** Words of `test/…` that hold settings for tests, not for what is deployed. */
const among = /(?:^|\/)(?:tests?|spec|fixtures|vendor|node_modules)\//;

export const claimsSettings = (path: string): boolean => settings.test(path) && !among.test(path);
