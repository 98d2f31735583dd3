/** A web server in one service and the program behind it in another, tied together by files that both mount. */
import type { Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { programName } from '../process/wrappers.ts';
import { memoise } from './memoise.ts';
import { judgedStacks } from './services.ts';

/** A service that speaks FastCGI alone. */
export interface SplitServer extends Located {
  readonly service: Service;
  /** The web server that mounts the same files; absent when none does. */
  readonly front?: { readonly service: Service; readonly mount: Mount; readonly own: Mount };
}

/** Where code and what it serves lie in images of PHP and web servers. */
const codeFolder = /^\/(?:var\/www|srv|app|code|usr\/share\/nginx\/html|usr\/local\/apache2\/htdocs|www)(?:\/|$)/;
/** Folders of files that visitors bring: another matter. */
const dataFolder = /(?:^|\/)(?:uploads?|media|storage|files|wp-content|cache|logs?|tmp)(?:\/|$)/i;

const runs = (service: Service, programs: RegExp): boolean =>
  programs.test(programName(service.process.main?.argv[0] ?? '')) ||
  programs.test(service.family?.family ?? '') ||
  programs.test(service.image?.value?.split(/[/:@]/).find((part) => programs.test(part)) ?? '');

export const splitServers = memoise((facts: Facts): readonly SplitServer[] =>
  judgedStacks(facts).flatMap((stack) => {
    const fronts = stack.services.filter((service) => runs(service, /^(?:nginx|caddy|httpd|apache2?)$/));
    return stack.services
      .filter((service) => isFastCgi(service))
      .map((service) => ({ at: service.at, service, front: frontOf(service, fronts) }));
  }),
);

/** `php:8.4-fpm`, or a command that starts php-fpm and nothing that speaks HTTP beside it. */
const isFastCgi = ({ process, image, built }: Service): boolean =>
  /^php-fpm/.test(programName(process.main?.argv[0] ?? '')) ||
  /(?:^|\/)php:[\w.-]*fpm/.test((built ? built.image.base.value : image?.value) ?? '');

function frontOf(service: Service, fronts: readonly Service[]): SplitServer['front'] {
  for (const own of service.mounts) {
    if (own.source === undefined || !codeFolder.test(own.target ?? '') || dataFolder.test(own.target ?? '')) continue;
    for (const front of fronts) {
      const mount = front.mounts.find(({ source }) => source === own.source);
      if (front !== service && mount) return { service: front, mount, own };
    }
  }
  return undefined;
}
