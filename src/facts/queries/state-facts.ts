/** State that stays in one replica, as far as the code itself tells. */
import { directoryOf, joinPath } from '../../source/index.ts';
import type { StateFact } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { codeFacts, factsOf, type ServiceFact } from './code.ts';
import { variableOf } from './environment.ts';
import { hasRole } from './services.ts';

export type StateKind = StateFact['kind'];

/** Facts of one kind in services that serve or work; facts that name a shared store are among them, so that a check sees both. */
export const stateFacts = (facts: Facts, kind: StateKind): readonly ServiceFact<StateFact>[] =>
  codeFacts(facts, kind).filter(({ service }) => !hasRole(service, 'datastore', 'proxy', 'job'));

/** Files that people send: requests reach the web services, and no worker that runs the same program beside them. */
export const uploadFacts = (facts: Facts): readonly ServiceFact<StateFact>[] => {
  const all = stateFacts(facts, 'upload');
  return all.filter(
    ({ service, fact }) =>
      !hasRole(service, 'worker') ||
      !all.some(
        (other) =>
          hasRole(other.service, 'web') &&
          other.service.stack === service.stack &&
          other.fact.at.file === fact.at.file &&
          other.at.start === fact.at.start,
      ),
  );
};

/** What a condition in the code decides can go either way: it informs, no more. */
export const confidenceIn = ({ guard, confidence }: StateFact): Confidence =>
  guard === 'conditional' ? 'low' : confidence;

/** The same service also names a shared place for this kind of state, where no condition stands in front of it. */
export const alsoShared = (service: Service, kind: StateKind): boolean =>
  factsOf(service, kind).some(({ scope, guard }) => scope === 'shared' && guard === 'always');

/** An env file that the repository does not hold may supply any variable. */
export const hasUnseenEnvFile = (service: Service, facts: Facts): boolean =>
  service.envFiles.some(({ at, value }) => {
    const path = value === undefined ? undefined : joinPath(directoryOf(at.file), value);
    return path === undefined || !facts.envFiles.some((file) => file.path === path);
  });

/** The variable that would replace a made-up value is supplied, or may be: by the stack, or by an env file nobody can see. */
export const mayBeSupplied = (service: Service, name: string, facts: Facts): boolean =>
  variableOf(service, name) !== undefined || hasUnseenEnvFile(service, facts);

/** Clients of object storage: a file that uses one receives uploads on their way there. */
const objectStorage =
  /^(@aws-sdk\/(client-s3|lib-storage)|aws-sdk|minio|@google-cloud\/storage|@azure\/storage-blob|cloudinary|ali-oss|cos-nodejs-sdk-v5|@supabase\/storage-js|imagekit|backblaze-b2|firebase-admin|ExAws\.S3)$/;

/** How near object storage is to a place in the code: imported by the same file, by another file of the service, or not at all. */
export function objectStorageNear(service: Service, file: string, facts: Facts): 'file' | 'service' | undefined {
  const own = facts.code.filter(({ path }) => service.code.files.includes(path));
  const imports = (packages: readonly string[]) => packages.some((name) => objectStorage.test(name));
  if (own.some(({ path, packages }) => path === file && imports(packages))) return 'file';
  return own.some(({ packages }) => imports(packages)) ? 'service' : undefined;
}
