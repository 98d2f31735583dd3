/** What a path alone says about a Rust file. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

/** Folders that hold built, downloaded or vendored code. */
const elsewhere = new Set(['target', 'vendor', 'third_party', 'node_modules', '.cargo', '.git']);
const testFolders = new Set(['test', 'tests', 'testing', 'benches', 'examples', 'fixtures', 'testdata', 'mocks']);
const testName = /^(?:tests?|test_.*|.*_tests?|mocks?|test_utils?|fixtures)\.rs$/;

/** Programs for whoever builds or administers: build scripts, tasks of the workspace, fuzzers. */
const toolPath = /(^|\/)build\.rs$|(^|\/)(?:xtask|fuzz|benches|examples|scripts|tools)\/.*\.rs$/;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  path.endsWith('.rs') && !folders(path).some((folder) => elsewhere.has(folder));

export const isTool = (path: string): boolean => toolPath.test(path);

export const guardOfPath = (path: string): Guard =>
  testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolders.has(folder)) ? 'test' : 'always';

export const settingsFolders = ['config', 'configuration', 'settings', 'conf'];
export const settingsEndings = ['yaml', 'yml', 'toml'];
const settings = new RegExp(`(?:^|/)(?:${settingsFolders.join('|')})/[\\w.-]+\\.(?:${settingsEndings.join('|')})$`);

export const claimsSettings = (path: string): boolean => settings.test(path);
export const claimsRocket = (path: string): boolean => fileNameOf(path) === 'Rocket.toml';
