/** What becomes of a place in a stack file when a variable in it is replaced by nothing. */
import type { Scalar } from '../compose.ts';
import { parseImageReference } from '../image-reference.ts';

/**
 * `refused`: the loader or the manager refuses the file; `random-port`: Swarm picks the published port; `host-path`: another directory of the
 * node is mounted; `other-image`: another image is meant; `empty`: the text goes on with less in it.
 * Source: `docker stack config` and a real Swarm, asked for each of them.
 */
export type Consequence = 'refused' | 'host-path' | 'random-port' | 'other-image' | 'empty';

export interface Blank {
  readonly consequence: Consequence;
  /** The key within the service, or from the top: `deploy.replicas`. */
  readonly key: string;
  /** What is left of the text. Never of a value that may hold a secret. */
  readonly left?: string;
}

/** Worst first. */
export const consequences: readonly Consequence[] = ['refused', 'host-path', 'random-port', 'other-image', 'empty'];

/** Cast to a number or a truth value, or of a format that the empty text has not. */
const neverEmpty =
  /^(deploy\.(replicas|placement\.max_replicas_per_node|placement\.constraints|restart_policy\.(max_attempts|delay|window)|(update|rollback)_config\.(parallelism|delay|monitor|max_failure_ratio|order)|resources\.(limits|reservations)\.memory)|healthcheck\.(retries|interval|timeout|start_period|start_interval|disable)|stop_grace_period|init|read_only|tty|stdin_open|ports\.(target|published)|ulimits\..+|configs\.mode|secrets\.mode)$/;

/** `path`: the keys that lead to the scalar, without list items. */
export function blankAt(path: readonly string[], scalar: Scalar, name: string): Blank {
  const inService = path[0] === 'services';
  const key = (inService ? path.slice(2) : path).join('.');
  const left = textWithout(scalar, name, () => 'x');
  const shown = textWithout(scalar, name, (other) => `\${${other}}`);
  const blank = (consequence: Consequence, tellsText = true): Blank =>
    tellsText ? { consequence, key, left: shown } : { consequence, key };
  if (!inService) return blank('empty', false);
  switch (key) {
    case 'image': {
      const read = left === '' || left.endsWith(':') || left.endsWith('@') ? undefined : parseImageReference(left);
      return blank(read === undefined ? 'refused' : 'other-image');
    }
    case 'ports':
      if (/^:\d/.test(left)) return blank('random-port');
      return blank(left === '' || left.endsWith(':') ? 'refused' : 'empty');
    case 'volumes':
      if (left.startsWith(':') || left.endsWith(':') || left === '') return blank('refused');
      return blank(left.startsWith('/') && beginsWith(scalar, name) ? 'host-path' : 'empty');
    case 'volumes.source':
      return blank(left.startsWith('/') && beginsWith(scalar, name) ? 'host-path' : 'empty');
    case 'deploy.placement.constraints':
      return blank(/(^|[=!]=)\s*$/.test(left) ? 'refused' : 'empty');
    default:
      return left === '' && neverEmpty.test(key) ? blank('refused') : blank('empty', false);
  }
}

const beginsWith = ({ parts }: Scalar, name: string): boolean => {
  const [first] = parts;
  return first !== undefined && typeof first !== 'string' && first.name === name;
};

/** Other variables keep their defaults, or something stands for them. */
const textWithout = ({ parts }: Scalar, name: string, standsFor: (other: string) => string): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.name === name && !part.operator) return '';
      return part.operator?.endsWith('-') && part.operand ? part.operand : standsFor(part.name);
    })
    .join('');
