/** Reads of the environment. Sources: pkg.go.dev of os, syscall, spf13/viper, urfave/cli. */

/** The name is the first argument. */
export const environmentCalls: ReadonlySet<string> = new Set(['os.Getenv', 'os.LookupEnv', 'syscall.Getenv']);

/** Helpers of other files and of libraries, by what people call them: `config.GetEnv("PORT", "8080")`, `env.String("PORT", "8080")`. */
export const helperName =
  /^(?:must|get|lookup|read|load|fetch|require|env|str|string|int|bool)\w{0,12}env|^env(?:$|or|str|int|bool|default|with|duration)|^(?:must|require)env/i;
export const helperPackage = /^env(?:s|x|util|utils|ironment|ironments|vars?|config|helper)?$/i;
export const helperVerb = /^(?:Must)?(?:Get|Lookup|Read|String|Int|Bool|Str|Require|Duration|Or|Default)\w{0,20}$/;

const viper = 'github.com/spf13/viper';
const both = (method: string): readonly string[] => [`${viper}.${method}`, `${viper}.Viper().${method}`];
export const viperGetters: ReadonlySet<string> = new Set(
  [
    'Get',
    'GetString',
    'GetInt',
    'GetInt32',
    'GetInt64',
    'GetUint',
    'GetBool',
    'GetDuration',
    'GetFloat64',
    'GetStringSlice',
  ].flatMap(both),
);
export const viperCalls = {
  automatic: new Set(both('AutomaticEnv')),
  bind: new Set([...both('BindEnv'), ...both('MustBindEnv')]),
  prefix: new Set(both('SetEnvPrefix')),
  fallback: new Set(both('SetDefault')),
};

/** Types of options of a command line that may come from the environment. */
export const optionType = /^(?:github\.com\/urfave\/cli)(?:\/altsrc)?\.\w+Flag\(\)$/;
