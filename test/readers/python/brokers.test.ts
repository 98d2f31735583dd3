/** What Python keeps in its memory, leaves to itself, takes from brokers and asks of its clients. */
import { describe, expect, test } from '@jest/globals';
import { said } from './read.ts';

const flask = 'from flask import Flask, request\napp = Flask(__name__)\n';
const fastapi = 'from fastapi import FastAPI, Request, BackgroundTasks\napp = FastAPI()\n';

describe('memory of the process', () => {
  test.each([
    [
      'written by one route, read by another',
      `${flask}otp = {}\n@app.post("/otp")\ndef send():\n  otp[request.json["u"]] = "1"\n@app.post("/verify")\ndef verify():\n  return otp.get("u")`,
      ['module-state local otp medium, requests'],
    ],
    [
      'the one instance of a class',
      `${fastapi}class Store:\n  def __init__(self):\n    self.sessions = {}\n  def open(self, key):\n    self.sessions[key] = 1\n  def find(self, key):\n    return self.sessions.get(key)\nstore = Store()`,
      ['module-state local sessions medium'],
    ],
    [
      'a count that requests raise',
      `${flask}visits = 0\n@app.get("/")\ndef index():\n  global visits\n  visits += 1\n  return str(visits)`,
      ['module-state local visits medium, requests'],
    ],
    [
      'a name that tells nothing counts a little',
      `${flask}things = []\n@app.post("/")\ndef add():\n  things.append(1)\n@app.get("/")\ndef all():\n  return things`,
      ['module-state local things low, requests'],
    ],
    [
      'a table filled at the start',
      'users = {}\ndef load_users():\n  users["a"] = 1\ndef find(k):\n  return users[k]',
      [],
    ],
    ['a table of the module alone', 'users = {}\nusers["a"] = 1\ndef find(k):\n  return users[k]', []],
    ['a cache', 'user_cache = {}\ndef put(k):\n  user_cache[k] = 1\ndef find(k):\n  return user_cache[k]', []],
    [
      'a local of the same name',
      'users = {}\ndef put(k):\n  users = {}\n  users[k] = 1\ndef find(k):\n  return users[k]',
      [],
    ],
    ['a parameter', 'users = {}\ndef put(users, k):\n  users[k] = 1\ndef find(k):\n  return users[k]', []],
    [
      'open connections can be nowhere else',
      'rooms = {}\ndef join(room, websocket):\n  rooms[room] = websocket\ndef find(k):\n  return rooms[k]',
      [],
    ],
    [
      'fields of objects made per request',
      'class Cart:\n  def __init__(self):\n    self.orders = []\n  def add(self, o):\n    self.orders.append(o)\n  def all(self):\n    return self.orders',
      [],
    ],
  ])('%s', (_what, text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('work beside a request', () => {
  test.each([
    [
      `${fastapi}@app.post("/")\nasync def add(tasks: BackgroundTasks):\n  tasks.add_task(send_invoice, 1)`,
      ['background-work local, send_invoice'],
    ],
    [
      `import asyncio\n${fastapi}@app.post("/")\nasync def add():\n  asyncio.create_task(send_mail(1))\n  return 1`,
      ['background-work local, send_mail'],
    ],
    [
      `import asyncio\n${fastapi}@app.post("/")\nasync def add():\n  t = asyncio.create_task(send_mail(1))\n  return await t`,
      [],
    ],
    [`import asyncio\n${fastapi}@app.post("/")\nasync def add():\n  asyncio.create_task(log_access(1))`, []],
    [`import asyncio\nasync def main():\n  asyncio.create_task(send_mail(1))`, []],
    [
      `from threading import Thread\n${flask}def work(i):\n  db.session.commit()\n@app.post("/")\ndef add():\n  Thread(target=work, args=(1,)).start()\n  return "ok"`,
      ['background-work local, db.session.commit'],
    ],
    [
      `from threading import Thread\n${flask}def work(i):\n  db.session.commit()\n@app.post("/")\ndef add():\n  t = Thread(target=work)\n  t.start()\n  t.join()`,
      [],
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('consumers', () => {
  test.each([
    [
      'import pika\ndef on(ch, m, p, b):\n  db.insert(b)\nc = pika.BlockingConnection().channel()\nc.basic_consume("q", on, auto_ack=True)',
      ['consumer rabbitmq early one db.insert'],
    ],
    ['import pika\nc.basic_consume(queue="q", on_message_callback=on)', ['consumer rabbitmq late one']],
    ['from kafka import KafkaConsumer\nKafkaConsumer("t", group_id="g")', ['consumer kafka unknown one']],
    [
      'from kafka import KafkaConsumer\nimport uuid\nc = KafkaConsumer("t", group_id=f"g-{uuid.uuid4()}")\nfor m in c:\n  orders.save(m)',
      ['consumer kafka unknown each orders.save'],
    ],
    [
      'import redis\np = redis.Redis().pubsub()\np.subscribe("orders")\nfor m in p.listen():\n  charge(m)',
      ['consumer redis unknown each charge'],
    ],
    [
      'import redis\np = redis.Redis().pubsub()\np.subscribe("x")\nfor m in p.listen():\n  cache.clear()',
      ['consumer redis unknown each'],
    ],
    ['import redis\nredis.Redis().blpop("jobs")', ['consumer redis early one']],
    [
      'import paho.mqtt.client as mqtt\nc = mqtt.Client()\ndef on(c, u, m):\n  db.insert(m)\nc.on_message = on\nc.subscribe("a/#")\nc.subscribe("$share/g/a")',
      ['consumer mqtt unknown each db.insert', 'consumer mqtt unknown one db.insert'],
    ],
    [
      'from celery import Celery\napp = Celery("a")\napp.conf.task_acks_late = True',
      ['consumer celery early one', 'consumer celery late unknown'],
    ],
  ])('%s', (text, expected) => {
    expect(said(text).filter((one) => one.startsWith('consumer'))).toEqual(expected);
  });
});

describe('clients and probes', () => {
  test.each([
    ['from flask import request\nip = request.remote_addr', ['client asks']],
    ['from fastapi import Request\ndef f(request: Request):\n  return request.client.host', ['client asks']],
    ['def f(request):\n  return request.META["REMOTE_ADDR"]', ['client asks']],
    ['def f(request):\n  return request.META.get("HTTP_X_FORWARDED_FOR")', ['client trusts']],
    ['from werkzeug.middleware.proxy_fix import ProxyFix\napp.wsgi_app = ProxyFix(app.wsgi_app)', ['client trusts']],
    [
      `${flask}@app.get("/health")\ndef health():\n  db.session.execute("SELECT 1")\n  return "ok"`,
      ['health-route /health asks db.session.execute'],
    ],
    [`${flask}@app.get("/health")\ndef health():\n  return "ok"`, []],
    [
      `${flask}@app.get("/health")\ndef health():\n  try:\n    db.session.execute("SELECT 1")\n  except Exception:\n    return {"db": False}\n  return {"db": True}`,
      [],
    ],
    [
      `${flask}@app.get("/health")\ndef health():\n  try:\n    db.session.execute("SELECT 1")\n  except Exception:\n    return {"db": False}, 503`,
      ['health-route /health asks db.session.execute'],
    ],
    [
      `${flask}def check():\n  return redis.ping()\n@app.get("/health")\ndef health():\n  return check()`,
      ['health-route /health asks redis.ping'],
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('files and logs', () => {
  test.each([
    ['open("seen.json", "w")\nopen("seen.json")', ['file-write local seen.json, read back']],
    ['open("seen.json", "w")', ['file-write local seen.json']],
    ['import shelve\nshelve.open("state")', ['file-write local state']],
    ['from telethon import TelegramClient\nTelegramClient("bot", 1, "h")', ['file-write local bot']],
    [
      'from telethon import TelegramClient\nfrom telethon.sessions import StringSession\nTelegramClient(StringSession(s), 1, "h")',
      [],
    ],
    ['import logging.handlers\nlogging.handlers.SysLogHandler(address=("logs", 514))', ['log-sink shared, ships']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

test('deeply nested code does not hang', () => {
  const text = `users = {}\ndef f():\n  users["a"] = ${'['.repeat(400)}${']'.repeat(400)}\n`;
  expect(said(text)).toEqual([]);
});
