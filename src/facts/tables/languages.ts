/** Languages, and what tells them: manifests, endings, programs, frameworks. From the documentation of each. */
import type { Language } from '../code.ts';
import type { Ecosystem } from '../manifest.ts';

export const languageOf: Readonly<Record<Ecosystem, Language>> = {
  npm: 'javascript',
  python: 'python',
  go: 'go',
  ruby: 'ruby',
  php: 'php',
  jvm: 'java',
  dotnet: 'csharp',
  rust: 'rust',
  elixir: 'elixir',
};

/** Endings that tell a language where no manifest does. */
export const endings: readonly (readonly [RegExp, Language])[] = [
  [/\.[cm]?[jt]sx?$/, 'javascript'],
  [/\.py$/, 'python'],
  [/\.go$/, 'go'],
  [/\.rb$/, 'ruby'],
  [/\.php$/, 'php'],
  [/\.java$/, 'java'],
  [/\.kt$/, 'java'],
  // Their own files are not read; the settings beside them are those of the platform.
  [/\.(?:scala|clj)$/, 'java'],
  [/\.cs$/, 'csharp'],
  [/\.rs$/, 'rust'],
  [/\.exs?$/, 'elixir'],
];

/** Programs that tell the language of what they run. */
export const programs: readonly (readonly [RegExp, Language])[] = [
  [
    /^(node|nodejs|npm|npx|yarn|pnpm|bun|deno|tsx|ts-node|next|nest|nuxt|pm2-runtime|pm2|nodemon|react-router-serve|remix-serve|turbo|strapi|medusa|nx)$/,
    'javascript',
  ],
  [
    /^(python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|celery|flask|django-admin|manage\.py|uwsgi|rq|dramatiq|streamlit|fastapi)$/,
    'python',
  ],
  [
    /^(ruby|rails|puma|pumactl|unicorn|sidekiq|rackup|rake|falcon|thin|passenger|good_job|clockwork|karafka|resque|shoryuken|delayed_job|thrust)$/,
    'ruby',
  ],
  [/^(php|php-fpm|apache2-foreground|frankenphp|artisan)$/, 'php'],
  [/^(java|mvn|gradle|gradlew|catalina\.sh)$/, 'java'],
  [/^dotnet$/, 'csharp'],
  [/^(mix|iex|elixir)$/, 'elixir'],
];

/** Programs that run a language nobody reads here: other files of the repository tell nothing about them. */
export const unreadPrograms =
  /^(perl[\d.]*|plackup|starman|starlet|twiggy|hypnotoad|morbo|raku|lua[\d.]*|luajit|Rscript|R|julia|erl|escript|lein|clj|clojure|swift|dart|crystal|racket|guile|sbcl|swipl|tclsh[\d.]*|pwsh|runghc|runhaskell)$/;

/** Base images, by their last name, that are there to run or build such a language. */
export const unreadBases =
  /^(perl|rakudo-star|r-base|r-ver|julia|erlang|clojure|swift|dart|crystal|racket|haskell|nim|ocaml)$/;

/** Servers that only hand out files or pass requests on. */
export const fileServers =
  /^(nginx|caddy|httpd|httpd-foreground|apachectl|lighttpd|haproxy|traefik|envoy|serve|http-server|static-web-server)$/;

/** Frameworks that find their code by folder: what is shipped is reached. */
export const byConvention = [
  'next',
  'nuxt',
  '@remix-run/node',
  '@remix-run/serve',
  '@sveltejs/kit',
  '@strapi/strapi',
  'strapi',
  '@adonisjs/core',
  'sails',
  'meteor-node-stubs',
  '@redwoodjs/api',
  'nitropack',
  '@feathersjs/cli',
  'umi',
  'egg',
  'midway',
  'django',
  'rails',
  'railties',
  'hanami',
];

/** Languages that one program may mix. */
export const kin: Readonly<Partial<Record<Language, readonly Language[]>>> = {
  java: ['java', 'kotlin'],
  kotlin: ['java', 'kotlin'],
};
