/** Settings and log files that stand beside the code. */
import { describe, expect, test } from '@jest/globals';
import type { CodeFact } from '../../../src/facts/index.ts';
import type { Reader } from '../../../src/facts/reading.ts';
import { appsettingsReader } from '../../../src/readers/csharp/appsettings.ts';
import { dotnetLogReader } from '../../../src/readers/csharp/log-files.ts';
import { readsIn, saidBy } from '../code/said.ts';

const factsOf = (reader: Reader, path: string, text: string): readonly CodeFact[] =>
  reader.read({ path, text }, { parsers: {}, exists: () => false }).code?.[0]?.facts ?? [];
const settings = (text: string, path = 'appsettings.json'): readonly CodeFact[] =>
  factsOf(appsettingsReader, path, text);

describe('appsettings.json', () => {
  test('keys are defaults of variables; comments and commas too many are allowed', () => {
    const text = `{
  // what we sell
  "Shop": { "Name": "a // b", "Size": 3, "Open": true, "Note": null, "List": [1, 2,], },
  "Jwt": { "Key": "change-me-please" }, /* none */
}`;
    expect(readsIn(settings(text))).toEqual([
      'Shop__Name defaulted a // b',
      'Shop__Size defaulted 3',
      'Shop__Open defaulted true',
      'Jwt__Key defaulted known',
    ]);
  });
  test.each([
    ['{ "ConnectionStrings": { "Db": "Data Source=app.db" } }', ['datastore local app.db, unset local']],
    [
      '{ "ConnectionStrings": { "Db": "DataSource=data\\\\app.sqlite;Cache=Shared" } }',
      ['datastore local data/app.sqlite, unset local'],
    ],
    ['{ "ConnectionStrings": { "Db": "Data Source=:memory:" } }', []],
    [
      '{ "ConnectionStrings": { "Db": "Server=tcp:db,1433;Initial Catalog=shop;User Id=sa" } }',
      ['endpoint sqlserver db:1433 ConnectionStrings__Db'],
    ],
    [
      '{ "ConnectionStrings": { "Db": "Data Source=db;Initial Catalog=shop;User Id=sa" } }',
      ['endpoint sqlserver db ConnectionStrings__Db'],
    ],
    [
      '{ "ConnectionStrings": { "Db": "Host=localhost;Database=shop;Username=a" } }',
      ['endpoint postgres localhost ConnectionStrings__Db'],
    ],
    [
      '{ "Serilog": { "WriteTo": [{ "Name": "File", "Args": { "path": "logs/a.txt" } }, "Console"] } }',
      ['log-sink local logs/a.txt', 'log-sink shared'],
    ],
    [
      '{ "Serilog": { "WriteTo": { "0": { "Name": "Async", "Args": { "configure": [{ "Name": "File", "Args": { "path": "a" } }] } } } } }',
      ['log-sink local a'],
    ],
    [
      '{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:5000" } } } }',
      ['listen loopback 5000 Kestrel__Endpoints__Http__Url'],
    ],
    ['not json', []],
  ])('%s', (text, expected) => expect(saidBy(settings(text))).toEqual(expected));
  test.each([
    ['appsettings.Production.json', 'always'],
    ['appsettings.Development.json', 'development'],
    ['appsettings.Staging.json', 'conditional'],
    ['appsettings.Test.json', 'test'],
  ])('%s', (path, guard) => {
    expect(settings('{ "A": 1 }', `src/Shop/${path}`)).toMatchObject([{ guard }]);
  });
  test.each([
    ['src/bin/Debug/appsettings.json', false],
    ['test/Shop.Tests/appsettings.json', false],
    ['src/Shop/appsettings.json', true],
    ['src/Shop/settings.json', false],
  ])('%s', (path, claimed) => expect(appsettingsReader.claims(path)).toBe(claimed));
});

const nlog = (targets: string, rule: string): string => `<?xml version="1.0"?>
<nlog xmlns="http://www.nlog-project.org/schemas/NLog.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <targets>${targets}</targets><rules><logger name="*" minlevel="Info" writeTo="${rule}" /></rules></nlog>`;
const log4net = (appender: string, ref: string): string =>
  `<log4net><root><appender-ref ref="${ref}" /></root>${appender}</log4net>`;

describe('log files', () => {
  test.each([
    [
      'NLog.config',
      nlog('<target xsi:type="File" name="f" fileName="logs/a.log" />', 'f'),
      ['log-sink local logs/a.log'],
    ],
    [
      'nlog.config',
      nlog('<target xsi:type="File" name="f" fileName="${basedir}/logs/${shortdate}.log" />', 'f'),
      ['log-sink local'],
    ],
    [
      'nlog.config',
      nlog('<target xsi:type="File" name="f" fileName="a" /><target xsi:type="Console" name="c" />', 'c'),
      ['log-sink shared'],
    ],
    [
      'nlog.config',
      nlog('<target xsi:type="AsyncWrapper" name="w"><target xsi:type="File" name="f" fileName="a" /></target>', 'w'),
      ['log-sink local a'],
    ],
    [
      'log4net.config',
      log4net(
        '<appender name="r" type="log4net.Appender.RollingFileAppender"><file value="logs/a.log" /></appender>',
        'r',
      ),
      ['log-sink local logs/a.log'],
    ],
    [
      'log4net.config',
      log4net('<appender name="c" type="log4net.Appender.ConsoleAppender" />', 'c'),
      ['log-sink shared'],
    ],
    [
      'log4net.config',
      log4net('<appender name="r" type="log4net.Appender.RollingFileAppender"><file value="a" /></appender>', 'other'),
      [],
    ],
    ['log4net.config', '<log4net><', []],
  ])('%s %#', (path, text, expected) => expect(saidBy(factsOf(dotnetLogReader, path, text))).toEqual(expected));
});
