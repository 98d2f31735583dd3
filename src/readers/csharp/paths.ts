/** What a path alone says about a C# file. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

/** Folders that hold built, generated or vendored code. */
const elsewhere = new Set([
  'bin',
  'obj',
  'packages',
  'node_modules',
  'vendor',
  'third_party',
  'wwwroot',
  '.git',
  '.vs',
]);
const generatedName =
  /\.(?:designer|g|g\.i|generated|assemblyinfo)\.cs$|^(?:AssemblyInfo|TemporaryGeneratedFile_.*)\.cs$/i;
/** `tests/`, `Shop.Tests/`, `Basket.FunctionalTests/`, `UnitTests/` */
const testFolder =
  /^(?:tests?|testing|fixtures|mocks|benchmarks?)$|(?:^|\.|[a-z])Tests?$|\.(?:TestHelpers?|Testing|Benchmarks?)$/;
const testName = /(?:Tests?|Specs?|Fixture|Benchmarks?)\.cs$/;
/** Programs people run by hand, samples, and the history of a schema. */
const toolPath = /(^|\/)(?:Migrations|tools|scripts|samples?|examples?|docs|build)\//i;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

export const claimsPath = (path: string): boolean =>
  path.endsWith('.cs') &&
  !generatedName.test(fileNameOf(path)) &&
  !folders(path).some((folder) => elsewhere.has(folder));

export const isTool = (path: string): boolean => toolPath.test(path);

export const guardOfPath = (path: string): Guard =>
  testName.test(fileNameOf(path)) || folders(path).some((folder) => testFolder.test(folder)) ? 'test' : 'always';

const settingsElsewhere = /(?:^|\/)(?:bin|obj|node_modules|wwwroot)\/|(?:^|\/)(?:[\w.]*\.)?(?:\w*Tests?)\//i;

export const claimsAppsettings = (path: string): boolean =>
  /(?:^|\/)appsettings(?:\.[\w-]+)?\.json$/i.test(path) && !settingsElsewhere.test(path);
export const claimsLogFile = (path: string): boolean => /(?:^|\/)(?:nlog|log4net)\.config$/i.test(path);

/** `Web.config`, `App.config`, and what a build changes in them: `Web.Release.config`. */
export const claimsConfig = (path: string): boolean =>
  /(?:^|\/)(?:web|app)(?:\.[\w-]+)?\.config$/i.test(path) &&
  !settingsElsewhere.test(path) &&
  !folders(path).some((folder) => folder === 'packages' || folder === 'Views');
