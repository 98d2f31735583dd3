/** What `Web.config` and `App.config` say. */
import { describe, expect, test } from '@jest/globals';
import { webConfigReader } from '../../../src/readers/csharp/web-config.ts';
import { saidBy } from '../code/said.ts';

const read = (text: string, path = 'Shop/Web.config', others: readonly string[] = []) =>
  webConfigReader.read({ path, text }, { parsers: {}, exists: (one) => others.includes(one) });
const factsIn = (inside: string, path?: string, others?: readonly string[]) =>
  read(`<configuration>${inside}</configuration>`, path, others).code?.flatMap(({ facts }) => facts) ?? [];
const said = (inside: string, path?: string) => saidBy(factsIn(inside, path));
const web = (inside: string) => said(`<system.web>${inside}</system.web>`);
const connection = (text: string) =>
  said(`<connectionStrings><add name="Shop" connectionString="${text}"/></connectionStrings>`);

describe('sessions and keys', () => {
  test.each([
    ['<sessionState mode="InProc" timeout="20"/>', ['session-store local']],
    ['<sessionState timeout="20"/>', ['session-store local']],
    ['<sessionState mode="Off"/>', []],
    ['<sessionState mode="SQLServer" sqlConnectionString="Data Source=db"/>', ['session-store shared']],
    ['<sessionState mode="StateServer" stateConnectionString="tcpip=127.0.0.1:42424"/>', ['session-store local']],
    ['<sessionState mode="StateServer" stateConnectionString="tcpip=state:42424"/>', ['session-store shared']],
    [
      '<sessionState mode="Custom" customProvider="R"><providers><add name="R" type="Microsoft.Web.Redis.RedisSessionStateProvider"/></providers></sessionState>',
      ['session-store shared'],
    ],
    [
      '<sessionState mode="Custom" customProvider="Own"><providers><add name="R" type="Redis"/><add name="Own" type="Shop.Sessions"/></providers></sessionState>',
      ['session-store unknown'],
    ],
    ['<machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate"/>', ['instance-secret local']],
    [`<machineKey validationKey="${'0A'.repeat(32)}" decryptionKey="AutoGenerate"/>`, ['secret machineKey by name']],
    ['<machineKey validationKey="#{ValidationKey}#" decryptionKey="#{DecryptionKey}#"/>', []],
    ['<authentication mode="Forms"><forms loginUrl="~/Login"/></authentication>', ['instance-secret local']],
    ['<authentication mode="Windows"/>', []],
    [`<authentication mode="Forms"/><machineKey validationKey="${'0A'.repeat(32)}"/>`, ['secret machineKey by name']],
    ['<compilation debug="true"/>', []],
  ])('%s', (inside, expected) => expect(web(inside)).toEqual(expected));
});

