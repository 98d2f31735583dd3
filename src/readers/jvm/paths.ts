/** What a path alone says about a file of the JVM. */
import type { Guard } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';

const elsewhere = new Set([
  'build',
  'target',
  'out',
  'bin',
  'node_modules',
  'vendor',
  'third_party',
  '.git',
  '.gradle',
  'generated',
]);
const testFolder =
  /^(?:test|tests|androidTest|integrationTest|intTest|testFixtures|it|e2e|jmh|mocks?|fixtures|testFixture)$/i;
const testName = /(?:Tests?|IT|ITCase|TestCase|Spec|Steps|TestConfig|TestConfiguration)\.(?:java|kt)$/;

const folders = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** Packages below `src/main/java` may bear any name; folders above them are those of the build. */
const outside = (path: string): readonly string[] => {
  const all = folders(path);
  const source = all.findIndex((folder, index) => /^(?:java|kotlin|resources)$/.test(folder) && index > 0);
  return source === -1 ? all : all.slice(0, source);
};

export const claimsEnding =
  (ending: string) =>
  (path: string): boolean =>
    path.endsWith(ending) &&
    !/(?:^|\/)(?:package-info|module-info)\.java$/.test(path) &&
    !outside(path).some((folder) => elsewhere.has(folder));

export const guardOfPath = (path: string): Guard =>
  testName.test(fileNameOf(path)) || outside(path).some((folder) => testFolder.test(folder)) ? 'test' : 'always';

/** `buildSrc`, and code that only a generator or a build plugin runs. */
export const isTool = (path: string): boolean => /(?:^|\/)(?:buildSrc|build-logic|gatling)\//.test(path);

const settings =
  /(?:^|\/)(?:resources|config|conf)\/(?:[\w.-]+\/)*(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)$/;
const outcome = /(?:^|\/)(?:target|build|bin|out)\//;

export const claimsSettings = (path: string): boolean =>
  settings.test(path) && !outcome.test(path) && !/(?:^|\/)node_modules\//.test(path);
/** `application.conf`, `application-prod.conf`, `reference.conf`, and `prod.conf`, which includes one of them. */
const hocon =
  /(?:^|\/)(?:(?:resources|config|conf|etc)\/(?:[\w.-]+\/)*)?(?:(?:application|reference)(?:[.-][\w-]+)?|prod|production|staging|dev|development|local|docker|test)\.conf$/;
export const claimsHocon = (path: string): boolean =>
  hocon.test(path) && !outcome.test(path) && !/(?:^|\/)node_modules\//.test(path);
export const claimsLogging = (path: string): boolean =>
  /^(?:logback|log4j2)(?:-[\w]+)?\.xml$/.test(fileNameOf(path)) && !outcome.test(path);
export const claimsBuild = (path: string): boolean =>
  /^(?:pom\.xml|build\.gradle(?:\.kts)?|[\w-]+\.versions\.toml)$/.test(fileNameOf(path));
