/** `swarm-lint explain-service`: all that is known of a service, as a story to read and as JSON. */
import type { Story } from '../../engine/story/index.ts';
import type { ReportContext } from '../context.ts';
import { serialise } from '../serialise.ts';
import { type Style, styleOf, verdictMark } from '../style.ts';
import { deploy } from './deploy.ts';
import { findings, obligations, state, unknown } from './judged.ts';
import { identity, image, source } from './made.ts';
import { health, network } from './network.ts';
import { process } from './process.ts';
import { type Section, sectionLines, shownSpot } from './rows.ts';
import { environment, storage } from './surroundings.ts';

/** Counts up on any incompatible change. */
const SCHEMA_VERSION = 1;

const sectionsOf = (story: Story, style: Style): readonly Section[] => [
  identity(story),
  { title: 'Findings', rows: findings(story, style) },
  image(story),
  source(story),
  process(story, style),
  environment(story, style),
  storage(story, style),
  network(story, style),
  health(story, style),
  deploy(story, style),
  state(story, style),
  obligations(story, style),
  unknown(story, style),
];

function storyLines(story: Story, style: Style): string {
  const { verdict, singleton } = story.identity;
  const { symbol, paint } = verdictMark({ verdict, singleton: singleton ?? undefined }, style);
  const word = verdict === 'singleton' ? `singleton ${singleton ?? ''}`.trimEnd() : verdict.toUpperCase();
  const head = `${style.bold(style.safe(story.name))}  ${paint(`${symbol} ${word}`)}  ${style.dim(style.safe(shownSpot(story.at)))}`;
  const sections = sectionsOf(story, style).filter(({ rows }) => rows.length > 0);
  return [[head], ...sections.map((section) => sectionLines(section, style))]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

export function storyText(
  stories: readonly Story[],
  look: Pick<ReportContext, 'width' | 'colour' | 'unicode'>,
): string {
  const style = styleOf(look);
  const line = style.dim(style.symbols.rule.repeat(style.width));
  return `${stories.map((story) => storyLines(story, style)).join(`\n\n${line}\n\n`)}\n`;
}

/** Described by `schema/service.json`. */
export const storyJson = (stories: readonly Story[], version: string): string =>
  serialise({ schema: SCHEMA_VERSION, tool: { name: 'swarm-lint', version }, services: stories });
