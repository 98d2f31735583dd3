/** Images that help developers and testers and have no part in serving anybody. From the images' pages on Docker Hub. */
import { parseImageReference } from '../image-reference.ts';
import { familyOf } from './image-families.ts';

/** By family, as in the table of image families. */
const families: ReadonlyMap<string, string> = new Map([
  ['adminer', 'a database console'],
  ['phpmyadmin', 'a database console'],
  ['pgadmin', 'a database console'],
  ['mongo-express', 'a database console'],
  ['redis-commander', 'a database console'],
  ['redisinsight', 'a database console'],
  ['kafka-ui', 'a broker console'],
  ['mailhog', 'a mail catcher that delivers nothing'],
  ['mailpit', 'a mail catcher that delivers nothing'],
  ['maildev', 'a mail catcher that delivers nothing'],
  ['localstack', 'a stand-in for a cloud'],
]);

/** Repositories that no family covers. */
const repositories: ReadonlyMap<string, string> = new Map([
  ['schickling/mailcatcher', 'a mail catcher that delivers nothing'],
  ['sj26/mailcatcher', 'a mail catcher that delivers nothing'],
  ['dockage/mailcatcher', 'a mail catcher that delivers nothing'],
  ['ngrok/ngrok', 'a tunnel to the machine of a developer'],
  ['wernight/ngrok', 'a tunnel to the machine of a developer'],
  ['sosedoff/pgweb', 'a database console'],
  ['erikdubbelboer/phpredisadmin', 'a database console'],
  ['rediscommander/redis-commander', 'a database console'],
  ['obsidiandynamics/kafdrop', 'a broker console'],
  ['wiremock/wiremock', 'a stand-in for another service'],
  ['mockserver/mockserver', 'a stand-in for another service'],
]);

/** What a developers' tool is; `undefined` for every other image. */
export function developmentToolOf(reference: string): string | undefined {
  const family = familyOf(reference)?.family;
  if (family !== undefined) return families.get(family);
  return repositories.get(parseImageReference(reference)?.repository ?? '');
}
