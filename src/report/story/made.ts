/** Who the service is, and what it is made of. */
import type { ImageStory, Stage, Story } from '../../engine/story/index.ts';
import { listed, plural } from '../../kit/index.ts';
import type { Row, Section } from './rows.ts';
import { under } from './rows.ts';

const article = (word: string): string => (/^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`);

export function identity({ identity: told, stack, deploy }: Story): Section {
  const { role, maxSafeReplicas, singleton, verdict, coverage, score, files, deploys, swarm } = told;
  const doubt = role.confidence === 'low' ? ', as far as can be told' : '';
  const count = deploy.replicas;
  const asked =
    deploy.mode.value === 'global' || deploy.mode.value === 'global-job'
      ? 'one task on every node'
      : count === null || count.value === null
        ? 'as many replicas as a variable says'
        : `${plural(count.value, 'replica')}${count.at ? '' : ' (none is written)'}`;
  const safe =
    verdict === 'singleton'
      ? `meant to be alone${singleton === 'broken' ? ', and not safe even so' : ''}`
      : verdict === 'undeployable'
        ? 'none of them starts'
        : maxSafeReplicas === null
          ? 'no bound is known'
          : `at most ${maxSafeReplicas} safe`;
  return {
    title: 'What it is',
    rows: [
      {
        key: 'role',
        text: `${article(role.value === 'web' ? 'web service' : role.value)}${doubt}: ${role.why}`,
        at: role.at,
      },
      { key: 'scale', text: `${asked}; ${safe}`, at: count?.at },
      ...(deploy.scaledBy
        ? [{ text: `${deploy.scaledBy.value} changes that number until the next deploy`, at: deploy.scaledBy.at }]
        : []),
      {
        key: 'judgement',
        text: `${score === null ? 'no score' : `score ${score} of 100`}, ${Math.round(coverage * 100)} % of what has to be shown could be examined`,
      },
      {
        key: 'stack',
        text: `${files.join(' + ')}${stack === files[0] ? '' : ` (${stack})`}${swarm.value ? '' : `; whether it is meant for Swarm is not known${swarm.why ? `: ${swarm.why}` : ''}`}`,
        at: swarm.value ? null : swarm.at,
      },
      ...under(
        'deployed',
        deploys.map(({ stack: name, where, at }) => ({
          text: `${name === null ? 'as a stack' : `as ${name}`}, by ${whereWords[where] ?? where}`,
          at,
        })),
      ),
    ],
  };
}

const whereWords: Readonly<Record<string, string>> = {
  script: 'a script',
  makefile: 'a make target',
  ci: 'a pipeline',
  'package-script': 'a package script',
  documentation: 'hand, as the documentation says',
  configuration: 'somebody outside the repository',
};

export function image({ image: told }: Story): Section {
  const { reference, build, makers, variables, family } = told;
  return {
    title: 'Image',
    rows: [
      reference
        ? { key: 'reference', text: reference.value + tagWords(told), at: reference.at }
        : { key: 'reference', text: 'none: there is nothing that a node could pull' },
      ...variables
        .filter(({ fallback }) => !fallback)
        .map(({ name, required }) => ({
          text: required
            ? `the deploy stops without ${name}`
            : `${name} comes from whoever deploys; without it, it is empty`,
        })),
      ...(build ? buildRows(build) : family ? [{ key: 'made', text: `elsewhere: ${article(family)} image` }] : []),
      ...under(
        'made by',
        makers.map(({ does, where, job, platform, at }) => ({
          text: `${whereWords[where] ?? where}${job ? ` (${job})` : ''} ${does} it${platform ? ` for ${platform}` : ''}`,
          at,
        })),
      ),
    ],
  };
}

function tagWords({ digest, moving, tag, reference }: ImageStory): string {
  if (digest !== null) return ', held by its digest';
  if (!moving) return '';
  return reference?.value.endsWith(`:${tag}`) ? `: the tag ${tag} moves` : `: no tag, so ${tag}, which moves`;
}

function buildRows(build: NonNullable<ImageStory['build']>): readonly Row[] {
  const { dockerfile, target, context, confidence, why, base, stages, user, workingDirectory, exposed, volumes } =
    build;
  const where = context === null ? '' : `, in ${context === '' ? 'the root of the repository' : context}`;
  return [
    { key: 'Dockerfile', text: `${dockerfile}${target === null ? '' : `, stage ${target}`}${where}`, at: build.at },
    { text: confidence === 'high' ? why : `likely: ${why}`, at: build.whyAt },
    { key: 'base', text: base.value, at: base.at },
    ...(stages.length > 1 ? [{ key: 'stages', text: stages.map(stageWords).join(', ') }] : []),
    user
      ? { key: 'user', text: user.value, at: user.at }
      : { key: 'user', text: 'none is set: root, unless the base says otherwise' },
    ...(workingDirectory === null ? [] : [{ key: 'directory', text: workingDirectory }]),
    ...(exposed.length === 0
      ? []
      : [{ key: 'exposes', text: listed(exposed.map(({ value }) => `${value}`)), at: exposed[0]!.at }]),
    ...under(
      'volume',
      volumes.map(({ value, at }) => ({ text: `${value}: without a mount, new and empty for every task`, at })),
    ),
  ];
}

const uses: Readonly<Record<Stage['use'], string>> = {
  final: 'the image',
  below: 'below it',
  copied: 'copied from',
  unused: 'not part of it',
};

const stageWords = ({ name, index, use }: Stage): string =>
  `${name ?? (use === 'final' ? 'the last one' : `number ${index + 1}`)} (${uses[use]})`;

export function source({ source: told }: Story): Section {
  const { status, why, root, languages, entry, files, confidence, libraries, manifest, program } = told;
  if (status !== 'read') return { title: 'Source', rows: [{ key: 'code', text: `not read: ${why}` }] };
  return {
    title: 'Source',
    rows: [
      {
        key: 'code',
        text: `${listed(languages.map((one) => languageNames[one] ?? one))} in ${program || root || 'the root of the repository'}, ${plural(files, 'file')} ${confidence === 'high' ? why : `${why} (${confidence} confidence)`}`,
      },
      ...(manifest === null ? [] : [{ key: 'package', text: manifest }]),
      ...(entry === null ? [] : [{ key: 'starts at', text: entry }]),
      ...(libraries.length === 0 ? [] : [{ key: 'uses', text: listed(libraries, 20) }]),
    ],
  };
}

const languageNames: Readonly<Record<string, string>> = {
  javascript: 'JavaScript or TypeScript',
  python: 'Python',
  go: 'Go',
  ruby: 'Ruby',
  php: 'PHP',
  java: 'Java',
  kotlin: 'Kotlin',
  csharp: 'C#',
  rust: 'Rust',
  elixir: 'Elixir',
};