describe('connections and settings', () => {
  test.each([
    [String.raw`Data Source=(LocalDb)\MSSQLLocalDB;AttachDbFilename=|DataDirectory|\shop.mdf`, ['datastore local']],
    [String.raw`Data Source=.\SQLEXPRESS;AttachDbFilename=C:\data\shop.mdf`, ['datastore local C:/data/shop.mdf']],
    ['Data Source=|DataDirectory|shop.sdf', ['datastore local']],
    [
      String.raw`Data Source=.\SQLEXPRESS;Initial Catalog=shop;Integrated Security=True`,
      ['endpoint sqlserver localhost'],
    ],
    ['Server=(local);Database=shop;Trusted_Connection=True', ['endpoint sqlserver localhost']],
    ['Data Source=sql.shop.net,1433;Initial Catalog=shop;User Id=sa', ['endpoint sqlserver sql.shop.net:1433']],
    [
      'metadata=res://*/M.csdl;provider=System.Data.SqlClient;provider connection string=&quot;data source=.;initial catalog=shop&quot;',
      ['endpoint sqlserver localhost'],
    ],
    ['#{ShopConnection}#', []],
  ])('%s', (text, expected) => expect(connection(text)).toEqual(expected));

  test('secrets of settings, but not where a builder of the configuration brings them', () => {
    const add = '<add key="StripeApiKey" value="Zk81kq99PlwX73mmAA"/><add key="Title" value="Our Shop"/>';
    expect(said(`<appSettings>${add}</appSettings>`)).toEqual(['secret StripeApiKey by name']);
    expect(said(`<appSettings configBuilders="Environment">${add}</appSettings>`)).toEqual([]);
    const local = String.raw`<add name="Shop" connectionString="Data Source=.\SQLEXPRESS;Initial Catalog=a"/>`;
    expect(said(`<connectionStrings configBuilders="Environment">${local}</connectionStrings>`)).toEqual([]);
  });

  test('mail', () => {
    const mail = (inside: string) =>
      said(`<system.net><mailSettings><smtp${inside}</smtp></mailSettings></system.net>`);
    expect(mail('><network host="localhost" port="25"/>')).toEqual(['endpoint smtp localhost:25']);
    expect(mail('><network host="mail" password="Zk81kq99Plw"/>')).toEqual([
      'endpoint smtp mail',
      'secret password of smtp by name',
    ]);
    expect(mail('><network host="mail" password="__MailPassword__"/>')).toEqual(['endpoint smtp mail']);
    expect(mail(' deliveryMethod="SpecifiedPickupDirectory"><network host="localhost"/>')).toEqual([]);
  });

  test('log4net in a section of its own', () => {
    const log = `<log4net><root><appender-ref ref="F"/></root><appender name="F" type="log4net.Appender.RollingFileAppender"><file value="logs\\shop.log"/></appender></log4net>`;
    expect(said(log, 'App.config')).toEqual(['log-sink local logs/shop.log']);
  });
});

describe('which file holds', () => {
  const inside =
    '<appSettings><add key="ApiKey" value="Zk81kq99PlwX73mmAA"/></appSettings><system.web><sessionState mode="InProc"/></system.web>';
  const guards = (path: string, others?: readonly string[]) => factsIn(inside, path, others).map(({ guard }) => guard);
  test.each([
    ['Web.config', ['always', 'always']],
    ['Web.Release.config', ['always', 'always']],
    ['Web.Debug.config', ['development', 'development']],
    ['Web.Staging.config', ['conditional', 'conditional']],
  ])('%s', (path, expected) => expect(guards(path)).toEqual(expected));
  test('what a release may change is not certain; a secret was written down all the same', () => {
    expect(guards('a/Web.config', ['a/Web.Release.config'])).toEqual(['always', 'conditional']);
    expect(guards('a/Web.config', ['Web.Release.config'])).toEqual(['always', 'always']);
    // A library's file is never read, and nothing here tells a library.
    expect(guards('a/App.config')).toEqual(['always', 'conditional']);
    expect(guards('a/App.config', ['a/Program.cs'])).toEqual(['always', 'always']);
  });
  test('other formats, files for IIS alone and pages of their own are passed over', () => {
    expect(read('{application, shop}.', 'app.config')).toEqual({});
    expect(read('<configuration><system.web>', 'Web.config')).toEqual({});
    expect(factsIn(`<system.webServer><aspNetCore processPath="dotnet"/></system.webServer>${inside}`)).toEqual([]);
    expect(factsIn(`<location path="Admin">${inside}</location>`)).toEqual([]);
    expect(factsIn(`<location path="." inheritInChildApplications="false">${inside}</location>`)).toHaveLength(2);
  });
  test('what a transformation removes says nothing', () => {
    const removed = '<add key="ApiKey" value="Zk81kq99PlwX73mmAA" xdt:Transform="Remove"/>';
    const head = '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">';
    expect(read(`${head}<appSettings>${removed}</appSettings></configuration>`, 'Web.Release.config')).toEqual({});
  });
  test.each([
    ['Shop/Web.config', true],
    ['Shop/App.config', true],
    ['Shop/Views/Web.config', false],
    ['Shop.Tests/App.config', false],
    ['bin/Web.config', false],
    ['src/app.config.ts', false],
  ])('%s is claimed: %s', (path, claimed) => expect(webConfigReader.claims(path)).toBe(claimed));
});
