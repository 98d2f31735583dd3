import { describe, expect, test } from '@jest/globals';
import type { EnvRead } from '../../../src/facts/code.ts';
import { facts, marked, placeOf } from './read.ts';

const short = (fact: EnvRead): string =>
  `${fact.name} ${fact.need}${fact.fallback === undefined ? '' : ` ${fact.fallback}`}`;
const reads = (text: string, path?: string) => facts(text, 'env-read', path).map(short);

describe('reads of the environment', () => {
  test.each([
    ['f(process.env.URL_BASE)', ['URL_BASE optional']],
    [`f(process.env['REGION'])`, ['REGION optional']],
    ['f(process.env.REGION!)', ['REGION required']],
    ['f(process.env.REGION as string)', ['REGION optional']],
    [`const r = process.env.REGION || 'eu';`, ['REGION defaulted eu']],
    [`const r = process.env.REGION ?? 'eu';`, ['REGION defaulted eu']],
    ['const p = Number(process.env.PORT) || 3000;', ['PORT defaulted 3000']],
    [`const p = parseInt(process.env.PORT || '3000', 10);`, ['PORT defaulted 3000']],
    [`const p = (process.env.PORT as string) || '80';`, ['PORT defaulted 80']],
    ['const p = process.env.PORT ? Number(process.env.PORT) : 3000;', ['PORT defaulted 3000', 'PORT defaulted 3000']],
    ['const x = process.env.A || process.env.B || undefined;', ['A optional', 'B optional']],
    ['const x = process.env.A ?? make();', ['A defaulted']],
    [`const x = process.env.A ?? fail('A');\nfunction fail(name) { throw new Error(name); }`, ['A required']],
    [`const { A, B = 'b', C: c } = process.env;`, ['A optional', 'B defaulted b', 'C optional']],
    [`const env = process.env;\nf(env.A);`, ['A optional']],
    [`import { env } from 'node:process';\nf(env.A);`, ['A optional']],
    [`import process from 'node:process';\nf(process.env.A);`, ['A optional']],
    [`process.env.A ??= 'a';`, ['A defaulted a']],
    [`if (!process.env.A) throw new Error('A');\nf(process.env.A);`, ['A required', 'A required']],
    [`const a = process.env.A;\nif (!a) { console.error('A'); process.exit(1); }`, ['A required']],
    [`const { A } = process.env;\nif (A === undefined || !B) throw new Error();`, ['A required']],
    [`import assert from 'node:assert';\nassert(process.env.A, 'A');`, ['A required']],
    [`import invariant from 'tiny-invariant';\ninvariant(process.env.A);`, ['A required']],
    [`for (const name of ['A', 'B']) if (!process.env[name]) throw new Error(name);`, ['A required', 'B required']],
    [
      `const names = ['A'];\nnames.forEach((name) => { if (!process.env[name]) { throw new Error(name); } });`,
      ['A required'],
    ],
    [`const missing = ['A'].filter((name) => !process.env[name]);`, ['A optional']],
    [`Deno.env.get('A') ?? 'x';`, ['A defaulted x']],
    ['f(Bun.env.A);', ['A optional']],
    ["import { env } from '$env/dynamic/private'; f(env.A);", ['A optional']],
    ["import { env as e } from '$env/dynamic/public'; f(e.PUBLIC_A ?? 'b');", ['PUBLIC_A defaulted b']],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test.each([
    [
      `import { z } from 'zod';\nconst schema = z.object({ A: z.string(), B: z.string().optional(), C: z.coerce.number().default(5) });\nexport const env = schema.parse(process.env);`,
      ['A required', 'B optional', 'C defaulted 5'],
    ],
    [
      `import { cleanEnv, str, port } from 'envalid';\ncleanEnv(process.env, { A: str(), B: port({ default: 80 }) });`,
      ['A required', 'B defaulted 80'],
    ],
    [
      `import { createEnv } from '@t3-oss/env-nextjs';\ncreateEnv({ server: { A: z.string() }, client: { NEXT_PUBLIC_B: z.string() } });`,
      ['A required'],
    ],
    [
      `import Joi from 'joi';\nJoi.object({ A: Joi.string().required(), B: Joi.string(), C: Joi.number().default(1) }).unknown().validate(process.env);`,
      ['A required', 'B optional', 'C defaulted 1'],
    ],
    [
      `import * as Joi from 'joi';\nimport { ConfigModule } from '@nestjs/config';\nConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.string().required() }) });`,
      ['A required'],
    ],
    [
      `import * as env from 'env-var';\nenv.get('A').required().asString();\nenv.get('B').default('5').asInt();\nenv.get('C').asString();`,
      ['A required', 'B defaulted 5', 'C optional'],
    ],
    [
      `import { ConfigService } from '@nestjs/config';\nclass S {\n  constructor(private readonly config: ConfigService) {}\n  f() { this.config.get('A'); this.config.getOrThrow<string>('B'); this.config.get('C', 'c'); this.config.get('database.host'); }\n}`,
      ['A optional', 'B required', 'C defaulted c'],
    ],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test.each([
    `// process.env.A\nconst s = 'process.env.B';`,
    'f(process.env.NEXT_PUBLIC_A, process.env.VITE_B, import.meta.env.VITE_C);',
    `process.env.A = 'x'; delete process.env.B;`,
    `const process = { env: {} };\nf(process.env.A);`,
    'f(process.env[name]);',
    `'use client';\nf(process.env.A);`,
    'type T = typeof process.env.A;',
  ])('%s', (text) => {
    expect(reads(text)).toEqual([]);
  });

  test('places are those of the read', () => {
    const { text, places } = marked(
      `const a = 1;\nconst port = ▸process.env.PORT || 3000;\nconst { ▸HOST } = process.env;`,
    );
    expect(facts(text, 'env-read').map((fact) => placeOf(fact, text))).toEqual(places);
  });

  test('no fallback of a secret is kept', () => {
    const [fact] = facts(`const s = process.env.JWT_SECRET || 'hunter2';`, 'env-read');
    expect(fact).toMatchObject({ need: 'defaulted' });
    expect(JSON.stringify(fact)).not.toContain('hunter2');
  });

  test('client folders and tests are not read', () => {
    expect(reads('f(process.env.A)', 'public/app.js')).toEqual([]);
    expect(reads('f(process.env.A)', 'src/a.test.ts')).toEqual([]);
  });
});
