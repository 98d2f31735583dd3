import { type Alone, changed, defineCheck, fixOf, serviceKey, singletons } from '../../src/kit/index.ts';

export default defineCheck<Alone>({
  id: 'concurrency/singleton-scaled',
  title: 'A program that must run once runs several times',
  severity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'schedulers',
  since: '0.1.0',
  rationale:
    'A scheduler decides when work starts. Two of them decide it twice: every job is queued or run once per copy. With start-first the old and the new one overlap at every update.',
  evidence:
    'Services that must be alone by their command, image or label (celery beat, schedulers), and workers with a scheduler inside, beside their replicas and update order.',
  needs: ['services'],
  traps: [
    'Schedulers with a lock of their own (RedBeat), or that register themselves.',
    'Ready-made schedulers on every node that look after their own node.',
    'Workers without a scheduler, which may be many.',
  ],
  remedy: 'Set `replicas: 1` and leave `update_config.order` at `stop-first`.',
  references: ['https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#starting-the-scheduler'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  beat:
    image: registry.example/shop:1.4.2
    command: celery -A shop beat
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  beat:
    image: registry.example/shop:1.4.2
    command: celery -A shop beat
    deploy:
      replicas: 1
      update_config:
        order: stop-first
`,
    },
  },

  each: singletons,
  fails: ({ service, guarded }) => {
    const { active, global, startFirst, replicas, text, at } = service.scale;
    if (!active || guarded === 'yes') return false;
    // One per node is how ready-made schedulers look after the containers of their own node.
    if (global && service.family) return false;
    const overlapsOnly = startFirst && replicas === 1 && text === 'order: start-first';
    return {
      at,
      severity: overlapsOnly ? 'warning' : 'error',
      confidence: guarded === 'unknown' ? 'low' : service.role.confidence,
      service: serviceKey(service),
      subject: 'scale',
      words: { why: text ?? '', role: service.role.why },
    };
  },
  message: ({ service }, { words }) =>
    `Service "${service.name}" must run alone (${words?.role}), but ${words?.why} makes two of it: its jobs run twice.`,
  fix: {
    summary: 'Sets `replicas: 1` and `order: stop-first` where the stack file says otherwise.',
    safety: 'safe',
    propose: ({ service, guarded }) => {
      const { deploy, role, scale } = service;
      const { replicas, updateConfig } = deploy ?? {};
      const many = (scale.replicas ?? 1) > 1;
      // One per node, or a count that a script sets, was somebody's wish.
      if (scale.global || (scale.at && scale.at.file !== service.at.file)) return undefined;
      const sure = guarded === 'no' && role.confidence === 'high' && role.value === 'scheduler';
      return fixOf('Run one task at a time', sure ? 'safe' : 'suggested', [
        ...(many ? [changed(replicas, 1)] : []),
        ...(scale.startFirst ? [changed(updateConfig?.order, 'stop-first')] : []),
      ]);
    },
  },
});
