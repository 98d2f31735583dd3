import { describe, expect, test } from '@jest/globals';
import { facts } from './read.ts';

const job = `cron.schedule('* * * * *', work)`;
const under = (text: string) => {
  const [fact] = facts(`import cron from 'node-cron';\n${text}`, 'scheduler');
  return [fact?.guard, ...(fact?.variable === undefined ? [] : [fact.variable])].join(' ');
};

describe('conditions of the environment', () => {
  test.each([
    [job, 'always'],
    [`if (process.env.NODE_ENV !== 'production') ${job};`, 'development'],
    [`if (process.env.NODE_ENV === 'production') ${job};`, 'always'],
    [`if (process.env.NODE_ENV === 'production') {} else ${job};`, 'development'],
    [`if (process.env.NODE_ENV === 'development') { ${job}; }`, 'development'],
    [`if (process.env.NODE_ENV === 'test') ${job};`, 'test'],
    [`if (process.env.NODE_ENV !== 'test') ${job};`, 'always'],
    [`const isDev = process.env.NODE_ENV === 'development';\nif (isDev) ${job};`, 'development'],
    [`const isDev = process.env.NODE_ENV === 'development';\nif (!isDev) ${job};`, 'always'],
    [`import { isProd } from './env';\nif (!isProd) ${job};`, 'development'],
    [`import env from './env';\nif (env.isDevelopment) ${job};`, 'development'],
    [`if (app.get('env') === 'development') ${job};`, 'development'],
    [`if (process.env.RUN_CRON === 'true') ${job};`, 'conditional RUN_CRON'],
    [`if (process.env.RUN_CRON) ${job};`, 'conditional RUN_CRON'],
    [`const { RUN_CRON } = process.env;\nRUN_CRON && ${job};`, 'conditional RUN_CRON'],
    [`if (process.env.NODE_ENV === 'production' && process.env.RUN_CRON) ${job};`, 'conditional RUN_CRON'],
    [`import config from './config';\nif (config.cron.enabled) ${job};`, 'conditional'],
    [`function start() { if (!process.env.RUN_CRON) return; ${job}; }`, 'conditional RUN_CRON'],
    [`function start() { if (process.env.NODE_ENV === 'test') return; ${job}; }`, 'always'],
    [`function start() { if (!process.env.DB) throw new Error('DB'); ${job}; }`, 'always'],
    [`if (users.length > 0) ${job};`, 'always'],
    [`if (require.main === module) ${job};`, 'always'],
  ])('%s', (text, expected) => {
    expect(under(text)).toBe(expected);
  });
});
