/** Commands that make a program out of source. From the reference pages of each tool. */
import type { Language } from '../code.ts';

export interface BuildTool {
  readonly language: Language;
  readonly programs: readonly string[];
  /** One of these words stands behind the program; empty: any. */
  readonly verbs: readonly string[];
  /** Flags that name the file it makes. */
  readonly output?: readonly string[];
  /** Flags that name what is built: a package, a binary, a module. */
  readonly named?: readonly string[];
  /** Flags whose value is a folder or a file of the project. */
  readonly folder?: readonly string[];
  /** Other flags that take the next word. */
  readonly valued: readonly string[];
  /** What operands are: folders or files of the source, tasks (`:api:bootJar`), names of packages, or nothing of interest. */
  readonly operands: 'source' | 'tasks' | 'packages' | 'none';
  /** Takes one package out of its workspace: whatever else is built, this one runs. */
  readonly cutsOut?: true;
}

export const buildTools: readonly BuildTool[] = [
  {
    language: 'go',
    programs: ['go'],
    verbs: ['build', 'install'],
    output: ['-o'],
    valued: [
      '-ldflags',
      '-tags',
      '-mod',
      '-gcflags',
      '-asmflags',
      '-p',
      '-buildmode',
      '-installsuffix',
      '-overlay',
      '-pgo',
    ],
    folder: ['-C'],
    operands: 'source',
  },
  {
    language: 'rust',
    programs: ['cargo', 'cross'],
    verbs: ['build', 'install', 'zigbuild', 'b', 'auditable'],
    named: ['--bin', '-p', '--package'],
    folder: ['--manifest-path', '--path'],
    valued: [
      '--target',
      '--target-dir',
      '--features',
      '-F',
      '--profile',
      '-j',
      '--jobs',
      '--root',
      '--color',
      '--config',
      '-Z',
    ],
    operands: 'none',
  },
  {
    language: 'csharp',
    programs: ['dotnet'],
    verbs: ['publish', 'build'],
    valued: [
      '-c',
      '--configuration',
      '-o',
      '--output',
      '-r',
      '--runtime',
      '-f',
      '--framework',
      '-v',
      '--verbosity',
      '-a',
      '--arch',
      '--os',
      '--version-suffix',
    ],
    operands: 'source',
  },
  {
    language: 'java',
    programs: ['mvn', 'mvnw'],
    verbs: ['package', 'install', 'verify'],
    named: ['-pl', '--projects'],
    folder: ['-f', '--file'],
    valued: ['-P', '--activate-profiles', '-s', '--settings', '-T', '--threads'],
    operands: 'none',
  },
  {
    language: 'java',
    programs: ['gradle', 'gradlew'],
    verbs: [],
    folder: ['-p', '--project-dir'],
    valued: ['-x', '--exclude-task', '-c', '--settings-file', '-g', '--gradle-user-home'],
    operands: 'tasks',
  },
  // Which package of a workspace is built, cut out or deployed.
  {
    language: 'javascript',
    programs: ['turbo'],
    verbs: ['prune'],
    named: ['--scope'],
    valued: ['--out-dir', '--root', '--cwd'],
    operands: 'packages',
    cutsOut: true,
  },
  {
    language: 'javascript',
    programs: ['pnpm'],
    verbs: ['deploy'],
    named: ['--filter', '-F'],
    valued: ['-C', '--dir'],
    operands: 'none',
    cutsOut: true,
  },
  {
    language: 'javascript',
    programs: ['turbo', 'pnpm', 'bun', 'lerna'],
    verbs: ['build', 'run'],
    named: ['--filter', '-F', '--scope'],
    valued: ['-C', '--dir'],
    operands: 'none',
  },
  {
    language: 'javascript',
    programs: ['npm', 'yarn'],
    verbs: ['build', 'run', 'run-script', 'focus', 'workspace'],
    named: ['-w', '--workspace'],
    valued: [],
    operands: 'none',
  },
];
