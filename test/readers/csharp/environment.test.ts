/** What C# asks its environment for, and under which conditions code runs. */
import { describe, expect, test } from '@jest/globals';
import { readSource, readsIn } from '../code/said.ts';

const reads = (text: string): readonly string[] => readsIn(readSource('csharp', 'src/Program.cs', text).facts);
const builder = 'var builder = WebApplication.CreateBuilder(args);\n';

describe('the environment itself', () => {
  test.each([
    ['Environment.GetEnvironmentVariable("A");', ['A optional']],
    ['System.Environment.GetEnvironmentVariable("A");', ['A optional']],
    ['var a = Environment.GetEnvironmentVariable("A") ?? "b";', ['A defaulted b']],
    ['var a = Environment.GetEnvironmentVariable("A") ?? throw new Exception("A");', ['A required']],
    ['var a = Environment.GetEnvironmentVariable("A")!;', ['A required']],
    [
      'var a = Environment.GetEnvironmentVariable("A"); if (string.IsNullOrEmpty(a)) throw new Exception();',
      ['A required'],
    ],
    ['var a = Environment.GetEnvironmentVariable("A"); if (a is null) { Environment.Exit(1); }', ['A required']],
    ['var a = Environment.GetEnvironmentVariable("A"); ArgumentException.ThrowIfNullOrEmpty(a);', ['A required']],
    ['var a = Environment.GetEnvironmentVariable("A"); if (a is null) Log("no a");', ['A optional']],
    ['const string Name = "A"; Environment.GetEnvironmentVariable(Name);', ['A optional']],
    ['Environment.GetEnvironmentVariable(name);', []],
    ['var a = Environment.GetEnvironmentVariable("JWT_SECRET") ?? "change-me";', ['JWT_SECRET defaulted known']],
    ['var p = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "8080");', ['PORT defaulted 8080']],
  ])('%s', (text, expected) => expect(reads(text)).toEqual(expected));
});

describe('keys of the configuration', () => {
  test.each([
    [`${builder}var a = builder.Configuration["A:B"];`, ['A__B optional']],
    [`${builder}var a = builder.Configuration["A:B"] ?? "c";`, ['A__B defaulted c']],
    [`${builder}var a = builder.Configuration["A:B"] ?? throw new InvalidOperationException();`, ['A__B required']],
    [`${builder}var a = builder.Configuration.GetConnectionString("Db");`, ['ConnectionStrings__Db optional']],
    [`${builder}var a = builder.Configuration.GetValue<int>("A:B", 3);`, ['A__B defaulted 3']],
    [`${builder}var a = builder.Configuration.GetSection("A").GetValue<string>("B");`, ['A__B optional']],
    [`${builder}var a = builder.Configuration.GetSection("A:B").Value;`, ['A__B optional']],
    [`${builder}var s = builder.Configuration.GetSection("A"); var a = s["B"];`, ['A__B optional']],
    ['class A(IConfiguration configuration) { string B() => configuration["X"]; }', ['X optional']],
    [
      'class A { private readonly IConfiguration _c; public A(IConfiguration c) { _c = c; } string B() => _c["X:Y"]; }',
      ['X__Y optional'],
    ],
    ['class A { string B(Dictionary<string, string> settings) => settings["X"]; }', []],
    [`${builder}builder.Configuration["A"] = "b";`, []],
    ['Host.CreateDefaultBuilder(args).ConfigureServices((c, s) => { var a = c.Configuration["A"]; });', ['A optional']],
    [
      'class JwtOptions { public const string SectionName = "Jwt"; [Required] public string Key { get; set; } = ""; public string Issuer { get; set; } }',
      ['Jwt__Key required'],
    ],
    ['class Order { [Required] public string Name { get; set; } }', []],
  ])('%s', (text, expected) => expect(reads(text)).toEqual(expected));
});

const guardIn = (text: string, path = 'src/Program.cs') =>
  readSource('csharp', path, text).facts.find(({ kind }) => kind === 'file-write')?.guard;
const write = 'File.WriteAllText("a.txt", b);';
const app = 'var app = WebApplication.CreateBuilder(args).Build();\n';

describe('conditions', () => {
  test.each([
    [`${app}if (app.Environment.IsDevelopment()) { ${write} }`, 'development'],
    [`${app}if (!app.Environment.IsProduction()) { ${write} }`, 'development'],
    [`${app}if (app.Environment.IsDevelopment()) { } else ${write}`, 'always'],
    [`${app}if (app.Environment.IsEnvironment("Testing")) { ${write} }`, 'test'],
    [`${app}if (app.Environment.EnvironmentName == "Development") { ${write} }`, 'development'],
    [`${app}var local = app.Environment.IsDevelopment(); if (local) { ${write} }`, 'development'],
    [`if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") != "Production") { ${write} }`, 'development'],
    [`${app}if (app.Configuration.GetValue<bool>("Reports:Write")) { ${write} }`, 'conditional'],
    [`if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("REPORTS"))) { ${write} }`, 'conditional'],
    [`if (settings.WriteReports) { ${write} }`, 'conditional'],
    [`switch (provider) { case "file": ${write} break; }`, 'conditional'],
    [`if (args.Contains("--report")) { ${write} return; }`, 'conditional'],
    [`if (args is ["serve"]) { } else { ${write} }`, 'always'],
    [`if (count > 3) { ${write} }`, 'always'],
    [`#if DEBUG\n${write}\n#endif`, undefined],
    [`#if DEBUG\nx();\n#else\n${write}\n#endif`, 'always'],
    [`class Startup { void ConfigureDevelopmentServices(IServiceCollection s) { ${write} } }`, 'development'],
    [`class Startup { void ConfigureServices(IServiceCollection s) { ${write} } }`, 'always'],
  ])('%s', (text, guard) => expect(guardIn(text)).toBe(guard));
  test.each([
    ['test/ShopTests.cs', 'test'],
    ['Shop.UnitTests/Cart.cs', 'test'],
    ['tests/Cart.cs', 'test'],
    ['src/Latest/Cart.cs', 'always'],
    ['src/Contests/Cart.cs', 'always'],
    ['src/Migrations/20240101_Init.cs', undefined],
  ])('%s', (path, guard) => expect(guardIn(write, path)).toBe(guard));
});
