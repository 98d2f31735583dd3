/** Where the files of a service live. */
import { isUnder } from '../../source/index.ts';
import type { Declaration, Mount } from '../compose.ts';
import type { Facts, Service, Stack } from '../model.ts';
import { stackOf } from './services.ts';

/** Volume drivers and mount types whose content is the same on every node. */
const networkedDrivers =
  /(nfs|cifs|smb|gluster|ceph|rbd|rexray|cloudstor|portworx|pxd|longhorn|efs|azurefile|juicefs|rclone|sshfs|netshare|convoy|flocker|trident|seaweedfs|moosefs|beegfs|s3fs|hetzner|linstor|quobyte|storageos|vsphere|csi)/i;
/** A path that is named for the file system it lies on, as people name mount points. */
const networkedName = /(^|[/_-])(nfs\d?|ceph(fs)?|gluster(fs)?|juicefs|seaweedfs|moosefs|lustre|beegfs)([/_-]|$)/i;
const networkedPath =
  /^\/(mnt|media|srv|opt|data|var|shared|storage|nfs|gluster\w*|ceph\w*|efs)?\/?(nfs|gluster\w*|ceph\w*|efs|juicefs|seaweed\w*|shared|moosefs|netapp|smb|cifs)(\/|-|_|$)/i;

const isNetworkedPath = (path: string): boolean =>
  networkedPath.test(path) || (path.startsWith('/') && networkedName.test(path));

export type StorageKind =
  /** Each node has its own copy. */
  | 'node-local'
  /** All nodes see the same. */
  | 'networked'
  /** New and empty for every task. */
  | 'anonymous'
  | 'memory'
  /** Declared outside the file, or decided by a variable. */
  | 'unknown';

export const volumeOf = (mount: Mount, stack: Stack | undefined): Declaration | undefined =>
  mount.type === 'volume' && mount.source !== undefined
    ? stack?.declarations.find(({ kind, name }) => kind === 'volume' && name === mount.source)
    : undefined;

export function storageOf(mount: Mount, service: Service, facts: Facts): StorageKind {
  switch (mount.type) {
    case 'tmpfs':
      return 'memory';
    case 'cluster':
      return 'networked';
    case 'bind':
      if (mount.source === undefined) return 'unknown';
      return isNetworkedPath(mount.source) || isShared(mount.source, facts) ? 'networked' : 'node-local';
    case 'volume': {
      if (mount.source === undefined) return 'anonymous';
      const volume = volumeOf(mount, stackOf(service, facts));
      if (isShared(mount.source, facts) || (volume && isSharedVolume(volume, facts))) return 'networked';
      return volume === undefined ? 'unknown' : storageOfVolume(volume);
    }
    default:
      return 'unknown';
  }
}

/** What the team says all nodes see alike: a volume, a driver, or a folder and all below it. */
const isShared = (name: string, { cluster }: Facts): boolean =>
  cluster.sharedVolumes.some((shared) => name === shared || (shared.startsWith('/') && isUnder(name, shared)));

const isSharedVolume = (volume: Declaration, facts: Facts): boolean =>
  [
    volume.name,
    volume.givenName?.value,
    volume.externalName?.value,
    volume.driver?.value,
    volume.driverOptions.find(({ name }) => name === 'device')?.value?.value,
  ].some((name) => name !== undefined && isShared(name, facts));

function storageOfVolume(volume: Declaration): StorageKind {
  const driver = volume.driver?.value ?? (volume.driver ? undefined : 'local');
  if (driver === undefined) return 'unknown';
  if (networkedDrivers.test(driver)) return 'networked';
  const options = new Map(volume.driverOptions.map(({ name, value }) => [name, value?.value]));
  const type = options.get('type') ?? '';
  const device = options.get('device') ?? '';
  if (/^(nfs|nfs4|cifs|smb|glusterfs|ceph|9p|lustre)/i.test(type) || /\baddr=/.test(options.get('o') ?? ''))
    return 'networked';
  if (isNetworkedPath(device)) return 'networked';
  if (
    volume.driverOptions.some(({ name, value }) => ['type', 'device', 'o'].includes(name) && value?.value === undefined)
  )
    return 'unknown';
  // An external volume is created by hand: with which driver, the file does not say.
  if (volume.external) return 'unknown';
  return driver === 'local' ? 'node-local' : 'unknown';
}

/** The mount that covers a path of the container, the most specific one first. */
export function mountCovering(service: Service, path: string): Mount | undefined {
  return service.mounts
    .filter(
      ({ target }) =>
        target !== undefined && (path === target || path.startsWith(target.endsWith('/') ? target : `${target}/`)),
    )
    .sort((one, other) => (other.target?.length ?? 0) - (one.target?.length ?? 0))[0];
}

export interface Pin {
  /** `one-node`: exactly one node can match; `several`: a role or a group of nodes. */
  readonly to: 'one-node' | 'several';
  readonly text: string;
}

/** What the placement constraints leave of the cluster. */
export function pinOf(service: Service): Pin | undefined {
  const constraints = (service.deploy?.constraints ?? []).map((scalar) => scalar.value ?? scalar.raw);
  const equal = (key: RegExp) =>
    constraints.find((text) => {
      const [name, value] = text.split('==');
      return value !== undefined && key.test(name!.trim());
    });
  const single = equal(/^node\.(hostname|id|labels\.|ip$)/i) ?? equal(/^engine\.labels\./i);
  if (single !== undefined) return { to: 'one-node', text: single.trim() };
  const several = constraints[0];
  return several === undefined ? undefined : { to: 'several', text: several.trim() };
}
