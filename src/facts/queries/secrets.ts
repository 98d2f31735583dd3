/** Which names stand for secrets. */

const secretWords =
  /(^|[_\-.])(pass(word|wd|phrase)?|secret|token|credentials?|api_?key|apikey|private_?key|access_?key|encryption_?key|signing_?key|auth_?key|app_?key|jwt_?key|master_?key|salt)([_\-.]|\d*$)/i;
const notSecret =
  /(_FILE|_PATH|_DIR|_URL|_URI|_HOST|_PORT|_USER(NAME)?|_NAME|_ID|_TTL|_EXPIR\w*|_LENGTH|_ALGORITHM|_HEADER|_METHOD|_TYPE|_ISSUER|_AUDIENCE|_ENABLED|_LIFETIME|_TIMEOUT|_SIZE|_COUNT|_LIMIT|_ROUNDS|_POLICY|_MAX_AGE|_REQUIRED|_PREFIX|_SUFFIX|_FORMAT|_PATTERN|_NAMESPACE|_PROVIDER|_ENDPOINT|_DRIVER|_BACKEND|_MODE|_SCOPES?|_REALM|_CLAIM|_FIELD|_COOKIE|_VERSION|_REGION|_BUCKET|_INTERVAL|_VALIDITY|_GENERATOR|_STORE)$/i;
const publicWords = /(^|[_\-.])(public|publishable|anon|site_?key|client_?id|vapid_public|recaptcha_site)/i;

/** `DB_PASSWORD`, `JWT_SECRET`, `STRIPE_API_KEY`; not `PASSWORD_FILE`, `TOKEN_URL`, `PUBLIC_KEY`. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return secretWords.test(words) && !notSecret.test(words) && !publicWords.test(words);
}

/** Words people put where a value is still to come: they protect nothing, but they are no leaked secret either. */
export const isPlaceholder = (value: string): boolean =>
  /^(|x+|\*+|<.*>|\[.*\]|\{\{.*\}\}|todo|none|null|your[-_ ].*|replace[-_ ]?me.*|insert[-_ ].*)$/i.test(value.trim());

/** What stands where a connection string has its password: `postgres://user:password@host/name`. */
export const passwordIn = (value: string): string | undefined =>
  /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/@]+)@/i.exec(value.trim())?.[1];

/** `$$NAME` and `$${NAME}` in a stack file, untouched by the deploy: the program in the container fills them in. */
export const isFilledInLater = (raw: string): boolean => /^\$\$(\{[^}]*\}|[A-Za-z_]\w*)$/.test(raw.trim());
