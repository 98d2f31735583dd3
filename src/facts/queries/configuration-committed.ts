/** Files of variables and credentials that hold real secrets, and which of them everybody with the repository has. */
import { directoryOf, fileNameOf, joinPath, type Located, type Span } from '../../source/index.ts';
import { isAmongTests } from '../assemble/among-tests.ts';
import type { EnvFile } from '../manifest.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { isProviderToken, isSecretName, isSecretText, looksRandom, passwordIn } from './secrets.ts';
import { judgedStacks } from './services.ts';

/** A file with secrets in it. The place is the first of them, or the file. */
export interface SecretFile extends Located {
  readonly path: string;
  readonly what: 'variables' | 'private key' | 'token' | 'password' | 'master key';
  /** Names of the variables that hold the secrets; none for other files. */
  readonly names: readonly string[];
  readonly others: readonly { readonly at: Span; readonly name: string }[];
  /** A production service gets its variables. */
  readonly usedBy?: { readonly service: Service; readonly at: Span };
}

/** Every file that was looked at; `holds` is absent when there is no real secret in it. */
export interface CommittedFile extends Located {
  readonly path: string;
  readonly holds?: SecretFile;
}

/** Files of these kinds that git tracks. Nothing when git was not asked. */
export const committedFiles = memoise((facts: Facts): readonly CommittedFile[] => {
  const { tracked } = facts.repository;
  if (!tracked) return [];
  const secret = new Map(secretFiles(facts).map((file) => [file.path, file]));
  const candidates = [
    ...facts.envFiles.map(({ path, at }) => ({ path, at })),
    ...secretFiles(facts).map(({ path, at }) => ({ path, at })),
  ];
  return (
    [...new Map(candidates.map((one) => [one.path, one])).values()]
      .filter(({ path }) => tracked.has(path))
      .map(({ path, at }) => ({ path, at: secret.get(path)?.at ?? at, holds: secret.get(path) }))
      // A key in the repository may be made for development; a token or a service account never is.
      .filter(({ holds }) => holds?.what !== 'private key' || /\.json$/.test(holds.path))
  );
});

export const secretFiles = memoise((facts: Facts): readonly SecretFile[] => [
  ...facts.envFiles.flatMap((file) => ofEnvFile(file, facts)),
  ...facts.credentialFiles
    .filter(({ path }) => !isNoneOfOurs(path))
    .map(({ path, what, at }) => ({ path, what, at, names: [], others: [] })),
  ...facts.files.paths
    .filter((path) => isMasterKey(path, facts))
    .map((path) => ({
      path,
      what: 'master key' as const,
      at: { file: path, start: 0, end: 0 },
      names: [],
      others: [],
    })),
]);

const exampleFolder =
  /(^|\/)(examples?|samples?|demos?|docs?|tutorials?|templates?|boilerplates?|\{\{[^/]*\}\})(\/|$)/i;
const isNoneOfOurs = (path: string): boolean =>
  isAmongTests(path) ||
  exampleFolder.test(path) ||
  /(^|[._-])(example|sample|template|dist|test)([._-]|$)/i.test(fileNameOf(path));

const productionName = /(^|[._-])(prod|prd|production|live|staging|stage)([._-]|$)/i;
const developmentName = /(^|[./_-])(dev|devel|development|local|tests?|ci|e2e)([./_-]|$)/i;

function ofEnvFile(file: EnvFile, facts: Facts): readonly SecretFile[] {
  if (file.example || isNoneOfOurs(file.path)) return [];
  const usedBy = userOf(file, facts);
  const development = !usedBy && developmentName.test(file.path);
  const production = usedBy !== undefined || productionName.test(fileNameOf(file.path));
  const secrets = file.lines.filter(({ name, raw }) => {
    const value = unquoted(raw);
    if (isReference(value)) return false;
    if (isProviderToken(value)) return true;
    if (development || (!usedBy && isFrameworkDefault(file, facts))) return false;
    const password = passwordIn(value);
    if (!usedBy && isEverydayWord.test(password ?? value)) return false;
    if (password !== undefined) return isRealPassword('password', password, production) && !isOnThisMachine(value);
    return isSecretName(name) && isRealPassword(name, value, production);
  });
  const [first] = secrets;
  if (!first) return [];
  return [
    {
      path: file.path,
      what: 'variables',
      at: first.at,
      names: secrets.map(({ name }) => name),
      others: secrets.slice(1).map(({ at, name }) => ({ at, name })),
      usedBy,
    },
  ];
}

/** Outside production a password people think up may be the one of a database on a laptop. */
const isRealPassword = (name: string, value: string, production: boolean): boolean =>
  looksRandom(value) || (production && isSecretText(name, value) && !isMadeUp(value));

const isMadeUp = (value: string): boolean =>
  /change|your[-_ ]|example|placeholder|dummy|replace|x{4}|^test|^\*+$|^\.+$/i.test(value);

/** What a template has in this place. */
const isEverydayWord = /^(pass(word|wd)?|pwd|secret|user(name)?|root|admin|postgres)$/i;

const isOnThisMachine = (value: string): boolean =>
  /@(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)\b/.test(value);

/** A comment may follow. */
function unquoted(raw: string): string {
  const text = raw.trim();
  const end = text.lastIndexOf(text[0] ?? '');
  const quoted = /^["']/.test(text) && end > 0 && /^(?:$|\s+#)/.test(text.slice(end + 1));
  return (quoted ? text.slice(1, end) : text).replace(/(?<!\s)\s+#.*$/s, '');
}

/** Ciphertext, and addresses of a value that lies elsewhere. */
const isReference = (value: string): boolean =>
  /^(encrypted:|ENC\[|vault:|ansible-vault|op:\/\/|awssm:|ssm:|arn:aws|ref\+|gcp:|sm:\/\/|\{\{|%[A-Z_]+%|\$)/.test(
    value,
  ) || /\$\{|\$\(|^\$2[aby]\$|^\$argon/.test(value);

/** Symfony commits a `.env` with defaults on purpose, with keys made when the project is. */
const isFrameworkDefault = ({ path }: EnvFile, { files }: Facts): boolean =>
  fileNameOf(path) === '.env' &&
  ['symfony.lock', 'bin/console'].some((one) => files.has(joinPath(directoryOf(path), one) ?? ''));

function userOf({ path }: EnvFile, facts: Facts): SecretFile['usedBy'] {
  for (const stack of judgedStacks(facts)) {
    if (stack.purpose.value !== 'production') continue;
    for (const service of stack.services) {
      const at = service.envFiles.find(
        ({ value }) => value !== undefined && joinPath(directoryOf(stack.id), value) === path,
      )?.at;
      if (at) return { service, at };
    }
  }
  return undefined;
}

/** The key to Rails' encrypted credentials, beside the file it opens. */
const isMasterKey = (path: string, { files }: Facts): boolean => {
  if (isNoneOfOurs(path)) return false;
  if (/(^|\/)config\/master\.key$/.test(path)) return files.has(path.replace(/master\.key$/, 'credentials.yml.enc'));
  return /(^|\/)config\/credentials\/\w+\.key$/.test(path) && files.has(path.replace(/key$/, 'yml.enc'));
};
