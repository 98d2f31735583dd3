/** Every group of rows: what goes wrong with a second replica, and what people write to make it right. */
import { describe, expect, test } from '@jest/globals';
import { said } from './read.ts';

describe('sessions', () => {
  test.each([
    ['SESSION_ENGINE = "django.contrib.sessions.backends.file"', 'session-store local'],
    ['SESSION_ENGINE = "django.contrib.sessions.backends.db"', 'session-store shared'],
    // The cache that nobody configures is one of the process; which one is configured is asked later.
    ['SESSION_ENGINE = "django.contrib.sessions.backends.cache"', 'session-store local'],
    ['SESSION_ENGINE = "shop.sessions"', 'session-store unknown'],
    ['app.config["SESSION_TYPE"] = "filesystem"', 'session-store local'],
    ['app.config.update(SESSION_TYPE="redis")', 'session-store shared'],
    ['from starsessions import InMemoryStore\nstore = InMemoryStore()', 'session-store local'],
    ['from starsessions.stores.redis import RedisStore\nstore = RedisStore("redis://cache")', 'session-store shared'],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});

describe('limits', () => {
  test.each([
    ['Limiter(get_remote_address, app=app)', ['rate-limit local']],
    ['Limiter(app=app, storage_uri="memory://")', ['rate-limit local']],
    ['Limiter(app=app, storage_uri="redis://cache:6379")', ['rate-limit shared']],
    ['Limiter(app=app, storage_uri=os.environ["LIMITS"])', ['rate-limit unknown, unset local']],
    ['Limiter(app=app, storage_uri=os.getenv("LIMITS", "memory://"))', ['rate-limit unknown, unset local']],
    ['Limiter(app=app, **options)', ['rate-limit unknown']],
  ])('%s', (call, expected) => {
    expect(said(`import os\nfrom flask_limiter import Limiter\nlimiter = ${call}`)).toEqual(expected);
  });
  test('a class of the program that has the same name', () => {
    expect(said('from shop.limits import Limiter\nLimiter()')).toEqual([]);
  });
});

describe('realtime', () => {
  test.each([
    ['from flask_socketio import SocketIO\nio = SocketIO(app)', 'realtime local'],
    ['from flask_socketio import SocketIO\nio = SocketIO(app, message_queue="redis://")', 'realtime shared'],
    ['import socketio\nio = socketio.AsyncServer(async_mode="asgi")', 'realtime local'],
    [
      'import socketio\nio = socketio.AsyncServer(client_manager=socketio.AsyncRedisManager("redis://"))',
      'realtime shared',
    ],
    ['CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}', 'realtime local'],
    ['CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer"}}', 'realtime shared'],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});

describe('schedulers', () => {
  const apscheduler = 'from apscheduler.schedulers.background import BackgroundScheduler\n';
  test.each([
    [`${apscheduler}scheduler = BackgroundScheduler()\nscheduler.start()`, ['scheduler local']],
    [`${apscheduler}scheduler = BackgroundScheduler()`, []],
    [
      `${apscheduler}class Jobs:\n  def __init__(self):\n    self.s = BackgroundScheduler()\n  def run(self):\n    self.s.start()`,
      ['scheduler local'],
    ],
    ['import schedule\nwhile True:\n  schedule.run_pending()', ['scheduler local']],
    [
      'from fastapi_utils.tasks import repeat_every\n@repeat_every(seconds=60)\nasync def sweep(): pass',
      ['scheduler local'],
    ],
    ['import aiocron\n@aiocron.crontab("* * * * *")\nasync def sweep(): pass', ['scheduler local']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('uploads and files', () => {
  test.each([
    [
      'from django.db import models\nclass Photo(models.Model):\n  file = models.ImageField(upload_to="photos")',
      ['upload local'],
    ],
    ['STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}', ['upload shared']],
    ['STORAGES["default"] = {"BACKEND": "shop.storage.Bucket"}', ['upload shared']],
    ['DEFAULT_FILE_STORAGE = "django.core.files.storage.FileSystemStorage"', ['upload local']],
    ['from flask import request\nrequest.files["f"].save("uploads/a.png")', ['upload local uploads/a.png']],
    ['from flask import request\nfile = request.files["f"]\nfile.save("/tmp/a.png")', []],
    ['with open("state.json", "w") as f:\n  pass', ['file-write local state.json']],
    ['open("state.json")', []],
    ['import os, tempfile\nopen(os.path.join(tempfile.gettempdir(), "x"), "wb")', []],
    [
      'from pathlib import Path\nBASE = Path(__file__).resolve().parent\nopen(BASE / "data" / "x.csv", "a")',
      ['file-write local data/x.csv'],
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('databases', () => {
  test.each([
    [
      'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE / "db.sqlite3"}}',
      ['datastore local'],
    ],
    ['DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}', ['datastore shared shop']],
    ['DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}', []],
    ['import sqlite3\nsqlite3.connect("shop.db")', ['datastore local shop.db']],
    ['import sqlite3\nsqlite3.connect(":memory:")', []],
    ['from sqlalchemy import create_engine\ncreate_engine("sqlite:///shop.db")', ['datastore local']],
    ['from sqlalchemy import create_engine\ncreate_engine("postgresql+psycopg://db/shop")', ['datastore shared']],
    [
      'import os\nfrom sqlalchemy import create_engine\ncreate_engine(os.environ["DATABASE_URL"])',
      ['datastore unknown'],
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('keys', () => {
  test.each([
    [
      'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.urandom(24)',
      ['instance-secret local'],
    ],
    ['from flask import Flask\napp = Flask(__name__)\napp.secret_key = "x"', []],
    ['import secrets\nSECRET_KEY = secrets.token_hex(32)', ['instance-secret local']],
    [
      'import os\nfrom django.core.management.utils import get_random_secret_key\nSECRET_KEY = os.environ.get("SECRET_KEY", get_random_secret_key())',
      ['instance-secret local'],
    ],
    ['import os\nSECRET_KEY = os.environ["SECRET_KEY"]', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('queues, caches, logs, migrations', () => {
  test.each([
    [
      'from celery import Celery\napp = Celery("shop", broker="memory://")',
      ['queue local', 'consumer celery early one'],
    ],
    [
      'from celery import Celery\napp = Celery("shop", broker="redis://cache")',
      ['queue shared', 'consumer celery early one'],
    ],
    ['from celery import Celery\napp = Celery("shop")', ['consumer celery early one']],
    ['CELERY_BROKER_URL = "filesystem://"', ['queue local']],
    ['CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}', ['local-cache local']],
    ['CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache"}}', ['local-cache shared']],
    ['from cachetools import TTLCache\ncache = TTLCache(100, 60)', ['local-cache local']],
    ['from cachetools import TTLCache\ndef handle():\n  cache = TTLCache(100, 60)', []],
    ['import logging\nlogging.basicConfig(filename="app.log")', ['log-sink local app.log']],
    ['import logging\nlogging.basicConfig(level="INFO")', []],
    [
      'from logging.handlers import RotatingFileHandler\nh = RotatingFileHandler("logs/app.log")',
      ['log-sink local logs/app.log'],
    ],
    ['import logging\nh = logging.FileHandler("/dev/stdout")', []],
    ['from alembic import command\ncommand.upgrade(config, "head")', ['migration local']],
    ['from django.core.management import call_command\ncall_command("migrate")', ['migration local']],
    ['from django.core.management import call_command\ncall_command("clearsessions")', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('listeners', () => {
  test.each([
    ['import uvicorn\nuvicorn.run(app)', 'listen loopback 8000'],
    ['import uvicorn\nuvicorn.run("shop:app", host="0.0.0.0", port=80)', 'listen all 80'],
    ['import os, uvicorn\nuvicorn.run(app, host="0.0.0.0", port=int(os.getenv("PORT", 9000)))', 'listen all 9000 PORT'],
    ['import os, uvicorn\nuvicorn.run(app, host=os.environ["HOST"])', 'listen unknown 8000'],
    ['from flask import Flask\napp = Flask(__name__)\napp.run("0.0.0.0", 80)', 'listen all 80'],
    ['from aiohttp import web\nweb.run_app(app)', 'listen all 8080'],
    ['import grpc\nserver = grpc.server(pool)\nserver.add_insecure_port("[::]:50051")', 'listen all 50051'],
    ['import gradio as gr\ndemo = gr.Interface(f)\ndemo.launch()', 'listen loopback 7860'],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});

describe('signals', () => {
  test.each([
    [
      'import signal\ndef stop(s, f):\n  server.shutdown()\n  sys.exit(0)\nsignal.signal(signal.SIGTERM, stop)',
      'signal SIGTERM drains',
    ],
    ['import signal, sys\ndef stop(s, f):\n  sys.exit(0)\nsignal.signal(signal.SIGTERM, stop)', 'signal SIGTERM exits'],
    ['import signal\nfrom shop import stop\nsignal.signal(signal.SIGTERM, stop)', 'signal SIGTERM unknown'],
    ['import signal\nloop.add_signal_handler(signal.SIGINT, stop.set)', 'signal SIGINT unknown'],
    [
      'import signal\nfor s in (signal.SIGTERM, signal.SIGINT):\n  loop.add_signal_handler(s, lambda: task.cancel())',
      'signal SIGTERM drains',
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });
});
