/** Texts of the program that should not stand there: secrets, and the addresses of backing services. */
import type { EndpointLiteral, SecretLiteral } from '../../facts/code.ts';
import { isProviderToken, isSecretName, isSecretText, looksRandom, passwordIn } from '../../facts/queries/secrets.ts';
import type { Located } from '../../source/index.ts';
import { addressIn } from './addresses.ts';
import type { Circumstances, TextSite } from './program.ts';

const when = ({ guard, entryOnly, profile }: Circumstances) => ({
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
const harmless = /\s|^[A-Z][A-Z0-9_]+$|^[a-z]+(?:[._-][a-z]+)*$|^[A-Za-z]+$|[{}<>|^*]|^\$|\$\w|%[sdv]|^[./~]/;

export function factsOfText(site: TextSite): readonly (EndpointLiteral | SecretLiteral)[] {
  const { name, text, fallbackOf } = site;
  const facts: (EndpointLiteral | SecretLiteral)[] = [];
  const found = addressIn(text);
  if (found) facts.push(endpoint(site, 'runtime', name, found, fallbackOf));
  // What a variable falls back to is another question: `env-read` facts carry it.
  if (fallbackOf !== undefined) return facts;
  if (isProviderToken(text)) facts.push(secretLiteral(site, 'runtime', name, 'form'));
  else {
    const password = passwordIn(text);
    const secret = password ?? (isSecretName(name) ? text : undefined);
    if (secret !== undefined && isSecretText(name, secret) && !harmless.test(secret) && looksRandom(secret))
      facts.push(secretLiteral(site, 'runtime', name, 'name'));
  }
  return facts;
}

/** Texts that may be worth parsing a file for. Bounded repetition: time is linear. */
export const tellingTexts =
  /(?:secret|passw(?:or)?d|token|api_?key|private_?key|signing_?key)\w{0,24}["'\]]{0,2}\s{0,4}(?:=>|:=|=|:|,)\s{0,4}\w{0,12}["'`][^"'`\s]{8}|\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|nats|clickhouse)(?:\+\w{1,12})?:\/\//i;
