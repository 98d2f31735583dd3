/** Variables a Go program asks for, and whether it can do without them. */
import { describe, expect, test } from '@jest/globals';
import { readSource, readsIn } from '../code/said.ts';

const reads = (text: string, path = 'cmd/shop/main.go'): readonly string[] =>
  readsIn(readSource('go', path, text).facts);

const main = (body: string, imports = '"os"\n"log"'): string =>
  `package main\n\nimport (\n${imports}\n)\n\nfunc main() {\n${body}\n}\n`;

describe('the runtime', () => {
  test.each([
    ['os.Getenv("A")', ['A optional']],
    ['a := os.Getenv("A")\nif a == "" { log.Fatal("A is not set") }', ['A required']],
    ['if os.Getenv("A") == "" { panic("A") }', ['A required']],
    ['a, ok := os.LookupEnv("A")\nif !ok { os.Exit(1) }\nlog.Print(a)', ['A required']],
    ['if a, ok := os.LookupEnv("A"); ok { log.Print(a) }', ['A optional']],
    ['a := os.Getenv("A")\nif a == "" { a = "b" }', ['A defaulted b']],
    ['a := os.Getenv("A")\nif len(a) == 0 { a = "b" }', ['A defaulted b']],
    [
      'a, b := os.Getenv("A"), os.Getenv("B")\nif a == "" || b == "" { log.Fatal("both") }',
      ['A required', 'B required'],
    ],
    // Only one of the two has to be there.
    [
      'a, b := os.Getenv("A"), os.Getenv("B")\nif a == "" && b == "" { log.Fatal("one") }',
      ['A optional', 'B optional'],
    ],
    // Only where something else asks for it.
    ['a := os.Getenv("A")\nif len(os.Args) > 1 { if a == "" { log.Fatal("A") } }', ['A optional']],
    ['os.Setenv("A", "b")', []],
    ['name := os.Args[1]\nos.Getenv(name)', []],
  ])('%s', (body, expected) => {
    expect(reads(main(body))).toEqual(expected);
  });

  test('a constant is the name, and another name of the package is followed', () => {
    expect(reads('package main\n\nimport env "os"\n\nconst key = "A" + "B"\n\nvar a = env.Getenv(key)\n')).toEqual([
      'AB optional',
    ]);
  });

  test('`cmp.Or` answers the first that is there', () => {
    const text = main(
      'port := cmp.Or(os.Getenv("PORT"), "8080")\nhttp.ListenAndServe(":"+port, nil)',
      '"cmp"\n"os"\n"net/http"',
    );
    const listen = readSource('go', 'main.go', text).facts.find(({ kind }) => kind === 'listen');
    expect(listen).toMatchObject({ port: 8080, portVariable: 'PORT', bind: 'all' });
  });
});

describe('helpers', () => {
  const helper = `package main

import "os"

func getEnv(key, fallback string) string {
	if v, ok := os.LookupEnv(key); ok {
		return v
	}
	return fallback
}

func getInt(key string, fallback string) string { return getEnv(key, fallback) }

func need(target *string, key string) {
	v := os.Getenv(key)
	if v == "" {
		panic(key)
	}
	*target = v
}

var a = getEnv("A", "1")
var b = getInt("B", "2")

func init() { need(&a, "C") }
`;
  test('of the same file are read as they are written', () => {
    expect(reads(helper)).toEqual(['A defaulted 1', 'B defaulted 2', 'C required']);
  });

  test.each([
    ['config.GetEnv("A", "b")', ['A defaulted b'], '"example.com/shop/config"'],
    ['env.String("API_URL", "b")', ['API_URL defaulted b'], '"example.com/shop/env"'],
    ['config.MustGetEnv("API_KEY")', ['API_KEY required'], '"example.com/shop/config"'],
    ['config.SetEnv("API_KEY", "x")', [], '"example.com/shop/config"'],
    ['cache.Get("API_KEY")', [], '"example.com/shop/cache"'],
  ])('of another package by their names: %s', (body, expected, imports) => {
    // One letter is no name of a variable that people would use.
    expect(reads(main(body.replace('"A"', '"ABC"'), imports))).toEqual(
      expected.map((one) => one.replace(/^A /, 'ABC ')),
    );
  });

  test('what only a switched part insists on is not required', () => {
    const text = `package main

import (
	"log"
	"os"
)

func must(name string) string {
	v := os.Getenv(name)
	if v == "" {
		log.Fatal(name)
	}
	return v
}

func trace() { must("COLLECTOR") }

func main() {
	if os.Getenv("TRACE") == "1" {
		trace()
	}
	must("DATABASE_URL")
}
`;
    expect(reads(text)).toEqual(['COLLECTOR optional', 'TRACE optional', 'DATABASE_URL required']);
  });

  test('a function of a package insists only on behalf of those who call it, a loader always', () => {
    const text = (name: string) =>
      `package config\n\nimport (\n"os"\n"log"\n)\n\nfunc ${name}() string {\nv := os.Getenv("REDIS")\nif v == "" { log.Fatal("REDIS") }\nreturn v\n}\n`;
    expect(reads(text('RedisAddr'), 'internal/config/config.go')).toEqual(['REDIS optional']);
    expect(reads(text('LoadConfig'), 'internal/config/config.go')).toEqual(['REDIS required']);
  });
});

