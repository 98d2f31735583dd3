/** What a path alone says about a JavaScript or TypeScript file. */
import { fileNameOf } from '../../source/index.ts';

const extension = /\.(?:[cm]?js|jsx|[cm]?ts|tsx)$/;
const generatedName = /\.d\.[cm]?ts$|\.min\.[cm]?js$|[.-]bundle\.js$/;

/** Folders that hold installed, generated or vendored code. */
const generatedFolders = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', 'vendor', 'third_party', 'dist', 'build', 'out', 'target'],
  ...[
    '.next',
    '.nuxt',
    '.output',
    '.svelte-kit',
    '.astro',
    '.turbo',
    '.yarn',
    '.pnpm-store',
    '.cache',
    '.venv',
    'coverage',
  ],
  ...['storybook-static', '__generated__', 'site-packages', '.git'],
]);

const testFolders = new Set([
  ...['test', 'tests', '__tests__', 'spec', 'specs', 'e2e', 'cypress', 'playwright', 'fixtures', '__fixtures__'],
  ...['testdata', 'mocks', '__mocks__', 'stories', '.storybook', 'benchmarks'],
]);
const testName =
  /\.(?:test|spec|e2e|e2e-spec|cy|stories|mock|fixture)\.[a-z]+$|^(?:jest|vitest|playwright|cypress|karma)\.(?:config|setup)/;

const clientFolders = new Set(['public', 'static', 'www-root', 'browser-extension']);
const clientName = /\.client\.[a-z]+$|^(?:service-worker|sw)\.[a-z]+$/;

/** Folders of programs people run by hand, never the service itself. */
const toolFolders = new Set([
  'scripts',
  'script',
  'tools',
  'tooling',
  'bin',
  'cli',
  'codegen',
  'migrations',
  'seeds',
  'seeders',
  '.github',
]);
const toolName = /\.config\.[a-z]+$|^(?:gulpfile|gruntfile|webpack|rollup|vite|seed|knexfile)\b/i;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  extension.test(path) && !generatedName.test(path) && !folders(path).some((folder) => generatedFolders.has(folder));

export const isTest = (path: string): boolean =>
  testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolders.has(folder));

export const isClient = (path: string): boolean =>
  clientName.test(fileNameOf(path)) || folders(path).some((folder) => clientFolders.has(folder));

export const isTool = (path: string): boolean =>
  toolName.test(fileNameOf(path)) || folders(path).some((folder) => toolFolders.has(folder));
