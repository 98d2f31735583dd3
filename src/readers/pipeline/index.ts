/** Files that build and deploy: where docker is called outside of shell scripts. */
import type { Reader } from '../../facts/reading.ts';
import { ansibleReader } from './ansible.ts';
import { companionReader } from './companions.ts';
import { formats } from './formats.ts';
import { jenkinsReader } from './jenkins.ts';
import { makefileReader } from './makefile.ts';
import { markdownReader } from './markdown.ts';
import { migrationMentionReader } from './migration-mentions.ts';
import { packageScriptReader } from './package-scripts.ts';
import { pipelineRuntimeReader } from './runtimes.ts';
import { stackCommentReader } from './stack-comments.ts';
import { yamlReader } from './walk.ts';

export const pipelineReaders: readonly Reader[] = [
  ...formats.map(yamlReader),
  pipelineRuntimeReader,
  ansibleReader,
  makefileReader,
  jenkinsReader,
  packageScriptReader,
  markdownReader,
  stackCommentReader,
  companionReader,
  migrationMentionReader,
];
