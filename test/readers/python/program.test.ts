/** What Python says of its environment, when its code runs, and what it imports. */
import { describe, expect, test } from '@jest/globals';
import type { EnvRead } from '../../../src/facts/index.ts';
import { parsers } from '../../support/lint.ts';
import { readPython } from './read.ts';

const reads = (text: string): readonly string[] =>
  readPython(text)
    .facts.filter((fact): fact is EnvRead => fact.kind === 'env-read')
    .map(
      ({ name, need, fallback, knownSecret }) =>
        `${name} ${need}${fallback === undefined ? '' : ` ${fallback}`}${knownSecret ? ' known' : ''}`,
    );

describe('reads of the environment', () => {
  test.each([
    ['import os\nos.environ["A"]', ['A required']],
    ['import os\nos.environ["A"] = "1"\ndel os.environ["B"]', []],
    ['import os\nos.environ.get("A")', ['A optional']],
    ['import os\nos.getenv("A", "b")', ['A defaulted b']],
    ['import os\nos.getenv("A", None)', ['A optional']],
    ['import os\nos.getenv("A") or "b"', ['A defaulted b']],
    ['from os import environ as env\nenv["A"]', ['A required']],
    [
      'from os import getenv\nTOKEN = getenv("TOKEN")\nif not TOKEN:\n  raise RuntimeError("no token")',
      ['TOKEN required'],
    ],
    ['import os\nTOKEN = os.getenv("TOKEN")\nif TOKEN is None:\n  sys.exit(1)', ['TOKEN required']],
    ['import os\nkey = os.getenv("SECRET_KEY", "change-me")', ['SECRET_KEY defaulted known']],
    [
      'from decouple import config\nconfig("A")\nconfig("B", default=True, cast=bool)',
      ['A required', 'B defaulted true'],
    ],
    [
      'import environ\nenv = environ.Env(DEBUG=(bool, False))\nenv("A")\nenv.bool("B", default=False)\nenv.db()',
      ['A required', 'B defaulted false', 'DATABASE_URL required'],
    ],
    ['from environs import Env\nenv = Env()\nenv.str("A")\nenv.int("B", 3)', ['A required', 'B defaulted 3']],
    ['import dj_database_url\ndj_database_url.config(default="sqlite:///db")', ['DATABASE_URL defaulted sqlite:///db']],
    ['import os\nname = pick()\nos.environ[name]\nos.getenv(name)', []],
  ])('%s', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test('fields of settings classes', () => {
    const text = `from typing import ClassVar, Optional
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_", env_file=".env")
    database_url: str
    redis_url: str = "redis://cache"
    sentry: Optional[str]
    limit: int = Field(default=3)
    key: str = Field(...)
    tags: list[str] = Field(default_factory=list)
    known: ClassVar[int] = 1
`;
    expect(reads(text)).toEqual([
      'SHOP_DATABASE_URL required',
      'SHOP_REDIS_URL defaulted redis://cache',
      'SHOP_SENTRY optional',
      'SHOP_LIMIT defaulted 3',
      'SHOP_KEY required',
      'SHOP_TAGS defaulted',
    ]);
  });

  test('fields of settings classes that an alias names', () => {
    const text = `from typing import Annotated
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")
    token: SecretStr = Field(validation_alias="LANGGRAPH_TOKEN")
    log_level: str = Field(default="INFO", alias="log_level_of_all")
    database: str = Field(validation_alias=AliasChoices("DATABASE_URL", "POSTGRES_URL"))
    one_of: str = Field(validation_alias=AliasChoices("A1", "A2", "A3"))
    old: str = Field(..., env="OLD_STYLE")
    noted: Annotated[str, Field(validation_alias="NOTED")]
    plain: str
`;
    expect(reads(text)).toEqual([
      'LANGGRAPH_TOKEN required',
      'LOG_LEVEL_OF_ALL defaulted INFO',
      'DATABASE_URL required',
      'POSTGRES_URL optional',
      'A1 optional',
      'A2 optional',
      'A3 optional',
      'SHOP_OLD required',
      'NOTED required',
      'SHOP_PLAIN required',
    ]);
    const { facts } = readPython(text);
    expect(facts.find((fact) => fact.kind === 'env-read' && fact.name === 'DATABASE_URL')).toMatchObject({
      replacedBy: 'POSTGRES_URL',
    });
  });

  test('before version 2 of pydantic another argument names them', () => {
    const text = `from pydantic import BaseSettings, Field
class Settings(BaseSettings):
    token: str = Field(..., env="SHOP_TOKEN")
    key: str = Field(..., alias="other")
`;
    expect(reads(text)).toEqual(['SHOP_TOKEN required', 'KEY required']);
  });

  test('an alias that cannot be told may be anything', () => {
    const text = `from pydantic import Field
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    token: str = Field(validation_alias=pick())
`;
    expect(reads(text)).toEqual([]);
    expect(readPython(text).readsAny).toBeDefined();
  });
});

describe('when code runs', () => {
  const limiter = 'from flask_limiter import Limiter\nimport os\nfrom django.conf import settings\n';
  const guardOf = (text: string, path?: string) => {
    const fact = readPython(limiter + text, path).facts.find(({ kind }) => kind === 'rate-limit');
    return fact && `${fact.guard}${fact.entryOnly ? ' entry' : ''}`;
  };
  test.each([
    ['Limiter()', 'always'],
    ['if __name__ == "__main__":\n  Limiter()', 'always entry'],
    ['if settings.DEBUG:\n  Limiter()', 'development'],
    ['if not settings.DEBUG:\n  Limiter()', 'always'],
    ['if settings.DEBUG:\n  pass\nelse:\n  Limiter()', 'always'],
    ['if os.getenv("ENV") == "production":\n  Limiter()', 'always'],
    ['if os.getenv("ENV") != "production":\n  Limiter()', 'development'],
    ['if os.getenv("ENV", "dev") in ("dev", "local"):\n  Limiter()', 'development'],
    ['if os.getenv("USE_LIMITS"):\n  Limiter()', 'conditional'],
    ['if settings.LIMITS:\n  Limiter()', 'conditional'],
    ['if TESTING:\n  Limiter()', 'test'],
    ['if request.ok:\n  Limiter()', 'always'],
  ])('%s', (text, expected) => {
    expect(guardOf(text)).toBe(expected);
  });
  test('code for checkers never runs', () => {
    expect(guardOf('if TYPE_CHECKING:\n  Limiter()')).toBeUndefined();
  });
  test.each([
    ['tests/test_app.py', 'test'],
    ['shop/settings/dev.py', 'development'],
    ['shop/settings/local.py', 'development'],
    ['shop/settings/production.py', 'always'],
    ['shop/dev.py', 'always'],
  ])('in %s', (path, expected) => {
    expect(guardOf('Limiter()', path)).toBe(expected);
  });
  test.each(['shop/migrations/0001_initial.py', 'shop/management/commands/sweep.py'])('nothing in %s', (path) => {
    expect(readPython('import os\nos.environ["A"]', path).facts).toEqual([]);
  });
});

describe('imports', () => {
  const files = [
    'shop/__init__.py',
    'shop/api/__init__.py',
    'shop/api/views.py',
    'shop/models.py',
    'celery.py',
    'lib/tool.py',
  ];
  const imported = (text: string, path: string) => readPython(text, path, files);
  test('modules of the repository, with the packages around them', () => {
    expect(imported('from shop.api import views', 'main.py').imports).toEqual([
      'shop/api/__init__.py',
      'shop/api/views.py',
      'shop/__init__.py',
    ]);
    expect(imported('import shop.models', 'main.py').imports).toEqual(['shop/models.py', 'shop/__init__.py']);
    expect(
      imported('from . import views\nfrom ..models import (\n  A,  # one\n  B,\n)', 'shop/api/urls.py').imports,
    ).toEqual(['shop/api/__init__.py', 'shop/api/views.py', 'shop/models.py']);
    expect(imported('import tool', 'lib/run.py').imports).toEqual(['lib/tool.py']);
  });
  test('a library wins over a module of the same name inside a package', () => {
    const read = readPython('from celery import Celery', 'shop/celery.py', ['shop/__init__.py', 'shop/celery.py']);
    expect(read).toMatchObject({ imports: [], packages: ['celery'] });
  });
});

describe('awkward input', () => {
  test.each([
    ['nothing', ''],
    ['broken', 'def f(:\n  os.environ["A"\nclass'],
    ['bytes of other encodings', 'name = "caf\u00e9 \ud83d\ude00"\nimport os\nos.environ["A"]'],
    ['deep nesting', `x = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['names that are keys of every object', 'constructor = 1\n__proto__ = 2\nprint(constructor, toString)'],
    ['a name that stands for itself', 'a = b\nb = a\na.run()'],
  ])('%s', (_name, text) => {
    const read = parsers.python!({ path: 'a.py', text }, () => false);
    for (const { at } of read?.facts ?? []) {
      expect(at.end).toBeLessThanOrEqual(text.length);
      expect(at.start).toBeLessThan(at.end);
    }
  });
  test('places count as the text does, behind characters outside the basic plane', () => {
    const text = 's = "\ud83d\ude00"\nimport os\nos.environ["A"]';
    const { at } = readPython(text).facts[0]!;
    expect(text.slice(at.start, at.end)).toBe('os.environ["A"]');
  });
});
