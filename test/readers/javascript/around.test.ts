/** What a JavaScript program needs beside itself, and texts that should not stand in it. */
import { describe, expect, test } from '@jest/globals';
import { saidBy } from '../code/said.ts';
import { readFile } from './read.ts';

const said = (text: string, path?: string): readonly string[] =>
  saidBy(readFile(text, path).facts).filter((one) => /^(spawn|pool|endpoint|secret|of) /.test(one));

describe('programs that are started', () => {
  test.each([
    ["import { spawn } from 'node:child_process';\nspawn('ffmpeg', ['-i', file]);", ['spawn ffmpeg']],
    ["const { exec } = require('child_process');\nexec(`pg_dump ${url} > out.sql`);", ['spawn pg_dump']],
    ["import cp from 'child_process';\ncp.execFileSync('/usr/bin/convert', []);", ['spawn convert']],
    [
      "import { exec } from 'child_process';\nimport { promisify } from 'util';\nconst run = promisify(exec);\nrun('git status');",
      ['spawn git'],
    ],
    ["import { execa } from 'execa';\nexeca('pandoc', []);", ['spawn pandoc']],
    ["import { $ } from 'zx';\nawait $`ffmpeg -i ${file}`;", ['spawn ffmpeg']],
    ["import ffmpeg from 'fluent-ffmpeg';\nffmpeg(file).save(out);", ['spawn ffmpeg']],
    ["import simpleGit from 'simple-git';\nsimpleGit().pull();", ['spawn git']],
    ["import { spawn } from 'node:child_process';\nspawn(program, []);", []],
    ["import { spawn } from 'node:child_process';\nspawn(process.env.FFMPEG ?? 'ffmpeg', []);", []],
    ["import { spawn } from './jobs';\nspawn('ffmpeg');", []],
    ["/x/.exec('ffmpeg');\nprocess.env.A;", []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('by hand are none of the service', () => {
    expect(said("require('child_process').exec('docker build .');", 'scripts/build.js')).toEqual([]);
  });
});

describe('pools', () => {
  test.each([
    ["import pg from 'pg';\nnew pg.Pool({ max: 20 });", 'pool postgres 20 safe'],
    ["import { Pool } from 'pg';\nnew Pool();", 'pool postgres 10 safe'],
    ["import { Pool } from 'pg';\nnew Pool({ idleTimeoutMillis: 0 });", 'pool postgres 10 forgotten'],
    ["import { Pool } from 'pg';\nnew Pool({ max: Number(process.env.POOL ?? 5) });", 'pool postgres 5 safe POOL'],
    ["import { Pool } from 'pg';\nimport { options } from './o';\nnew Pool(options);", 'pool postgres ? unknown'],
    ["import { Pool } from 'pg';\nconst base = { max: 3 };\nnew Pool({ ...base, max: 4 });", 'pool postgres 4 unknown'],
    [
      "import { Sequelize } from 'sequelize';\nnew Sequelize(process.env.URL, { pool: { max: 7 } });",
      'pool database 7 safe',
    ],
    ["import mysql from 'mysql';\nmysql.createPool({ connectionLimit: 3 });", 'pool mysql 3 forgotten'],
    ["import { PrismaClient } from '@prisma/client';\nnew PrismaClient();", 'pool database ? safe'],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});

describe('addresses', () => {
  test.each([
    ["import { Pool } from 'pg';\nnew Pool({ host: 'db', port: 5433 });", ['endpoint postgres db:5433']],
    [
      "import { Pool } from 'pg';\nnew Pool({ connectionString: 'postgres://app@10.0.0.5/app' });",
      ['endpoint postgres 10.0.0.5'],
    ],
    [
      "import mongoose from 'mongoose';\nmongoose.connect('mongodb://mongo:27017/app');",
      ['endpoint mongodb mongo:27017'],
    ],
    [
      "import amqp from 'amqplib';\namqp.connect(process.env.AMQP_URL || 'amqp://localhost');",
      ['endpoint rabbitmq localhost AMQP_URL'],
    ],
    ["const url = 'redis://cache:6379';\nprocess.env.A;", ['endpoint redis cache:6379']],
    ["const { REDIS_URL = 'redis://localhost' } = process.env;", ['endpoint redis localhost REDIS_URL']],
    [
      "import nodemailer from 'nodemailer';\nnodemailer.createTransport({ host: 'smtp.shop.test', port: 25 });",
      ['endpoint smtp smtp.shop.test:25'],
    ],
    ["import { createClient } from 'redis';\ncreateClient({ socket: { host: 'cache' } });", ['endpoint redis cache']],
    ["import { createClient } from 'redis';\ncreateClient({ url: process.env.REDIS_URL });", []],
  ])('%s', (text, expected) => {
    expect(said(text).filter((one) => one.startsWith('endpoint'))).toEqual(expected);
  });

  test('a branch for development says so', () => {
    const { facts } = readFile("const url = process.env.NODE_ENV === 'production' ? x : 'redis://cache';");
    expect(facts.filter(({ kind }) => kind === 'endpoint-literal')).toEqual([]);
    const [fact] = readFile("if (process.env.NODE_ENV !== 'production') { const url = 'redis://cache'; }").facts.filter(
      ({ kind }) => kind === 'endpoint-literal',
    );
    expect(fact?.guard).toBe('development');
  });
});

describe('secrets', () => {
  const random = 'f81Kq0ZpW3nV7tYx2Lr9';
  test.each([
    ["import jwt from 'jsonwebtoken';\njwt.sign(p, 's3cr3t-prod-key-2024');", ['secret jsonwebtoken by name']],
    ["import jwt from 'jsonwebtoken';\njwt.sign(p, process.env.JWT_SECRET ?? 's3cr3t-prod-key-2024');", []],
    [
      "import session from 'express-session';\nimport S from 'connect-redis';\nsession({ secret: 'keyboard cat', store: new S() });",
      ['secret session secret by name'],
    ],
    [`const apiKey = '${random}';`, ['secret apiKey by name']],
    [`class A { private readonly apiToken = '${random}'; }`, ['secret apiToken by name']],
    [`export default { auth: { clientSecret: '${random}' } };`, ['secret clientSecret by name']],
    [`settings.apiKey = '${random}';`, ['secret apiKey by name']],
    [`schema.openapi({ example: { provider: 'meta', appSecret: '${random}' } });`, []],
    [`schema.openapi({ examples: [{ body: { appSecret: '${random}' } }] });`, []],
    [`const a = { password: 'Mot de passe' };`, []],
    [`type A = { apiKey: '${random}' };`, []],
    [`const apiKey = process.env.API_KEY || '${random}';`, []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test("of a test are nobody's business", () => {
    expect(readFile(`const apiKey = '${random}';`, 'src/a.ts').facts).toHaveLength(1);
    expect(readFile(`const apiKey = '${random}';`, 'src/a.test.ts').facts).toEqual([]);
  });
});

describe('values of one environment', () => {
  test('stand under its name', () => {
    expect(
      said(`const all = {
        development: { api: 'http://localhost:3000' },
        production: { api: 'https://api.shop.test', database: { host: 'db-1.internal' } },
      };
      export default all[process.env.NODE_ENV];`),
    ).toEqual(['of production all.production.api address', 'of production production.database.host address']);
  });
});
