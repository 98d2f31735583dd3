/** Calls that read one variable of the environment. Sources: each library's documentation. */
import type { EnvRead } from '../../../facts/code.ts';

export interface Getter {
  readonly calls: readonly string[];
  /** Without a fallback. */
  readonly need: EnvRead['need'];
  /** Position of the fallback; the keyword is `default` everywhere. */
  readonly fallback?: number;
  /** Keyword that names the variable, instead of the first argument. */
  readonly variable?: string;
  /** The variable that is read when none is named. */
  readonly name?: string;
}

const kinds = [
  'str',
  'int',
  'bool',
  'float',
  'list',
  'dict',
  'json',
  'url',
  'tuple',
  'path',
  'bytes',
  'decimal',
  'date',
  'datetime',
  'log_level',
];

export const getters: readonly Getter[] = [
  { calls: ['os.getenv', 'os.environ.get', 'os.environ.pop', 'os.environb.get'], need: 'optional', fallback: 1 },
  { calls: ['os.environ.setdefault'], need: 'optional', fallback: 1 },
  { calls: ['decouple.config', 'decouple.Config()', 'decouple.AutoConfig()'], need: 'required' },
  { calls: ['starlette.config.Config()'], need: 'required' },
  {
    calls: [
      'environs.Env()',
      'environs.env',
      ...kinds.flatMap((kind) => [`environs.Env().${kind}`, `environs.env.${kind}`]),
    ],
    need: 'required',
    fallback: 1,
  },
  {
    calls: ['environ.Env()', 'environ.Env().get_value', ...kinds.map((kind) => `environ.Env().${kind}`)],
    need: 'required',
    fallback: 1,
  },
  { calls: ['environ.Env().db', 'environ.Env().db_url'], need: 'required', fallback: 1, name: 'DATABASE_URL' },
  { calls: ['environ.Env().cache', 'environ.Env().cache_url'], need: 'required', fallback: 1, name: 'CACHE_URL' },
  { calls: ['environ.Env().email', 'environ.Env().email_url'], need: 'required', fallback: 1, name: 'EMAIL_URL' },
  { calls: ['dj_database_url.config'], need: 'optional', variable: 'env', name: 'DATABASE_URL' },
];

/** A class whose fields are variables. */
export interface SettingsClass {
  readonly name: string;
  /** Arguments of `Field` that name the variable, the one that counts first. Sources: the pages on settings of pydantic 1 and 2. */
  readonly aliases: readonly string[];
}

export const settingsClasses: readonly SettingsClass[] = [
  { name: 'pydantic.BaseSettings', aliases: ['env'] },
  { name: 'pydantic.v1.BaseSettings', aliases: ['env'] },
  { name: 'pydantic_settings.BaseSettings', aliases: ['validation_alias', 'alias'] },
];
