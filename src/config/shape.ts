/** What a configuration file may hold, as data: reading, the JSON Schema and the commented example go by it. */
import { levels, targets } from '../facts/settings.ts';

export type Expected = { readonly about?: string } & (
  | { readonly kind: 'text'; readonly words?: readonly string[]; readonly form?: 'date' | 'checks' }
  | { readonly kind: 'number' | 'yes' }
  /** `orOne`: a single item need not be put into a list. */
  | { readonly kind: 'list'; readonly items: Expected; readonly orOne?: true }
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Expected>>; readonly required?: readonly string[] }
  /** Keys are ids of checks, or patterns for them. */
  | { readonly kind: 'by-check'; readonly values: Expected }
  | { readonly kind: 'text-or-map'; readonly text: Expected; readonly map: Expected }
);

const text: Expected = { kind: 'text' };
const texts: Expected = { kind: 'list', items: text };
const paths: Expected = {
  kind: 'list',
  items: text,
  orOne: true,
  about: 'Patterns as in .gitignore, from the root of the repository.',
};
export const level: Expected = { kind: 'text', words: levels };
export const rule: Expected = {
  kind: 'text-or-map',
  text: level,
  map: { kind: 'map', keys: { severity: level, paths }, required: ['severity'] },
};
const checks: Expected = {
  kind: 'by-check',
  about:
    'Severity by check: an id, or a pattern such as processes/*. An id stands above a pattern, a later pattern above an earlier one.',
  values: rule,
};

export const settingsShape: Expected = {
  kind: 'map',
  keys: {
    $schema: { ...text, about: 'Where editors find the schema of this file.' },
    extends: {
      kind: 'list',
      orOne: true,
      items: text,
      about:
        'What this file builds on: presets (recommended, strict, all) and files of this repository, by their path from this one. Later ones and this file stand above.',
    },
    target: {
      kind: 'text',
      words: targets,
      about: 'What compose files are for. auto: the evidence of each file decides.',
    },
    production: {
      ...paths,
      about: 'Compose files that are deployed: patterns as in .gitignore. They stand above the evidence.',
    },
    development: { ...paths, about: 'Compose files that are never deployed.' },
    deploys: {
      kind: 'list',
      about: 'Deploys that a person or another repository runs.',
      items: {
        kind: 'map',
        keys: {
          files: { ...texts, about: 'The files of -c, in their order.' },
          stack: { ...text, about: 'The name of the stack.' },
          environment: {
            ...texts,
            about: 'Names of the variables that are set there; leave it out if that is not known.',
          },
        },
        required: ['files'],
      },
    },
    cluster: {
      kind: 'map',
      about: 'What no file of the repository shows of the cluster.',
      keys: {
        nodes: { kind: 'number', about: 'How many nodes run tasks.' },
        registryAuthOnNodes: { kind: 'yes', about: 'Every node can log in to the registry by itself.' },
        sharedVolumes: {
          ...texts,
          about: 'What all nodes see alike: names of volumes, volume drivers, folders of the nodes.',
        },
        environment: { ...texts, about: 'Names of variables that are set wherever a stack is deployed.' },
        daemonLogging: {
          kind: 'text-or-map',
          about: 'The logging driver of the daemons; json-file is bounded by its max-size only.',
          text,
          map: { kind: 'map', keys: { driver: text, 'max-size': text }, required: ['driver'] },
        },
      },
    },
    checks,
    overrides: {
      kind: 'list',
      about: 'Severity by check for some paths; of several entries for a path the last counts.',
      items: {
        kind: 'map',
        keys: { paths, checks: { kind: 'by-check', values: level } },
        required: ['paths', 'checks'],
      },
    },
    ignore: {
      kind: 'list',
      about: 'Findings that are accepted, and why.',
      items: {
        kind: 'map',
        keys: {
          checks: {
            kind: 'list',
            orOne: true,
            items: { kind: 'text', form: 'checks' },
            about: 'Ids of checks, or patterns such as processes/*.',
          },
          paths,
          services: { kind: 'list', orOne: true, items: text, about: 'Names of services.' },
          reason: { ...text, about: 'For whoever reads this next year.' },
          until: { kind: 'text', form: 'date', about: 'The last day it holds, such as 2027-03-31.' },
        },
        required: ['checks', 'reason'],
      },
    },
  },
};
