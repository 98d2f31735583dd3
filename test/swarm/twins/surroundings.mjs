/** What a stack takes from around it, derived from the stack file: variables of whoever deploys, secrets, labels of nodes. */

/** The user, password and name of the database that a stack brings along. */
function databaseOf(services) {
  const [host, { environment = {} }] = Object.entries(services).find(([, { image }]) =>
    /^(postgres|mysql|mariadb)\b/.test(image),
  ) ?? [undefined, {}];
  const user = environment.POSTGRES_USER ?? environment.MYSQL_USER ?? 'postgres';
  return { host, user, name: environment.POSTGRES_DB ?? environment.MYSQL_DATABASE ?? user };
}

const password = 'measured-1';

function secretFor(secret, services) {
  const { host, user, name } = databaseOf(services);
  if (/database_url$/.test(secret)) return `postgres://${user}:${password}@${host}:5432/${name}`;
  if (/password$/.test(secret)) return password;
  return 'f0e1d2c3b4a5968778695a4b3c2d1e0f0123456789abcdef0123456789abcdef';
}

/** `document` is the parsed stack file. */
export function surroundingsOf(text, { services, secrets = {} }) {
  const required = [...text.matchAll(/\$\{(\w+):?\?/g)].map(([, name]) => name);
  const outside = Object.entries(secrets).filter(([, secret]) => secret.external);
  const constraints = Object.values(services).flatMap(({ deploy }) => deploy?.placement?.constraints ?? []);
  const labels = constraints
    .map((constraint) => /^node\.labels\.([\w.-]+)\s*==\s*(.+)$/.exec(constraint))
    .filter(Boolean);
  return {
    variables: Object.fromEntries(required.map((name) => [name, 'measured'])),
    secrets: Object.fromEntries(outside.map(([name, secret]) => [secret.name ?? name, secretFor(name, services)])),
    labels: Object.fromEntries(labels.map(([, label, value]) => [label, value.trim()])),
  };
}
