/** Bind mounts that bring configuration into a container from the disk of whichever node runs it. */
import { directoryOf, fileNameOf, joinPath, type Located } from '../../source/index.ts';
import type { Mount } from '../compose.ts';
import type { Facts, Service } from '../model.ts';
import { memoise } from './memoise.ts';
import { swarmServices } from './services.ts';
import { storageOf } from './storage.ts';

export interface ConfigurationMount extends Located {
  readonly service: Service;
  readonly mount: Mount;
  readonly source: string;
  /** `repository`: a path beside the stack file; `node`: an absolute path that somebody must have prepared on every node. */
  readonly from: 'repository' | 'node';
}

/** What belongs to the machine and is there on every node; agents need to see it. */
export const belongsToNode =
  /^\/(?:$|proc|sys|dev|run|boot|lib\/modules|usr\/src|usr\/share\/(?:zoneinfo|ca-certificates)|var\/(?:run|log|lib\/docker|lib\/containerd)|etc\/(?:localtime|timezone|hostname|hosts|resolv\.conf|machine-id|os-release|passwd|group|ssl\/certs|pki|docker|cron)|cgroup|rootfs)(?:\/|$|\.)/;

const configurationFile =
  /\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|xml|properties|env|pem|crt|cer|key|p12|jks|keystore|sql|sh|tmpl|tpl|template|htpasswd|hcl|rules|lua|vcl|acl)$|^(?:Caddyfile|\.htpasswd|\.env[\w.-]*|nginx\.conf|haproxy\.cfg|pg_hba\.conf|crontab)$/i;

/** Folder names that hold configuration, as people spell them. */
const configurationFolder =
  /^(?:conf|confs|config|configs|configuration|settings|conf\.d|[\w.-]*-(?:conf|config)|certs?|certificates?|ssl|tls|keys?|pki|secrets?|letsencrypt|init|initdb|init-?scripts?|docker-entrypoint-initdb\.d|provisioning|dashboards|datasources|templates|rules|sites-(?:enabled|available)|plugins-config)$/i;

const configurationTarget =
  /^\/(?:etc|config|configs|certs?|ssl|keys|secrets|docker-entrypoint-initdb\.d|run\/secrets|letsencrypt)(?:\/|$)|\/(?:conf\.d|provisioning)(?:\/|$)/;

/** Programs are another matter: mounting those is mounting the source. */
const program = /\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs|rs|exs?|html?|css|vue|svelte)$/i;

export const configurationMounts = memoise((facts: Facts): readonly ConfigurationMount[] =>
  swarmServices(facts).flatMap((service) =>
    service.mounts.flatMap((mount): readonly ConfigurationMount[] => {
      const { type, source } = mount;
      if (type !== 'bind' || source === undefined || source.includes('$')) return [];
      if (storageOf(mount, service, facts) === 'networked' || belongsToNode.test(source)) return [];
      if (!isConfiguration(mount, source, directoryOf(mount.at.file), facts)) return [];
      return [{ at: mount.at, service, mount, source, from: /^[/~]/.test(source) ? 'node' : 'repository' }];
    }),
  ),
);

function isConfiguration({ target = '' }: Mount, source: string, directory: string, { files }: Facts): boolean {
  const name = fileNameOf(source.replace(/(?<!\/)\/+$/, ''));
  if (program.test(name)) return false;
  if (configurationFile.test(name) || configurationTarget.test(target)) return true;
  const path = joinPath(directory, source);
  if (path !== undefined && files.has(path)) return true;
  return configurationFolder.test(name);
}
