/** Says what is going to happen, and asks whether it may. */
import { createInterface } from 'node:readline/promises';
import { plural, type Service } from '../../kit/index.ts';
import { escapeText } from '../../report/escape.ts';
import { type Streams, UsageError } from '../streams.ts';
import type { Chosen } from './stack-files.ts';
import type { SwarmBehind } from './swarm.ts';

interface Undertaking {
  readonly stack: string;
  readonly chosen: Chosen;
  readonly endpoint: string;
  readonly swarm: SwarmBehind;
  readonly replicas: number;
  readonly sweep: boolean;
  readonly yes: boolean;
}

/** What the throw-away stack would share with others, for it does not lie under its name. */
function shared({ services, stack }: Chosen): readonly string[] {
  const outside = (stack?.declarations ?? []).filter(
    ({ kind, external, givenName }) =>
      (kind === 'volume' || kind === 'network') && (external || givenName !== undefined),
  );
  const binds = services.flatMap((service: Service) =>
    service.mounts
      .filter(({ type, readOnly }) => type === 'bind' && !readOnly)
      .map((mount) => `${service.name} writes to ${mount.source ?? mount.raw} of its node`),
  );
  return [...outside.map(({ kind, name }) => `${kind} ${name} exists outside of the stack`), ...new Set(binds)];
}

/** Where its volumes may come to lie on nodes that the one that is asked does not reach. */
const sweeping = ({ chosen, swarm, sweep }: Undertaking): readonly string[] =>
  sweep && swarm.nodes.size > 1 && chosen.services.some(({ mounts }) => mounts.some(({ type }) => type === 'volume'))
    ? [
        'its volumes on other nodes are removed by a job there that mounts the disk of its node, read only, and calls the docker client; --leave-volumes leaves them',
      ]
    : [];

export async function agreed(undertaking: Undertaking, streams: Streams): Promise<boolean> {
  const { stack, chosen, endpoint, swarm, replicas, yes } = undertaking;
  const lines = [
    `${chosen.files.join(' + ')} is deployed as ${stack} on the Swarm behind ${endpoint} (${plural(swarm.nodes.size, 'node')}, engine ${swarm.engine}),`,
    `its services are scaled to ${replicas}, asked, updated and broken on purpose, and everything is removed again.`,
    ...[...shared(chosen), ...sweeping(undertaking)].map((one) => `  ! ${one}`),
  ];
  if (yes) return true;
  if (!process.stdin.isTTY || !streams.errorTerminal)
    throw new UsageError(`${lines.join(' ')} Nobody is here to ask whether that may be: say --yes.`);
  streams.err(`${lines.map(escapeText).join('\n')}\n`);
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await questions.question('Go on? [y/N] ');
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    // Ctrl-C or the end of the input: nobody said yes.
    return false;
  } finally {
    questions.close();
  }
}
