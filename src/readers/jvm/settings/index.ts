/** Reads the configuration of Spring Boot, Quarkus, Micronaut and Ktor as the code is read. */
import type { Reader } from '../../../facts/reading.ts';
import { fileNameOf, span } from '../../../source/index.ts';
import { factsOf } from '../../code/facts.ts';
import { claimsSettings, guardOfPath } from '../paths.ts';
import { entriesOf } from './entries.ts';
import { programOfEntries } from './sites.ts';
import { settingsTables } from './tables.ts';

const largest = 256 * 1024;

/** `application-docker.yml` holds what is said for the profile `docker`. */
const profilesOf = (path: string): readonly string[] => {
  const name = /^(?:application|bootstrap)-([\w-]+)\./.exec(fileNameOf(path))?.[1];
  return name === undefined ? [] : [name];
};

export const jvmSettingsReader: Reader = {
  name: 'configuration of the JVM',
  claims: claimsSettings,
  read: ({ path, text }) => {
    if (text.length > largest) return {};
    const documents = entriesOf(path, text);
    // A description of an object of a cluster, which bears the same name.
    if (documents.some((entries) => entries.some(({ key }) => key === 'apiVersion'))) return {};
    const program = programOfEntries(documents, { guard: guardOfPath(path), profiles: profilesOf(path) });
    const facts = factsOf(program, settingsTables);
    if (facts.length === 0) return {};
    return {
      code: [
        { path, language: 'java', at: span(path, 0, text.length), imports: [], packages: [], facts, parsed: true },
      ],
    };
  },
};
