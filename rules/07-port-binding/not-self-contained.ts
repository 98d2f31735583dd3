import { defineCheck, nodeVolumes, type SplitServer, splitServers } from '../../src/kit/index.ts';

export default defineCheck<SplitServer>({
  id: 'port-binding/not-self-contained',
  title: 'Web server and program are tied together by one volume',
  severity: 'warning',
  confidence: 'medium',
  effect: 'cap',
  obligation: 'listening',
  since: '0.1.0',
  rationale:
    'php-fpm speaks FastCGI, so a web server stands in front of it, and that server must find the same files. Where both get them from one volume, the two can only run where that volume is, neither scales without the other, and the volume still holds the old code after an update.',
  evidence: "A web server in one service and php-fpm in another that mount the same volume with the program's files.",
  needs: ['services'],
  traps: [
    'Images with both in one, such as Apache with its module.',
    'The same files copied into both images.',
    'Volumes with uploads only.',
    'Volumes without a pin: processes/local-volume-shared tells the worse news.',
  ],
  remedy:
    'Build one image that speaks HTTP (FrankenPHP, or nginx and php-fpm together), or copy the public folder into both images from the same build: `COPY --from=build /app/public /var/www/html/public`.',
  references: ['https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  php:
    image: php:8.4-fpm
    volumes: ["code:/var/www/html"]
    deploy:
      placement:
        constraints: ["node.labels.web == true"]
  web:
    image: nginx:1.29
    ports: ["80:80"]
    volumes: ["code:/var/www/html"]
    deploy:
      placement:
        constraints: ["node.labels.web == true"]
volumes:
  code:
`,
    },
    good: {
      'docker-stack.yml': `services:
  php:
    image: php:8.4-fpm
    deploy:
      replicas: 2
  web:
    image: nginx:1.29
    ports: ["80:80"]
`,
    },
  },

  each: splitServers,
  fails: ({ service, front }, facts) => {
    if (!front) return false;
    // Without a pin the volume differs from node to node: that is the worse news, and has been told.
    const told = nodeVolumes(facts).some(
      ({ service: one, mount, partners, together }) =>
        !together &&
        partners.length > 0 &&
        mount.source === front.own.source &&
        [one, ...partners.map((partner) => partner.service)].includes(service),
    );
    if (told) return false;
    const notes = [{ at: front.mount.at, message: `${front.service.name} takes its files from there, too` }];
    return { at: front.own.at, notes, subject: front.own.source, words: { front: front.service.name } };
  },
  message: ({ service, front }) =>
    `Service "${service.name}" speaks FastCGI and shares its code with "${front?.service.name}" through ${front?.own.source}: neither runs where the other is not.`,
});
