import {
  declaredManager,
  defineCheck,
  type Evidence,
  type Install,
  installs,
  type Located,
  type LockedManifest,
  listed,
  lockedManifests,
  type Note,
  outcomeOf,
  type Package,
  packages,
  rivalLocks,
  type Service,
} from '../../src/kit/index.ts';

/** A package with the locks beside it, a manifest beside what its lock holds, or a command that installs with another manager than the lock's. */
interface Question extends Located {
  readonly service: Service;
  readonly locked?: Package;
  readonly pair?: LockedManifest;
  readonly install?: Install;
}

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:3000"]
`;
const files = {
  'docker-stack.yml': stack,
  Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
CMD ["node", "server.js"]
`,
  'package.json': '{ "name": "shop", "packageManager": "npm@11.6.0", "dependencies": { "express": "^5.1.0" } }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'server.js': "import express from 'express';\n\nexpress().listen(3000);\n",
};

export default defineCheck<Question>({
  id: 'dependencies/lockfile-conflict',
  title: 'Locks compete, or do not fit the manifest',
  severity: 'warning',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Each manager updates its own lock only, and a manifest that is edited by hand updates none. Such a lock either stops the build of the image, or lets it choose versions that nobody has tested.',
  evidence:
    'Locks of several package managers beside one manifest, its `packageManager`, and the manager the Dockerfile calls. Dependencies and content hashes of a manifest that its lock does not hold, platforms of Bundler, and forms of a lock that the base image cannot read.',
  needs: ['services', 'dockerfile'],
  traps: [
    'A `requirements.txt` that is exported from the lock; `npm-shrinkwrap.json`, which belongs to npm; `npm install -g pnpm`, where one manager brings another.',
    'Packages in different folders, each with a manager of its own.',
    'Overrides and resolutions, aliases, optional and peer dependencies, packages of the repository, requirements with a condition.',
    'A range that was changed and still allows what npm has locked.',
    'A lock in which nothing is locked, and one that a stage before has rewritten.',
  ],
  remedy:
    'Keep the lock of one manager, delete the others, name the manager in `packageManager` and call it everywhere. Let it write the lock again (`npm install`, `poetry lock`, `bundle lock --add-platform x86_64-linux`) and commit both files.',
  references: ['https://docs.npmjs.com/cli/commands/npm-ci', 'https://nodejs.org/api/packages.html#packagemanager'],
  examples: { bad: { ...files, 'yarn.lock': '# yarn lockfile v1\n' }, good: files },

  each: (facts) => [
    ...packages(facts)
      .filter(({ locks }) => locks.length > 0)
      .map((locked) => ({ at: locked.at, service: locked.service, locked })),
    ...lockedManifests(facts).map((pair) => ({ at: pair.at, service: pair.service, pair })),
    ...installs(facts).map((install) => ({ at: install.at, service: install.service, install })),
  ],
  fails: ({ locked, pair, install }) => {
    if (pair) return stale(pair);
    if (install) {
      const { foreign, label } = install;
      return foreign ? { subject: label, words: { what: `\`${label}\` does not read ${foreign.path}` } } : false;
    }
    if (!locked) return false;
    const rivals = rivalLocks(locked);
    const declared = declaredManager(locked);
    const stray = rivals.find(({ manager }) => manager !== declared?.manager);
    if (rivals.length > 1) {
      const names = listed(rivals.map(({ path }) => path));
      return {
        at: (declared ? stray : rivals.at(-1))?.at,
        subject: locked.directory,
        words: { what: `${names} lie side by side` },
      };
    }
    return declared && stray
      ? {
          subject: locked.directory,
          words: { what: `${declared.path} names ${declared.manager}, the lock is ${stray.path}` },
        }
      : false;
  },
  message: (_, { words }) =>
    `${words?.what}: ${words?.so ?? 'builds may install other versions than those that were tested'}.`,
});

/** What does not fit, and what comes of it: an error where the image cannot be built. */
function stale(pair: LockedManifest): Evidence | false {
  const { lock, manifest, missing, otherHash, platforms, tooOld, install } = pair;
  const outcome = outcomeOf(pair);
  const label = install?.label ?? '';
  const subject = `${manifest.path} ${lock.path}`;
  const notes: readonly Note[] = [
    ...(missing.length > 0 ? [{ at: lock.at, message: 'the lock' }] : []),
    ...(install ? [{ at: install.at, message: `\`${label}\` reads it` }] : []),
  ];
  if (lock.conflict)
    return { subject, notes, words: { what: `${lock.path} holds two branches that were never put together` } };
  if (tooOld)
    return {
      subject,
      notes: [...notes, { at: tooOld.at, message: tooOld.has }],
      severity: 'error',
      words: {
        what: `${lock.path} has a form that takes ${tooOld.needs}, and the image is made from ${tooOld.has}`,
        so: consequence('stops', label),
      },
    };
  if (missing.length > 0) {
    const absent = missing.filter(({ locked }) => locked === undefined).map(({ dependency }) => dependency.name);
    const others = missing.flatMap(({ dependency: { name, version }, locked }) =>
      locked === undefined ? [] : [`${name} ${version} (locked: ${locked})`],
    );
    const what = [
      ...(absent.length > 0 ? [`${listed(absent)}, which ${lock.path} does not hold`] : []),
      ...(others.length > 0
        ? [`${listed(others)}${absent.length > 0 ? '' : `, which ${lock.path} does not fit`}`]
        : []),
    ].join('; ');
    return {
      subject,
      notes,
      severity: outcome === 'stops' ? 'error' : 'warning',
      words: { what: `${manifest.path} asks for ${what}`, so: consequence(outcome, label) },
    };
  }
  if (platforms)
    return {
      subject,
      notes,
      severity: outcome === 'stops' ? 'error' : 'warning',
      words: {
        what: `${lock.path} was resolved for ${listed(platforms)}, and the image is Linux`,
        so: consequence(outcome, label),
      },
    };
  return otherHash && { subject, notes, ...ofHash(pair, outcome) };
}

function consequence(outcome: ReturnType<typeof outcomeOf>, label: string): string {
  if (outcome === 'stops') return `\`${label}\` stops, and the image is not built`;
  if (outcome === 'without') return `\`${label}\` installs without it`;
  if (outcome === 'anew') return `\`${label}\` resolves anew, to versions that nobody has tested`;
  return 'an install that keeps to the lock stops, any other resolves anew';
}

/** Whatever has changed, the tool tells by the hash; Composer warns and goes on, and Poetry did so before 1.8. */
function ofHash({ lock, manifest, install }: LockedManifest, outcome: ReturnType<typeof outcomeOf>): Evidence {
  const what = `${lock.path} was written for another ${manifest.path}: its content hash differs`;
  const label = install?.label ?? '';
  if (lock.manager === 'composer')
    return { severity: 'info', words: { what, so: '`composer install` warns and installs what the lock has' } };
  const lenient = lock.manager === 'poetry' && !/^(?:[2-9]|1\.[89])/.test(lock.contents?.writtenBy ?? '');
  return {
    severity: outcome === 'stops' && !lenient ? 'error' : 'warning',
    words: { what, so: lenient ? 'Poetry warns or stops, by its version' : consequence(outcome, label) },
  };
}
