import { defineCheck, type Evidence, type ProgramMount, pinOf, programMounts } from '../../src/kit/index.ts';

export default defineCheck<ProgramMount>({
  id: 'build-release-run/source-bind-mount',
  title: 'Code is mounted, not released',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  obligation: 'mounts',
  since: '0.1.0',
  rationale:
    'A release is an image: the same on every node, and the one before it is still there. A program that is mounted comes from the disk of whichever node runs the task. On other nodes the path is missing and Swarm rejects the task, or it holds another state of the code; an update of the image changes nothing, and there is nothing to roll back to. A volume over the program directory keeps the files of the first image that ever ran on that node.',
  evidence:
    'Bind mounts and named volumes over the working directory, the document root or the program of the image, in services for Swarm.',
  needs: ['swarm'],
  traps: [
    'Configuration files: config/config-bind-mount speaks of them.',
    'Directories the program keeps its data in.',
    'Ready-made applications that live on a volume by design, such as WordPress.',
    'Network storage and agents.',
  ],
  remedy:
    'Copy the program into the image (`COPY . .`) and take the mount out of the stack file; keep it in a file for development. For files that the program writes, mount only their own directory.',
  references: ['https://12factor.net/build-release-run'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  php:
    image: php:8.4-apache
    volumes:
      - ../backend:/var/www/html
    ports: ["80:80"]
    deploy:
      replicas: 2
`,
    },
    good: {
      'docker-stack.yml': `services:
  php:
    image: registry.example/backend:1.4.2
    volumes:
      - uploads:/var/www/html/uploads
    ports: ["80:80"]
    deploy:
      placement:
        constraints: ["node.hostname == node-1"]
volumes:
  uploads: {}
`,
    },
  },

  each: programMounts,
  fails: ({ service, mount, kind, because, from }): Evidence | false => {
    if (kind === undefined) return false;
    const evidence = {
      subject: mount.target,
      words: { text: because?.text ?? '' },
      notes: because?.at ? [{ at: because.at, message: because.text }] : [],
    };
    if (kind === 'volume') return { ...evidence, effect: 'degrade' };
    if (pinOf(service)?.to === 'one-node') return { ...evidence, severity: 'warning', effect: 'degrade' };
    // A path of the node may have been prepared everywhere.
    return from === 'node' ? { ...evidence, effect: 'degrade' } : evidence;
  },
  message: ({ service, mount, kind }, { words }) => {
    if (kind === 'volume')
      return `Service "${service.name}" keeps its program in the volume ${mount.source}: ${words?.text}, but a volume that exists keeps its old files.`;
    const why = words?.text ? ` (${words.text})` : '';
    return `Service "${service.name}" runs the code in ${mount.source} of the node it lands on, mounted at ${mount.target}${why}, not that of its image.`;
  },
});
