/** What a Python program needs beside itself, and texts that should not stand in it. */
import { describe, expect, test } from '@jest/globals';
import { readSource, saidBy } from '../code/said.ts';

const facts = (text: string, path = 'app/main.py') => readSource('python', path, text).facts;
const said = (text: string, path?: string): readonly string[] =>
  saidBy(facts(text, path)).filter((one) => /^(spawn|pool|endpoint|secret|of) /.test(one));

test.each([
  ['import subprocess\nsubprocess.run(["ffmpeg", "-i", name])', ['spawn ffmpeg']],
  ['from subprocess import check_output as out\nout("git rev-parse HEAD", shell=True)', ['spawn git']],
  ['import subprocess\nsubprocess.Popen(f"pg_dump {url} > out.sql", shell=True)', ['spawn pg_dump']],
  ['import os\nos.system("/usr/bin/convert a b")', ['spawn convert']],
  ['import subprocess\nsubprocess.run([program])', []],
  ['import pytesseract\npytesseract.image_to_string(image)', ['spawn tesseract']],
  ['from pdf2image import convert_from_path\nconvert_from_path(p)', ['spawn pdftoppm']],
  ['import runner\nrunner.run(["ffmpeg"])', []],
])('%s', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test.each([
  ['from sqlalchemy import create_engine\nimport os\ncreate_engine(os.environ["URL"])', 'pool database 15 forgotten'],
  [
    'from sqlalchemy import create_engine\ncreate_engine(url, pool_size=20, max_overflow=0, pool_pre_ping=True)',
    'pool database 20 safe',
  ],
  [
    'from sqlalchemy import create_engine\ncreate_engine(url, pool_size=20, pool_recycle=-1)',
    'pool database 30 forgotten',
  ],
  ['from sqlalchemy import create_engine\ncreate_engine(url, **options)', 'pool database ? unknown'],
  ['import asyncpg\nasyncpg.create_pool(url)', 'pool postgres 10 safe'],
  [
    'import os\nfrom psycopg_pool import ConnectionPool\nConnectionPool(url, max_size=int(os.getenv("POOL", "8")))',
    'pool postgres 8 forgotten POOL',
  ],
])('%s', (text, expected) => {
  expect(said(text)).toContain(expected);
});

test('a file is no pool', () => {
  expect(said('from sqlalchemy import create_engine\ncreate_engine("sqlite:///shop.db")')).toEqual([]);
});

describe('addresses', () => {
  test.each([
    ['import psycopg2\npsycopg2.connect(host="db", dbname="shop")', ['endpoint postgres db']],
    ['import psycopg2\npsycopg2.connect("host=db.internal dbname=shop")', ['endpoint postgres db.internal']],
    ['import redis\nr = redis.Redis(host="cache", port=6379)', ['endpoint redis cache:6379']],
    [
      'import os, redis\nredis.Redis(host=os.getenv("REDIS_HOST", "localhost"))',
      ['endpoint redis localhost REDIS_HOST'],
    ],
    ['from celery import Celery\napp = Celery("x", broker="redis://redis:6379/0")', ['endpoint redis redis:6379']],
    ['BROKER_URL = "amqp://rabbit:5672"', ['endpoint rabbitmq rabbit:5672']],
    [
      'import os\nBROKER_URL = os.environ.get("BROKER_URL", "amqp://localhost")',
      ['endpoint rabbitmq localhost BROKER_URL'],
    ],
    [
      'from decouple import config\nURL = config("REDIS_URL", default="redis://localhost")',
      ['endpoint redis localhost REDIS_URL'],
    ],
    [
      'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    redis_url: str = "redis://localhost:6379"',
      ['endpoint redis localhost:6379 REDIS_URL'],
    ],
    ['import smtplib\nsmtplib.SMTP("mail.shop.test", 25)', ['endpoint smtp mail.shop.test:25']],
    ['"""Connects to redis://localhost"""', []],
    ['def connect(url="redis://cache"):\n    pass', ['endpoint redis cache']],
  ])('%s', (text, expected) => {
    expect(said(text).filter((one) => one.startsWith('endpoint'))).toEqual(expected);
  });
});

describe('secrets', () => {
  const random = 'f81Kq0ZpW3nV7tYx2Lr9';
  test.each([
    [`SECRET_KEY = "django-insecure-4$h^0k(dev*2"`, ['secret SECRET_KEY by name']],
    [`app.config["SECRET_KEY"] = "dev-key-12345"`, ['secret SECRET_KEY by name']],
    [`API_KEY = "${random}"`, ['secret API_KEY by name']],
    [`client(api_key="${random}")`, ['secret api_key by name']],
    [`KEYS = {"api_key": "${random}"}`, ['secret api_key by name']],
    [`import jwt\njwt.encode(p, "my-signing-key-1", algorithm="HS256")`, ['secret jwt.encode by name']],
    [`import os\nSECRET_KEY = os.environ.get("SECRET_KEY", "dev-key-12345")`, []],
    [`SECRET_KEY = os.environ["SECRET_KEY"]`, []],
    [`password_label = "Passwort eingeben 12345678"`, []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  test('of settings for development say so', () => {
    expect(facts('SECRET_KEY = "dev-key-12345"', 'shop/settings/dev.py')[0]?.guard).toBe('development');
  });
});

test('values of one environment', () => {
  expect(said('HOSTS = {"dev": "http://localhost", "prod": "https://api.shop.test"}')).toEqual([
    'of prod HOSTS.prod address',
  ]);
  expect(said('API_URL = "https://api.shop.test"\nDEBUG = False', 'shop/settings/production.py')).toEqual([
    'of production API_URL address',
  ]);
});
