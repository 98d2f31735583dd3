/** What was predicted and what was measured, for programs. */
import type { Proof } from '../../prove/index.ts';
import { serialise } from '../serialise.ts';

/** Counts up on any incompatible change. */
const SCHEMA_VERSION = 1;

export const proofJson = ({ observed, services, disagreements }: Proof, version: string): string => {
  const { services: _, ...run } = observed;
  return serialise({
    schema: SCHEMA_VERSION,
    tool: { name: 'swarm-lint', version },
    ...run,
    services: services.map(({ name, verdict, observed: measured, obligations }) => ({
      name,
      verdict: verdict ?? null,
      obligations,
      measured,
    })),
    disagreements,
  });
};
