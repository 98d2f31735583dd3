import { defineCheck, type Live, liveServices } from '../../src/kit/index.ts';
import { nodes, service, snapshot } from './examples.ts';

const states: Readonly<Record<string, { readonly severity: 'error' | 'warning'; readonly words: string }>> = {
  paused: { severity: 'error', words: 'has stopped in the middle of its update: old and new tasks run side by side' },
  rollback_paused: {
    severity: 'error',
    words: 'has stopped in the middle of going back: old and new tasks run side by side',
  },
  rollback_completed: {
    severity: 'warning',
    words: 'was put back after its last update: what was deployed does not run',
  },
};

export default defineCheck<Live>({
  id: 'cluster/update-stuck',
  title: 'The last update did not come through',
  severity: 'error',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'After a task that fails, Swarm stops the update and leaves the service as it is, or goes back to the version before. `docker stack deploy` has long said that all is well by then.',
  evidence: 'The state of the last update of each service.',
  needs: ['cluster'],
  traps: ['Updates that go on, or are done.'],
  remedy:
    'Find out why its tasks failed (`docker service ps --no-trunc SERVICE`), deploy a version that starts, or go back with `docker service rollback SERVICE`. Deploy with `--detach=false` in pipelines, so that they see it.',
  references: ['https://docs.docker.com/reference/cli/docker/service/update/'],
  examples: {
    bad: snapshot({
      nodes,
      services: [
        service('shop_web', {
          UpdateStatus: { State: 'paused', Message: 'update paused due to failure or early termination of task x' },
        }),
      ],
    }),
    good: snapshot({ nodes, services: [service('shop_web', { UpdateStatus: { State: 'completed' } })] }),
  },

  each: liveServices,
  fails: ({ live: { update } }) => {
    const row = update && Object.hasOwn(states, update.state) ? states[update.state] : undefined;
    return (
      row !== undefined && {
        at: update?.at,
        severity: row.severity,
        words: { state: row.words, why: update?.message === undefined ? '' : ` (${update.message})` },
      }
    );
  },
  message: ({ live }, { words }) => `${live.name} ${words?.state}${words?.why}.`,
});
