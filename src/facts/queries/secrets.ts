/** Which names stand for secrets. */

const secretWords =
  /(^|[_\-.])(pass(word|wd|phrase)?|secret|token|credentials?|api_?key|apikey|private_?key|access_?key|encryption_?key|signing_?key|auth_?key|app_?key|jwt(?:_?(?:settings|options|config))?_{0,2}key|master_?key|salt)([_\-.]|\d*$)/i;
const notSecret =
  /(_FILE|_PATH|_DIR|_URL|_URI|_HOST|_PORT|_USER(NAME)?|_NAME|_ID|_TTL|_EXPIR\w*|_DURATION|_PERIOD|_SECONDS|_MINUTES|_HOURS|_DAYS|_AGE|_ATTEMPTS|_RETRIES|_LEEWAY|_STRENGTH|_STRATEGY|_LENGTH|_ALGORITHM|_HEADER|_METHOD|_TYPE|_ISSUER|_AUDIENCE|_ENABLED|_LIFETIME|_TIMEOUT|_SIZE|_COUNT|_LIMIT|_ROUNDS|_POLICY|_MAX_AGE|_REQUIRED|_PREFIX|_SUFFIX|_FORMAT|_PATTERN|_NAMESPACE|_PROVIDER|_ENDPOINT|_DRIVER|_BACKEND|_MODE|_SCOPES?|_REALM|_CLAIM|_FIELD|_COOKIE|_VERSION|_REGION|_BUCKET|_INTERVAL|_VALIDITY|_GENERATOR|_STORE|_ROTATION|_HASH|_LABEL|_BROKER|_TABLE|_COLUMN)$/i;
/** Bundlers put variables with these beginnings into what every browser gets. */
const publicWords =
  /^(VITE|REACT_APP|VUE_APP|GATSBY|NG_APP)_|(^|[_\-.])(public|publishable|anon|site_?key|client_?id|vapid_public|recaptcha_site)/i;

/** `DB_PASSWORD`, `JWT_SECRET`, `STRIPE_API_KEY`; not `PASSWORD_FILE`, `TOKEN_URL`, `PUBLIC_KEY`. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return secretWords.test(words) && !notSecret.test(words) && !publicWords.test(words);
}

/** Words people put where a value is still to come: they protect nothing, but they are no leaked secret either. */
export const isPlaceholder = (value: string): boolean =>
  /^(|x+|\*+|<.*>|\[.*\]|\{\{.*\}\}|todo|none|null|your[-_ ].*|replace[-_ ]?me.*|insert[-_ ].*|.+[-_ ](here|aqu[ií]|ici))$/i.test(
    value.trim(),
  );

/** What stands where a connection string has its password: `postgres://user:password@host/name`, `Host=db;Username=user;Password=password`. */
export const passwordIn = (value: string): string | undefined =>
  (/^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/@]+)@/i.exec(value.trim()) ??
    passwordKey.exec(value.trim()) ??
    passwordWord.exec(value.trim()) ??
    passwordOfTcp.exec(value.trim()))?.[1]?.trim();

/** Keys of ADO.NET and ODBC connection strings. */
const passwordKey = /^(?:host|server|data source|addr(?:ess)?)\s*=[^;]+;(?:[^;]*;)*\s*(?:password|pwd)\s*=([^;]+)/i;

/** Keyword strings of libpq, `host=db user=shop password=secret`, and those of go-sql-driver, `shop:secret@tcp(db:3306)/shop`. */
const passwordWord = /^(?=(?:host|hostaddr|user|dbname|port|sslmode)=).*\spassword=(\S+)/i;
const passwordOfTcp = /^[^\s:@/]+:([^\s@]+)@tcp\(/;

/** `$$NAME` and `$${NAME}` in a stack file, untouched by the deploy: the program in the container fills them in. */
export const isFilledInLater = (raw: string): boolean => /^\$\$(\{[^}]*\}|[A-Za-z_]\w*)$/.test(raw.trim());

/** Words that switch something on or off, however secret the name sounds. */
const switches = /^(true|false|yes|no|y|n|on|off|null|none|required|optional|disabled|enabled)$/i;
const switchName = /^(ALLOW|ENABLE|DISABLE|USE|REQUIRE|SKIP|IS|HAS|NO|FORCE|GENERATE)_|_RANDOM_/i;

/** Whether a literal under the name of a secret can be one: no placeholder, switch, path, address or count. */
export function isSecretText(name: string, text: string): boolean {
  if (text === '' || isPlaceholder(text) || isFilledInLater(text) || switches.test(text) || text.startsWith('/'))
    return false;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  if (switchName.test(name) && /^[01]$/.test(text)) return false;
  // The address of an account or a contract is public.
  if (/^0x[0-9a-f]{40}$/i.test(text)) return false;
  // A number is a lifetime or a count, unless the name says password.
  return /pass|pwd/i.test(name) || !/^\d+[smhd]?$/.test(text);
}

/** Keys that somebody else hands out: a made-up one opens nothing. */
const handedOut =
  /(api_?key|client_?secret|webhook_?secret|access_?key|(?<!jwt_|csrf_|session_|admin_|internal_|service_|secret_)token)$/i;
const madeUp =
  /change|example|secret|passw|your|dummy|fake|test|default|placeholder|sample|replace|todo|insecure|x{4}|1234|abcd|local|dev\b/i;

/** A text nobody would think up: long, mixed, without words of a language. */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || /\s/.test(text) || madeUp.test(text)) return false;
  if (text.split(/[-_.]+/).every((part) => /^(?:[a-z]+|[A-Z]?[a-z]*|\d{0,4})$/.test(part))) return false;
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const bits = [...counts.values()].reduce(
    (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
  return bits >= 3 && /\d/.test(text) && /[a-z]/i.test(text);
}

/** A fallback that works, and that everybody who can read the file knows: `change-me` as well as a random text. */
export function isKnownSecret(name: string, text: string): boolean {
  const password = passwordIn(text);
  if (password !== undefined) return isKnownSecret('password', password);
  if (!isSecretName(name) || text.includes('${') || /^\$\w/.test(text)) return false;
  if (handedOut.test(name)) return looksRandom(text);
  return (
    isSecretText(name, text) ||
    /^(x{3,}|<.+>|your[-_ ].+|replace[-_ ]?me.*|insert[-_ ].+|.+[-_ ]here)$/i.test(text.trim())
  );
}

/**
 * What providers begin their tokens with; those of test accounts and of browsers are left out. From the providers' documentation:
 * AWS, GitHub, GitLab, Slack, Stripe, SendGrid, npm, PyPI, Vault, DigitalOcean, Shopify, OpenAI, Anthropic.
 */
const providerToken =
  /(?<![\w-])(?:(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abpr]-[\w-]{20,}|[sr]k_live_[A-Za-z0-9]{16,}|SG\.[\w-]{20,}\.[\w-]{20,}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,}|hvs\.[\w-]{20,}|dop_v1_[0-9a-f]{64}|shpat_[0-9a-f]{32}|sk-(?:proj|ant)-[\w-]{20,})(?![\w])|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----(?!(?:\\[nr]|\s){0,4}(?:\.\.\.|…|<|$))/;

/** A token in the shape its provider gives it, on which entropy or names need not be asked. */
export const isProviderToken = (text: string): boolean => providerToken.test(text);
