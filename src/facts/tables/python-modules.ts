/**
 * Modules of Python whose distributions a project names itself: frameworks, drivers and clients that other packages do not bring along.
 * From PyPI. `also`: other distributions with the same module, or that bring it.
 */
export interface PythonModule {
  readonly module: string;
  readonly distribution: string;
  readonly also?: readonly string[];
}

const rows: readonly (readonly [module: string, distribution: string, also?: string])[] = [
  ['django', 'Django', 'wagtail djangorestframework django-ninja django-cors-headers saleor'],
  ['rest_framework', 'djangorestframework', 'drf-spectacular drf-yasg djangorestframework-simplejwt dj-rest-auth'],
  ['corsheaders', 'django-cors-headers'],
  ['environ', 'django-environ', 'environ-config'],
  ['storages', 'django-storages'],
  ['django_celery_beat', 'django-celery-beat'],
  ['django_celery_results', 'django-celery-results'],
  ['django_redis', 'django-redis'],
  ['channels', 'channels', 'channels-redis'],
  ['whitenoise', 'whitenoise'],
  ['flask', 'Flask', 'flask-sqlalchemy flask-login flask-restful flask-cors quart apache-airflow flask-migrate'],
  ['flask_sqlalchemy', 'Flask-SQLAlchemy', 'flask-migrate'],
  ['flask_migrate', 'Flask-Migrate'],
  ['flask_login', 'Flask-Login'],
  ['flask_cors', 'Flask-Cors'],
  ['flask_session', 'Flask-Session'],
  ['fastapi', 'fastapi', 'fastapi-users fastapi-pagination sqladmin'],
  ['celery', 'celery', 'django-celery-beat django-celery-results flower celery-redbeat'],
  ['dramatiq', 'dramatiq'],
  ['rq', 'rq', 'django-rq rq-scheduler'],
  ['psycopg', 'psycopg', 'psycopg-binary psycopg-c'],
  ['psycopg2', 'psycopg2', 'psycopg2-binary aiopg'],
  ['asyncpg', 'asyncpg', 'tortoise-orm databases'],
  ['pymysql', 'PyMySQL', 'aiomysql'],
  ['MySQLdb', 'mysqlclient'],
  ['pymongo', 'pymongo', 'motor mongoengine beanie djongo'],
  ['motor', 'motor', 'beanie'],
  ['cv2', 'opencv-python', 'opencv-python-headless opencv-contrib-python opencv-contrib-python-headless ultralytics'],
  ['sklearn', 'scikit-learn', 'sentence-transformers imbalanced-learn'],
  ['jose', 'python-jose'],
  ['Crypto', 'pycryptodome', 'pycrypto'],
  ['MySQL', 'mysql-connector-python'],
  ['stripe', 'stripe', 'dj-stripe'],
  ['openai', 'openai', 'langchain-openai llama-index'],
  ['sentry_sdk', 'sentry-sdk'],
  ['boto3', 'boto3', 'django-storages moto sagemaker aioboto3 s3fs awscli django-ses'],
  ['telegram', 'python-telegram-bot'],
  ['telebot', 'pyTelegramBotAPI'],
  ['discord', 'discord.py', 'py-cord'],
  ['magic', 'python-magic', 'python-magic-bin'],
  ['docx', 'python-docx', 'docxtpl'],
  ['slugify', 'python-slugify', 'unicode-slugify awesome-slugify'],
  ['decouple', 'python-decouple'],
  ['pika', 'pika'],
  ['nats', 'nats-py'],
  ['influxdb_client', 'influxdb-client'],
  ['apscheduler', 'APScheduler', 'django-apscheduler flask-apscheduler'],
  ['passlib', 'passlib', 'fastapi-users'],
  ['pyodbc', 'pyodbc'],
  ['ldap3', 'ldap3'],
];

export const pythonModules: ReadonlyMap<string, PythonModule> = new Map(
  rows.map(([module, distribution, also]) => [
    module,
    { module, distribution, ...(also === undefined ? {} : { also: also.split(' ') }) },
  ]),
);
