/** Secrets that are written in the code of services. */
import type { Located, Span } from '../../source/index.ts';
import type { SecretLiteral } from '../code.ts';
import type { Facts, Service } from '../model.ts';
import { codeFacts, readServices } from './code.ts';
import { memoise } from './memoise.ts';

/** One secret, whichever services run the line; or a service without any. */
export interface WrittenSecret extends Located {
  /** Absent: none was found. */
  readonly fact?: SecretLiteral;
  readonly services: readonly Service[];
  /** A production stack runs one of them. */
  readonly production: boolean;
}

export const writtenSecrets = memoise((facts: Facts): readonly WrittenSecret[] => {
  const found = new Map<string, WrittenSecret>();
  for (const { at, service, fact } of codeFacts(facts, 'secret-literal')) {
    if (isExample(at)) continue;
    const key = `${at.file}:${at.start}`;
    const known = found.get(key);
    if (known?.services.includes(service)) continue;
    found.set(key, {
      at,
      fact,
      services: [...(known?.services ?? []), service],
      production: service.purpose === 'production' || (known?.production ?? false),
    });
  }
  const clean = readServices(facts).filter(
    (service) => ![...found.values()].some(({ services }) => services.includes(service)),
  );
  return [
    ...found.values(),
    ...clean.map((service) => ({
      at: service.at,
      services: [service],
      production: service.purpose === 'production',
    })),
  ];
});

/** Code that shows how something is done, and data that fills a database for a demonstration. */
const isExample = ({ file }: Span): boolean =>
  /(^|\/)(?:examples?|samples?|demos?|docs?|seeds?|seeders?|fixtures?|templates?|locales?|i18n|lang|translations?)\//i.test(
    file,
  ) || /(?:^|[._-])(?:example|sample|demo|seeds?|fixtures?|mocks?)\.[a-z]+$/i.test(file);
