/** Variables that put a framework into its development mode, and the values that do so. From the frameworks' documentation. */
export interface DevelopmentValue {
  readonly name: string;
  /** Compared without regard to case; of a list separated by commas any item counts. */
  readonly values?: readonly string[];
  /** Any value that holds one of these. */
  readonly holding?: readonly string[];
  /** The value ends with one of these, behind a dot: a module. */
  readonly modules?: readonly string[];
  readonly instead: string;
  /** The name is used for other things as well. */
  readonly common?: true;
  /** Production needs nothing more than this value: no other settings, keys or files. */
  readonly harmless?: true;
}

const on = ['1', 'true', 'yes', 'on'];
const words = ['development', 'dev', 'local'];

export const developmentValues: readonly DevelopmentValue[] = [
  { name: 'NODE_ENV', values: [...words, 'test'], instead: '`NODE_ENV=production`', harmless: true },
  { name: 'DJANGO_DEBUG', values: on, instead: '`DJANGO_DEBUG=0`' },
  { name: 'DJANGO_SETTINGS_MODULE', modules: words, instead: 'the production settings module' },
  { name: 'FLASK_DEBUG', values: on, instead: '`FLASK_DEBUG=0`', harmless: true },
  { name: 'FLASK_ENV', values: ['development'], instead: '`FLASK_DEBUG=0`' },
  { name: 'RAILS_ENV', values: ['development', 'test'], instead: '`RAILS_ENV=production`' },
  { name: 'RACK_ENV', values: ['development', 'test'], instead: '`RACK_ENV=production`' },
  { name: 'APP_ENV', values: words, instead: '`APP_ENV=production`' },
  { name: 'SYMFONY_ENV', values: words, instead: '`SYMFONY_ENV=prod`' },
  { name: 'CI_ENVIRONMENT', values: ['development', 'testing'], instead: '`CI_ENVIRONMENT=production`' },
  { name: 'YII_ENV', values: ['dev', 'test'], instead: '`YII_ENV=prod`' },
  { name: 'YII_DEBUG', values: on, instead: '`YII_DEBUG=0`', harmless: true },
  { name: 'HANAMI_ENV', values: ['development', 'test'], instead: '`HANAMI_ENV=production`' },
  { name: 'KEMAL_ENV', values: ['development', 'test'], instead: '`KEMAL_ENV=production`' },
  { name: 'APP_DEBUG', values: on, instead: '`APP_DEBUG=false`', harmless: true },
  { name: 'ASPNETCORE_ENVIRONMENT', values: ['development'], instead: '`ASPNETCORE_ENVIRONMENT=Production`' },
  { name: 'DOTNET_ENVIRONMENT', values: ['development'], instead: '`DOTNET_ENVIRONMENT=Production`' },
  { name: 'SPRING_PROFILES_ACTIVE', values: [...words, 'test'], instead: 'the production profile' },
  { name: 'QUARKUS_PROFILE', values: ['dev', 'test'], instead: '`QUARKUS_PROFILE=prod`' },
  { name: 'MICRONAUT_ENVIRONMENTS', values: ['dev', 'test'], instead: 'the production environment' },
  { name: 'GIN_MODE', values: ['debug', 'test'], instead: '`GIN_MODE=release`', harmless: true },
  { name: 'MIX_ENV', values: ['dev', 'test'], instead: '`MIX_ENV=prod`' },
  { name: 'ROCKET_PROFILE', values: ['debug'], instead: '`ROCKET_PROFILE=release`' },
  { name: 'WORDPRESS_DEBUG', values: on, instead: 'no `WORDPRESS_DEBUG`' },
  { name: 'NODE_OPTIONS', holding: ['--inspect'], instead: 'no debugger' },
  { name: 'JAVA_TOOL_OPTIONS', holding: ['jdwp'], instead: 'no debug agent' },
  { name: 'JDK_JAVA_OPTIONS', holding: ['jdwp'], instead: 'no debug agent' },
  { name: 'JAVA_OPTS', holding: ['jdwp'], instead: 'no debug agent' },
  { name: 'CATALINA_OPTS', holding: ['jdwp'], instead: 'no debug agent' },
  { name: 'PYTHONDEVMODE', values: on, instead: 'no `PYTHONDEVMODE`' },
  {
    name: 'XDEBUG_MODE',
    values: ['debug', 'develop', 'trace', 'profile'],
    instead: '`XDEBUG_MODE=off`',
    harmless: true,
  },
  { name: 'DEBUG', values: [...on, '*'], instead: '`DEBUG=0`', common: true },
];

const byName: ReadonlyMap<string, DevelopmentValue> = new Map(developmentValues.map((row) => [row.name, row]));

export function developmentValueOf(name: string, value: string): DevelopmentValue | undefined {
  const row = byName.get(name);
  if (!row) return undefined;
  const given = value
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .toLowerCase();
  const parts = given.split(',').map((part) => part.trim());
  const found =
    row.values?.some((one) => parts.includes(one)) ||
    row.holding?.some((one) => given.includes(one)) ||
    row.modules?.some((one) => given.endsWith(`.${one}`));
  return found ? row : undefined;
}

const opposites: Readonly<Record<string, string>> = { '1': '0', true: 'false', yes: 'no', on: 'off' };

/** What the variable has to say in production: a switch in the spelling it has, a word from the row. Undefined where several may be right. */
export function productionValueOf({ name, instead, values }: DevelopmentValue, value: string): string | undefined {
  const opposite = values === on || name === 'DEBUG' ? opposites[value.toLowerCase()] : undefined;
  if (opposite !== undefined)
    return /^[A-Z]/.test(value) ? opposite.replace(/^[a-z]/, (letter) => letter.toUpperCase()) : opposite;
  // The same name in two frameworks: `local` is a word of Laravel, `dev` one of Symfony.
  if (name === 'APP_ENV') return { local: 'production', dev: 'prod' }[value];
  if (!values?.includes(value.toLowerCase())) return undefined;
  const start = `\`${name}=`;
  return instead.startsWith(start) ? instead.slice(start.length, -1) : undefined;
}
