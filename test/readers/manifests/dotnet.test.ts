/** Projects of .NET. */
import { describe, expect, test } from '@jest/globals';
import { dotnetReader } from '../../../src/readers/manifests/dotnet.ts';

const read = (path: string, text: string) => dotnetReader.read({ path, text }, { parsers: {}, exists: () => false });
const one = (path: string, text: string) => read(path, text).manifests![0]!;

const web = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><EfVersion>8.0.4</EfVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Serilog.AspNetCore" Version="8.0.1" />
    <PackageReference Include="Microsoft.EntityFrameworkCore" Version="$(EfVersion)" />
    <PackageReference Include="Microsoft.EntityFrameworkCore.Design"><Version>8.0.4</Version><PrivateAssets>all</PrivateAssets></PackageReference>
    <PackageReference Include="Polly" Version="8.*" />
    <ProjectReference Include="..\\Core\\Core.csproj" />
  </ItemGroup>
</Project>`;

describe('a project', () => {
  test('names its packages, its framework and the projects it takes in', () => {
    const manifest = one('src/Web/Web.csproj', web);
    expect(manifest).toMatchObject({
      ecosystem: 'dotnet',
      name: 'Web',
      references: ['src/Core/Core.csproj'],
      runtime: { value: 'net8.0' },
      library: false,
    });
    expect(manifest.dependencies.map(({ name, version, group, pinned }) => [name, version, group, pinned])).toEqual([
      ['Microsoft.NET.Sdk.Web', '', 'runtime', true],
      ['Serilog.AspNetCore', '8.0.1', 'runtime', true],
      ['Microsoft.EntityFrameworkCore', '8.0.4', 'runtime', true],
      ['Microsoft.EntityFrameworkCore.Design', '8.0.4', 'development', true],
      ['Polly', '8.*', 'runtime', false],
    ]);
    const { at } = manifest.dependencies[1]!;
    expect(web.slice(at.start, at.end)).toBe('<PackageReference Include="Serilog.AspNetCore" Version="8.0.1" />');
  });
  test.each([
    ['<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup /></Project>', true],
    ['<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>', false],
    ['<Project Sdk="Microsoft.NET.Sdk.Worker"></Project>', false],
  ])('%s', (text, library) => expect(one('A.csproj', text)).toMatchObject({ library }));
  test('its assembly may bear another name', () => {
    const named = (name: string) =>
      `<Project><PropertyGroup><AssemblyName>${name}</AssemblyName></PropertyGroup></Project>`;
    expect(one('A.csproj', named('shop')).name).toBe('shop');
    expect(one('A.csproj', named('x-$(Y)')).name).toBe('A');
  });
  test('what is no XML is a gap', () => expect(read('A.csproj', '<Project>').gaps).toHaveLength(1));
});

test('versions that are kept for all projects are no wish of their own', () => {
  const text = '<Project><ItemGroup><PackageVersion Include="Dapper" Version="2.1.35" /></ItemGroup></Project>';
  expect(one('Directory.Packages.props', text).dependencies).toMatchObject([
    { name: 'Dapper', version: '2.1.35', indirect: true },
  ]);
});
