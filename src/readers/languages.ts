/**
 * Everything that belongs to one language: its code, and the files its frameworks are set up in. Most repositories hold one or two of them,
 * so each is a head that knows its paths, and brings its tables once a path is its own.
 */
import type { Reader } from '../facts/reading.ts';
import { startOf } from '../source/index.ts';
import type { CodeLanguage } from './code/language.ts';
import { claimsAppsettings, claimsConfig, claimsPath as claimsCsharp, claimsLogFile } from './csharp/paths.ts';
import { claimsPath as claimsElixir } from './elixir/paths.ts';
import { claimsPath as claimsGo } from './go/paths.ts';
import { claimsPath as claimsJavascript } from './javascript/paths.ts';
import {
  claimsBuild,
  claimsEnding,
  claimsHocon,
  claimsSettings as claimsJvmSettings,
  claimsLogging,
} from './jvm/paths.ts';
import { claimsPath as claimsPhp, claimsSymfony } from './php/paths.ts';
import { claimsPath as claimsPython } from './python/paths.ts';
import { claimsPath as claimsRuby, claimsSettings as claimsRubySettings } from './ruby/paths.ts';
import { claimsRocket, claimsPath as claimsRust, claimsSettings as claimsRustSettings } from './rust/paths.ts';

/** Languages that share one engine. JavaScript and TypeScript have a reader of their own. */
export type SharedLanguage = CodeLanguage['language'];

interface Head {
  readonly claims: (path: string) => boolean;
  readonly load: () => Promise<CodeLanguage>;
}

export const languages: Readonly<Record<SharedLanguage, Head>> = {
  python: { claims: claimsPython, load: async () => (await import('./python/index.ts')).python },
  php: { claims: claimsPhp, load: async () => (await import('./php/index.ts')).php },
  ruby: { claims: claimsRuby, load: async () => (await import('./ruby/index.ts')).ruby },
  java: { claims: claimsEnding('.java'), load: async () => (await import('./java/index.ts')).java },
  kotlin: { claims: claimsEnding('.kt'), load: async () => (await import('./kotlin/index.ts')).kotlin },
  csharp: { claims: claimsCsharp, load: async () => (await import('./csharp/index.ts')).csharp },
  elixir: { claims: claimsElixir, load: async () => (await import('./elixir/index.ts')).elixir },
  rust: { claims: claimsRust, load: async () => (await import('./rust/index.ts')).rust },
  go: { claims: claimsGo, load: async () => (await import('./go/index.ts')).go },
};

const later = (name: string, claims: Reader['claims'], load: () => Promise<Reader>): Reader => ({
  name,
  claims,
  ofPrograms: true,
  load,
  read: ({ path }) => ({ gaps: [{ at: startOf(path), why: `the reader of ${name} was not loaded: not read` }] }),
});

export const languageReaders: readonly Reader[] = [
  later('javascript', claimsJavascript, async () => (await import('./javascript/index.ts')).javascriptReader),
  ...Object.entries(languages).map(([name, { claims, load }]) =>
    later(name, claims, async () => {
      const [{ codeReader }, language] = await Promise.all([import('./code/index.ts'), load()]);
      return codeReader(language, claims);
    }),
  ),
  later('settings of Symfony', claimsSymfony, async () => (await import('./php/symfony.ts')).symfonyReader),
  later(
    'settings of Rails',
    claimsRubySettings,
    async () => (await import('./ruby/settings-files.ts')).rubySettingsReader,
  ),
  later(
    'settings of the JVM',
    claimsJvmSettings,
    async () => (await import('./jvm/settings/index.ts')).jvmSettingsReader,
  ),
  later('HOCON', claimsHocon, async () => (await import('./jvm/hocon/index.ts')).hoconReader),
  later('libraries of the JVM', claimsBuild, async () => (await import('./jvm/dependencies.ts')).jvmDependencyReader),
  later('logging of the JVM', claimsLogging, async () => (await import('./jvm/logging.ts')).jvmLoggingReader),
  later('appsettings.json', claimsAppsettings, async () => (await import('./csharp/appsettings.ts')).appsettingsReader),
  later('Web.config', claimsConfig, async () => (await import('./csharp/web-config.ts')).webConfigReader),
  later('NLog and log4net', claimsLogFile, async () => (await import('./csharp/log-files.ts')).dotnetLogReader),
  later('Rocket.toml', claimsRocket, async () => (await import('./rust/rocket.ts')).rocketReader),
  later(
    'settings of Rust',
    claimsRustSettings,
    async () => (await import('./rust/settings-files.ts')).rustSettingsReader,
  ),
];