describe('tags of structs', () => {
  const struct = (fields: string): string => `package config\n\ntype Config struct {\n${fields}\n}\n`;
  test.each([
    ['A string `env:"A"`', ['A optional']],
    ['A string `env:"A,required"`', ['A required']],
    ['A string `env:"A,notEmpty" json:"a"`', ['A required']],
    ['A string `env:"A" envDefault:"x"`', ['A defaulted x']],
    ['A string `env:"A, default=x"`', ['A defaulted x']],
    ['A string `env:"A" env-default:"x"`', ['A defaulted x']],
    ['A string `env:"A" env-required:"true"`', ['A required']],
    // A second name may be set instead.
    ['A string `env:"A,B" env-required:"true"`', ['A optional']],
    ['A string `envconfig:"A" required:"true"`', ['A required']],
    ['A string `envconfig:"A" default:"x"`', ['A defaulted x']],
    // The option of the command line does as well.
    ['A string `help:"a" env:"A" required:""`', ['A optional']],
    ['A string `arg:"env:A,required"`', ['A optional']],
    ['A string `mapstructure:"DB_URL"`', ['DB_URL optional']],
    ['A string `mapstructure:"db_url"`', []],
    ['A string `env:"-"`', []],
    ['A string `json:"env"`', []],
    ['DB struct {\nURL string `env:"URL,required"`\n} `envPrefix:"DB_"`', ['DB_URL required']],
  ])('%s', (fields, expected) => {
    expect(reads(struct(fields))).toEqual(expected);
  });

  test('a struct behind two prefixes is read twice', () => {
    const text = `package config

type Redis struct {
	Addr string \`env:"ADDR,required"\`
}

type Config struct {
	Cache Redis \`envPrefix:"CACHE_"\`
	Queue Redis \`env:", prefix=QUEUE_"\`
}
`;
    expect(reads(text)).toEqual(['CACHE_ADDR required', 'QUEUE_ADDR required']);
  });

  test('envconfig needs no tags', () => {
    const text = `package config

import "github.com/kelseyhightower/envconfig"

type Config struct {
	Port    int    \`default:"8080"\`
	MaxConn int    \`split_words:"true"\`
	Token   string \`required:"true"\`
	hidden  string
}

func Load() Config {
	var c Config
	envconfig.Process("shop", &c)
	return c
}
`;
    expect(reads(text)).toEqual(
      ['SHOP_PORT defaulted 8080', 'SHOP_MAXCONN optional', 'SHOP_TOKEN required'].map((one) =>
        one.replace('MAXCONN', 'MAX_CONN'),
      ),
    );
  });

  test('a field is the variable where it is used', () => {
    const text = `package main

import (
	"fmt"
	"net/http"
)

type config struct {
	Port int \`env:"HTTP_PORT" envDefault:"3000"\`
}

func serve(c *config) { http.ListenAndServe(fmt.Sprintf(":%d", c.Port), nil) }
`;
    expect(readSource('go', 'main.go', text).facts.find(({ kind }) => kind === 'listen')).toMatchObject({
      port: 3000,
      portVariable: 'HTTP_PORT',
    });
  });
});

describe('libraries', () => {
  test('viper', () => {
    const text = main(
      'viper.SetEnvPrefix("shop")\nviper.AutomaticEnv()\nviper.SetDefault("db.port", 5432)\nviper.BindEnv("token", "API_TOKEN")\nviper.GetInt("db.port")\nviper.GetString("token")\nviper.GetString("name")',
      '"github.com/spf13/viper"',
    );
    expect(reads(text)).toEqual(['SHOP_DB_PORT defaulted 5432', 'API_TOKEN optional', 'SHOP_NAME optional']);
    // Without a word about the environment the key is one of a file.
    expect(reads(main('viper.GetString("name")', '"github.com/spf13/viper"'))).toEqual([]);
  });

  test.each([
    ['v2', 'EnvVars: []string{"ADDR"}'],
    ['v3', 'Sources: cli.EnvVars("ADDR")'],
    ['v1', 'EnvVar: "ADDR"'],
  ])('urfave/cli %s', (_, how) => {
    const text = main(
      `f := &cli.StringFlag{Name: "addr", ${how}, Value: ":80", Required: true}\n_ = f`,
      '"github.com/urfave/cli/v2"',
    );
    expect(reads(text)).toEqual(['ADDR defaulted :80']);
  });
});
