/** Services of the experiments, as stack files hold them. */

type Keys = Readonly<Record<string, unknown>>;

/** Runs and does nothing; killed after a second when it is stopped. */
export const idle = (keys: Keys = {}): Keys => ({
  image: 'localhost/bb:1',
  command: ['sleep', '10000'],
  stop_grace_period: '1s',
  ...keys,
});

/** Runs a script of a shell. Not in a container that shall get signals: see `exec`. */
export const script = (text: string, keys: Keys = {}): Keys =>
  idle({ command: ['sh', '-c', text.replaceAll('$', '$$$$')], ...keys });

/** A server that says who it is, `seconds` after it was started. */
export const server = (port: number, keys: Keys = {}, seconds = 0): Keys =>
  script(`mkdir -p /www && hostname > /www/index.html && sleep ${seconds} && exec httpd -f -p ${port} -h /www`, keys);

export const stackOf = (services: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  services,
});
