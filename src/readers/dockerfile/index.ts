import type { Reader, Reading } from '../../facts/reading.ts';
import { type Gap, type Source, span, startOf } from '../../source/index.ts';
import { isDockerfileName } from './names.ts';
import { type SplitFile, splitDockerfile } from './split.ts';
import { stagesOf } from './stages.ts';

/** Larger files are not written by people: reading them would cost more than they can tell. */
const LARGEST = 512 * 1024;

/** Marks of template languages: `{{ }}`, `{% %}`, `<% %>`, `%%NAME%%`. */
const TEMPLATE = /\{\{|\{%|<%|%%/;

/** A start that a shell has to read, or a build whose commands tell what is built. Plain words are read without a grammar. */
const needsShell =
  /^[ \t]*(?:CMD|ENTRYPOINT)[ \t]+[^[\s][^\n]*[&|;$"'\\]|^[ \t]*(?:CMD|ENTRYPOINT)[ \t]+\[[^\]\n]*"-c"|^[ \t]*HEALTHCHECK\b|\b(?:go[ \t]+(?:build|install)|cargo|dotnet[ \t]+(?:publish|build)|mvnw?|gradlew?|turbo|lerna|--filter|--workspace|-w)\b/im;

export const dockerfileReader: Reader = {
  name: 'dockerfile',
  claims: isDockerfileName,
  needs: ({ text }) => (text.length <= LARGEST && needsShell.test(text) ? 'shell' : undefined),
  read: (source) => {
    try {
      return readDockerfile(source);
    } catch {
      return nothing(startOf(source.path), 'the Dockerfile could not be read');
    }
  },
};

function readDockerfile(source: Source): Reading {
  if (source.text.length > LARGEST) return nothing(startOf(source.path), 'the Dockerfile is too large to be read');
  const split = splitDockerfile(source.text);
  const template = templateMark(source.text, split);
  if (template !== undefined) {
    return nothing(
      span(source.path, template.start, template.end),
      'a template of a Dockerfile: its text is made later',
    );
  }
  const { dockerfile, gaps } = stagesOf(source, split);
  if (dockerfile.stages.length > 0) return { dockerfiles: [dockerfile], gaps };
  const first = split.instructions[0];
  const place = first === undefined ? startOf(source.path) : span(source.path, first.start, first.end);
  return nothing(place, first === undefined ? 'an empty Dockerfile' : 'a Dockerfile without FROM');
}

/** Marks inside RUN are left alone: `docker inspect --format '{{…}}'` is an ordinary command. */
const templateMark = (text: string, split: SplitFile): { readonly start: number; readonly end: number } | undefined =>
  split.instructions.find((instruction) =>
    TEMPLATE.test(
      instruction.keyword === 'FROM' ? text.slice(instruction.start, instruction.end) : instruction.keyword,
    ),
  );

const nothing = (at: Gap['at'], why: string): Reading => ({ gaps: [{ at, why }] });
