/** Which files nginx takes in, and whether anything else may add to them. */
import { isUnder } from '../../source/index.ts';
import type { Service } from '../model.ts';
import { flagValue } from '../process/servers.ts';
import type { ServerFile } from '../server-file.ts';
import { type BaseImage, baseImageOf } from '../tables/base-images.ts';
import type { Read } from './server-files.ts';
import { absolute, type Landings, matcher, readyCommand } from './server-landings.ts';

/** Names of the catalogue's rows for the images whose entrypoint fills in templates and whose logs are links. */
export const isOfficialNginx = (base: BaseImage | undefined): boolean =>
  /^nginx(inc\/nginx-unprivileged)?(-[\w-]+)?$/.test(base?.name ?? '');

/** Files of parameters: they open no port. */
const harmless = /mime\.types|params|modules|fastcgi|snippets|ssl|options|proxy[^/]*$|headers|gzip|security|\.types$/i;
const folder = '/etc/nginx';

export function nginx(argv: readonly string[], service: Service, landings: Landings): Read {
  const reference = service.built ? (service.built.image.base.value ?? '') : (service.image?.value ?? '');
  const base = baseImageOf(reference);
  const official = isOfficialNginx(base);
  // The entrypoint of the official image fills in its templates. https://hub.docker.com/_/nginx
  const all = landings.all.map((landing) => {
    const [, name] = (official && /^\/etc\/nginx\/templates\/(.+)\.template$/.exec(landing.target)) || [];
    return name === undefined ? landing : { ...landing, target: `${folder}/conf.d/${name}` };
  });
  const given = flagValue(argv, ['-c']);
  const start = given === undefined ? `${folder}/nginx.conf` : absolute(given, folder);
  const main = all.find(({ target }) => target === start);
  const files: ServerFile[] = main?.file?.program === 'nginx' ? [main.file] : [];
  const standard = official ? ['conf.d/*.conf'] : ['conf.d/*.conf', 'http.d/*.conf', 'sites-enabled/*'];
  let whole = main ? files.length === 1 : official && given === undefined;
  let basePort: number | undefined;
  const queue = main ? [...files.flatMap(({ includes }) => includes)] : standard;
  const removal = removals(service);
  for (let at = 0; at < queue.length && at < 100; at++) {
    const path = absolute(queue[at]!, folder);
    const found = all.filter(({ target }) => matcher(path)(target));
    for (const { file } of found)
      if (file?.program !== 'nginx') whole &&= harmless.test(path);
      else if (!files.includes(file)) {
        files.push(file);
        queue.push(...file.includes);
      }
    const takesDefault = matcher(path)(`${folder}/conf.d/default.conf`);
    if (
      takesDefault &&
      official &&
      !removal.standard &&
      !found.some(({ target }) => target.endsWith('/default.conf')) &&
      !hidden(service)
    )
      basePort = base?.ports[0];
    if (
      found.length === 0 &&
      !harmless.test(path) &&
      !(official && path.startsWith(`${folder}/conf.d/`) && path.includes('*'))
    )
      whole = false;
  }
  // A filter says which variables are filled in.
  const filled = files.some(({ listens }) => listens.some(({ portVariable }) => portVariable !== undefined));
  const touched =
    removal.open ||
    landings.unseen.some((one) => decides(one)) ||
    service.effectiveEnvironment.some(
      ({ name }) => /^NGINX_ENVSUBST_(?!FILTER)/.test(name) || (name === 'NGINX_ENVSUBST_FILTER' && filled),
    ) ||
    (service.process.starts.length !== 1 && readyCommand(service) === undefined) ||
    all.some(({ target }) => target.startsWith('/docker-entrypoint.d/'));
  const complete = whole && !touched && (files.length > 0 || basePort !== undefined);
  // Where settings are written at start, the image's own file may be gone by then.
  return { files, complete, ...(complete && basePort !== undefined ? { basePort } : {}) };
}

/** A place from which nginx, or the entrypoint of its image, takes settings; certificates are none. */
const decides = (path: string): boolean =>
  /^\/(etc)?$|^\/docker-entrypoint/.test(path) ||
  (isUnder(path, folder) &&
    !/\/(certs?|certificates|ssl|tls|keys?|acme|letsencrypt|html|cache|logs?)(\/|$)|\.(pem|crt|key|cer)$|htpasswd|dhparam/i.test(
      path,
    ));

/** A mount of the whole folder leaves nothing of the image's own. */
const hidden = ({ mounts }: Service): boolean =>
  mounts.some(({ target = '' }) => /^\/etc\/nginx(\/conf\.d)?\/?$/.test(target));

/** What the build does to the configuration after, or before, it is copied. */
function removals({ built }: Service): { readonly standard: boolean; readonly open: boolean } {
  let standard = false;
  let open = false;
  const { instructions = [], ships = [] } = built?.image ?? {};
  for (const one of instructions) {
    if ((one.kind === 'copy' || one.kind === 'add') && /docker-entrypoint\.d/.test(one.target.raw)) open = true;
    if (one.kind !== 'run') continue;
    for (const command of one.script.split(/&&|\|\||[;\n]/)) {
      const words = command.trim().split(/\s+/);
      if (!/nginx\/|nginx\.conf|default\.conf|conf\.d/.test(command)) continue;
      if (words[0] === 'rm') standard ||= /default\.conf|conf\.d\/?(\*|\s|$)/.test(command);
      else if (
        !/^(chown|chmod|mkdir|touch|chgrp|install|apk|apt-get|RUN|set|true)$/.test(words[0] ?? '') ||
        />/.test(command)
      ) {
        // Links of logs to the output, and caches, are no settings.
        if (!/^ln$/.test(words[0] ?? '') || !/\/dev\/std|\/proc\//.test(command)) open = true;
      }
    }
  }
  return { standard, open: open || (built !== undefined && ships.length === 0) };
}
