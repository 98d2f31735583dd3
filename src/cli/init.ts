/** `swarm-lint init`: a commented configuration made from what is seen. What is there already is never overwritten. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleSettings, type Seen } from '../config/example.ts';
import { findSettings, settingsNames } from '../config/load.ts';
import { nodeVolumes } from '../kit/index.ts';
import { escapeText } from '../report/index.ts';
import { type Examined, examine } from './examine.ts';
import { tellFaults } from './faults.ts';
import { loaderIn } from './settings.ts';
import { EXIT, type Streams, UsageError } from './streams.ts';
import { codeOf } from './write-output.ts';

export interface InitFlags {
  readonly directory?: string;
  readonly stdout?: boolean;
  readonly debug?: boolean;
}

export async function runInit(flags: InitFlags, streams: Streams): Promise<number> {
  const examined = await examine(streams.cwd, flags.directory === undefined ? [] : [flags.directory]);
  const { root } = examined.discovery;
  const code = tellFaults(examined.report.faults, flags, streams) ? EXIT.fault : EXIT.clean;
  const text = exampleSettings(seenIn(examined)).split('\n').map(escapeText).join('\n');
  if (flags.stdout) {
    streams.out(text);
    return code;
  }
  const [there] = findSettings(root, loaderIn(root));
  if (there !== undefined)
    throw new UsageError(`${there} is there already. "swarm-lint init --stdout" prints what would be written.`);
  const name = settingsNames[0]!;
  const path = join(root, name);
  try {
    // Fails for anything of that name, also for a link to nothing.
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`cannot write ${JSON.stringify(path)} (${codeOf(error)}).`);
  }
  streams.out(`${name} written. "swarm-lint config" shows what holds.\n`);
  return code;
}

function seenIn({ facts, report }: Examined): Seen {
  const finding = report.findings.find(({ severity }) => severity !== 'info');
  const local = nodeVolumes(facts).flatMap(({ mount }) => (mount.type === 'volume' ? (mount.source ?? []) : []));
  return {
    stacks: facts.stacks
      .filter(({ files }) => files.length > 0)
      .map(({ files, purpose, swarm, deploys }) => ({
        files,
        purpose: purpose.value,
        why: purpose.why,
        swarm: swarm.value,
        deployed: deploys.length > 0,
      })),
    volumes: [...new Set(local)],
    ...(finding && { finding: { check: finding.check, path: finding.place.path } }),
  };
}
