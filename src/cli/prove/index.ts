/** `swarm-lint prove`: deploys a stack under a throw-away name on a real Swarm, and holds what it does against what was predicted. */
import { randomBytes } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { compare, type Proof, planOf, signsOfProduction } from '../../prove/index.ts';
import { escapeText } from '../../report/escape.ts';
import { proofHtml } from '../../report/prove/html.ts';
import { proofJson } from '../../report/prove/json.ts';
import { proofText } from '../../report/prove/text.ts';
import { endpointOf, shown, surroundings } from '../cluster/endpoint.ts';
import { lookOf } from '../look.ts';
import { EXIT, type Streams, UsageError } from '../streams.ts';
import { version } from '../version.ts';
import { writeOutput } from '../write-output.ts';
import { agreed } from './agree.ts';
import { clientOf } from './docker.ts';
import { engineAt } from './engine.ts';
import { type Guard, guardOf } from './guard.ts';
import { rehearse } from './rehearse.ts';
import { type ProveFlags, settled } from './settle.ts';
import { chooseStack, environmentFrom } from './stack-files.ts';
import { swarmBehind } from './swarm.ts';
import { jobFor } from './sweep.ts';

export async function runProve(directory: string | undefined, flags: ProveFlags, streams: Streams): Promise<number> {
  const settings = settled(flags);
  const { context } = flags;
  const chosen = await chooseStack(directory, flags.composeFile ?? [], streams);
  const endpoint = endpointOf(context, surroundings(streams.env));
  const engine = engineAt(endpoint);
  const stack = flags.name ?? `swarm-lint-prove-${randomBytes(3).toString('hex')}`;
  const where = context === undefined ? [] : ['--context', context];
  try {
    const swarm = await swarmBehind(engine, shown(endpoint), stack);
    const signs = signsOfProduction({ context, endpoint: shown(endpoint), ...swarm.surroundings });
    if (signs.length > 0 && !flags.production)
      throw new UsageError(
        `this Swarm looks like production: ${signs.join('; ')}. Choose another one, or say --production if it may be used all the same.`,
      );
    const missing = settings.only?.filter((name) => !chosen.services.some((service) => service.name === name)) ?? [];
    if (missing.length > 0)
      throw new UsageError(
        `no service ${missing.map((name) => `"${name}"`).join(', ')} in ${chosen.files.join(', ')}.`,
      );
    const env = environmentFrom(flags.envFile ?? [], streams);
    const go = await agreed(
      {
        stack,
        chosen,
        endpoint: shown(endpoint),
        swarm,
        replicas: settings.replicas,
        sweep: flags.leaveVolumes !== true,
        yes: flags.yes === true,
      },
      streams,
    );
    if (!go) return EXIT.usage;
    const seen = await guarded(stack, { where, env, streams }, (signal, guard) =>
      rehearse(
        {
          stack,
          files: chosen.files.map((file) => resolve(chosen.root, file)),
          deployWords: settings.deployWords,
          plans: chosen.services.map(planOf),
          only: settings.only,
          replicas: settings.replicas,
          slow: settings.slow,
          probeImage: flags.probeImage,
          sweep: flags.leaveVolumes !== true,
          swarm,
        },
        {
          engine,
          client: clientOf({ cwd: streams.cwd, env, context }),
          patience: { signal, step: settings.timeout * 1000 },
          note: (leftovers) => {
            if (flags.leaveVolumes !== true) guard.note(leftovers.map((one) => jobFor(stack, one)));
          },
          say: (what) => {
            if (!flags.quiet)
              streams.err(`${String(Math.round(streams.elapsed() / 1000)).padStart(4)} s  ${escapeText(what)}\n`);
          },
        },
      ),
    );
    const observed = { ...seen, files: seen.files.map((file) => relative(chosen.root, file)) };
    return report(compare(observed, chosen.reports), flags, settings.outputs, streams);
  } finally {
    engine.close();
  }
}

interface Surroundings {
  readonly where: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
}

/** Does the work under a guard, which cleans up should this process not live to do it. Ctrl-C ends the work, not the process. */
async function guarded<T>(
  stack: string,
  { where, env, streams }: Surroundings,
  work: (signal: AbortSignal, guard: Guard) => Promise<T>,
): Promise<T> {
  const guard = guardOf(stack, where, env);
  const ending = new AbortController();
  const stop = (): void => {
    streams.err('\nswarm-lint: stopping; what was deployed is removed first.\n');
    ending.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(ending.signal, guard);
    guard.calm();
    return result;
  } catch (error) {
    guard.leave();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

function report(
  proof: Proof,
  flags: ProveFlags,
  outputs: ReturnType<typeof settled>['outputs'],
  streams: Streams,
): number {
  for (const { format, file } of outputs) {
    const look = file === undefined ? lookOf(streams, flags) : { ...lookOf(streams, flags), colour: false };
    const text =
      format === 'json'
        ? proofJson(proof, version)
        : format === 'html'
          ? proofHtml(proof, version)
          : proofText(proof, look);
    if (file === undefined) streams.out(text);
    else writeOutput(file, text, streams);
  }
  if (proof.observed.interrupted) return 130;
  const broken = proof.services.some(({ obligations }) =>
    obligations.some(({ measured }) => measured.status === 'failed'),
  );
  return broken || !proof.observed.deploy.accepted || proof.disagreements.length > 0 ? EXIT.findings : EXIT.clean;
}
