/** Texts of the program that should not stand there: secrets, and the addresses of backing services. */
import type { CodeFact, EndpointLiteral, SecretLiteral } from '../../facts/code.ts';
import { isProviderToken, isSecretName, isSecretText, looksRandom, passwordIn } from '../../facts/queries/secrets.ts';
import type { Located } from '../../source/index.ts';
import { addressIn } from './addresses.ts';
import type { Circumstances, TextSite } from './program.ts';

/** What a call says about an address is more than what its text alone does: the text inside it is left out. */
export const withoutTwins = (texts: readonly CodeFact[], calls: readonly CodeFact[]): readonly CodeFact[] =>
  texts.filter(
    (fact) =>
      !calls.some(
        (call) =>
          call.kind === fact.kind &&
          call.at.start <= fact.at.start &&
          fact.at.end <= call.at.end &&
          (call.kind !== 'endpoint-literal' || fact.kind !== 'endpoint-literal' || call.host === fact.host),
      ),
  );

export const when = ({ guard, entryOnly, profile }: Circumstances) => ({
  guard,
  ...(entryOnly ? { entryOnly } : {}),
  ...(profile ? { profile } : {}),
});

export const endpoint = (
  site: Located & Circumstances,
  module: string,
  label: string,
  found: { readonly to: string; readonly host: string; readonly port?: number },
  variable?: string,
): EndpointLiteral => ({
  kind: 'endpoint-literal',
  at: site.at,
  module,
  label,
  confidence: 'high',
  ...when(site),
  ...found,
  ...(variable === undefined ? {} : { variable }),
});

export const secretLiteral = (
  site: Located & Circumstances,
  module: string,
  label: string,
  by: SecretLiteral['by'],
): SecretLiteral => ({
  kind: 'secret-literal',
  at: site.at,
  module,
  label,
  name: label,
  by,
  confidence: by === 'form' ? 'high' : 'medium',
  ...when(site),
});

/** Words in capitals, sentences, paths, patterns and names of other things: what stands under secret names in programs without being one. */
const harmless = /\s|^[A-Z][A-Z0-9_]+$|^[A-Za-z]+(?:[._/:-](?:[A-Za-z]+|\d{1,4}))*$|[{}<>|^*]|^\$|\$\w|%[sdv]|^[./~]/;
/** A public key, a hash or an identifier, by what the name says or how the text begins. */
const publicName = /public|(?:^|_|\b)(?:hash|digest|checksum|sha\d*|md5|integrity|fingerprint|uuid|guid)(?:$|_|\b)/i;
const publicText =
  /^(?:pk_|phc_|pk\.|AIza|\$(?:2[aby]|argon2)|sha\d{3}-|ssh-|eyJ|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)/i;
/** Made for tests: `testPassword`, `TEST_TOKEN`. */
const testName = /^(?:test|mock|dummy|fake|sample|demo)(?=[A-Z_])|^(?:TEST|MOCK|DUMMY|FAKE|SAMPLE|DEMO)_/;
/** What people read: documentation of an interface, a form. */
const shown =
  /^(?:examples?|description|placeholder|label|title|help\w*|hint|message|summary|docs?|pattern|regexp?|tooltip|usage|default_?example)$/i;
/** What stands below it shows how a request looks: OpenAPI has it for bodies and parameters. */
const exampleKey = /^(?:examples?|default_?example|x-?examples?)$/i;
/** Passwords that only show where one goes. */
const shownPassword = /^(?:pass(?:word|wd)?|pwd|secret|your\w*|\*+|x+|\.+|:?\w?)$/i;
const elsewhere =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host|hostname|(?:[\w-]+\.)*example(?:\.\w+)?)$/i;

/** A key has a body; its first line alone is what a program looks for. */
const isToken = (text: string): boolean =>
  text.includes('-----BEGIN')
    ? /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\\nr]+[A-Za-z0-9+/=\s\\]{100}/.test(text)
    : isProviderToken(text);

export function factsOfText(site: TextSite): readonly (EndpointLiteral | SecretLiteral)[] {
  const { name, text, fallbackOf, under = [] } = site;
  if (shown.test(name) || under.some((key) => exampleKey.test(key))) return [];
  const facts: (EndpointLiteral | SecretLiteral)[] = [];
  const found = addressIn(text);
  if (found && !isShown(found.host)) facts.push(endpoint(site, 'runtime', name, found, fallbackOf));
  // What a variable falls back to is another question: `env-read` facts carry it.
  if (fallbackOf !== undefined) return facts;
  if (isToken(text)) facts.push(secretLiteral(site, 'runtime', name, 'form'));
  else if (isSecretUnder(name, text, found?.host)) facts.push(secretLiteral(site, 'runtime', name, 'name'));
  return facts;
}

function isSecretUnder(name: string, text: string, host: string | undefined): boolean {
  const password = passwordIn(text);
  if (password !== undefined) {
    if (harmless.test(password) && !/^[a-z]+$/i.test(password)) return false;
    return looksRandom(password) || (host !== undefined && !elsewhere.test(host) && !shownPassword.test(password));
  }
  if (!isSecretName(name) || publicName.test(name) || testName.test(name) || publicText.test(text)) return false;
  if (signing.test(name) && isOwnKey(text)) return isSecretText(name, text);
  return isSecretText(name, text) && !harmless.test(text) && looksRandom(text);
}

/** Keys a program signs with: whatever stands there works, made up or not. */
const signing = /^(?:(?:jwt|session|cookie|app|auth|token|django|flask)_?)?secret_?(?:key)?(?:_?base)?$/i;
const isOwnKey = (text: string): boolean =>
  text.length >= 12 && /\d/.test(text) && /[a-z]/i.test(text) && !/\s|\$\{|\{\{|^[./~]|^[A-Z0-9_]+$/.test(text);

/** `postgres://user:password@host/name`: where an address goes. */
const isShown = (host: string): boolean =>
  /^(?:host|hostname|server|your[\w-]*|(?:[\w-]+\.)*example(?:\.\w+)?)$/i.test(host);

/** Texts that may be worth parsing a file for. Bounded repetition: time is linear. */
export const tellingTexts = new RegExp(
  [
    // A secret's name in front of a text.
    String.raw`(?:secret|passw(?:or)?d|token|api_?key|private_?key|signing_?key)\w{0,24}["'\]]{0,2}\s{0,4}(?:=>|:=|=|:|,)\s{0,4}\w{0,12}["'\`][^"'\`\s]{8}`,
    String.raw`["'\`](?:AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abpr]-|[sr]k_live_|SG\.|npm_|pypi-|hvs\.|dop_v1_|shpat_|sk-(?:proj|ant)-|-----BEGIN)`,
    String.raw`\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|nats|clickhouse)(?:\+\w{1,12})?:\/\/`,
    // Values of environments: their names as keys, and addresses under a name.
    String.raw`\b(?:production|prod|staging)["']?\s{0,4}(?:=>|:)\s{0,4}[[{"'\`]`,
    String.raw`(?:url|host|domain|endpoint|bucket)s?["'\]]{0,2}\s{0,4}(?:=>|:=|=|:)\s{0,4}["'\`](?:https?:|[\w-]{1,40}\.)`,
  ].join('|'),
  'i',
);
