/** What functions and methods of libraries answer, so that rows can name types: `gin.Default()` is an `Engine`. Sources: pkg.go.dev of each. */
import type { Meaning } from '../../code/program.ts';

const gin = 'github.com/gin-gonic/gin';
const gorm = 'gorm.io/gorm';
const fiber = 'github.com/gofiber/fiber';
const echo = 'github.com/labstack/echo';
const chi = 'github.com/go-chi/chi';
const mux = 'github.com/gorilla/mux';
const cron = 'github.com/robfig/cron';

/** Calls, the module of their answer, and its type. */
const answers: readonly (readonly [calls: readonly string[], module: string, type: string])[] = [
  [[`${gin}.Default`, `${gin}.New`], gin, 'Engine'],
  [[`${gin}.Engine().Group`, `${gin}.RouterGroup().Group`], gin, 'RouterGroup'],
  [[`${echo}.New`], echo, 'Echo'],
  [[`${echo}.Echo().Group`, `${echo}.Group().Group`], echo, 'Group'],
  [[`${fiber}.New`], fiber, 'App'],
  [[`${fiber}.App().Group`, `${fiber}.Router().Group`], fiber, 'Router'],
  [[`${chi}.NewRouter`, `${chi}.NewMux`], chi, 'Mux'],
  [[`${mux}.NewRouter`, `${mux}.Router().PathPrefix().Subrouter`, `${mux}.Route().Subrouter`], mux, 'Router'],
  [[`${mux}.Router().StrictSlash`, `${mux}.Router().UseEncodedPath`], mux, 'Router'],
  [['net/http.NewServeMux'], 'net/http', 'ServeMux'],
  [
    [
      `${gorm}.Open`,
      ...['Debug', 'Session', 'WithContext', 'Set', 'Model', 'Table', 'Omit', 'Scopes', 'LogMode'].map(
        (method) => `${gorm}.DB().${method}`,
      ),
    ],
    gorm,
    'DB',
  ],
  [[`${gorm}.DB().Migrator`], gorm, 'Migrator'],
  [['database/sql.Open', 'database/sql.OpenDB', `${gorm}.DB().DB`], 'database/sql', 'DB'],
  [
    ['github.com/jmoiron/sqlx.Open', 'github.com/jmoiron/sqlx.Connect', 'github.com/jmoiron/sqlx.MustConnect'],
    'github.com/jmoiron/sqlx',
    'DB',
  ],
  [[`${cron}.New`, `${cron}.NewWithLocation`], cron, 'Cron'],
  [
    ['github.com/go-co-op/gocron.NewScheduler', 'github.com/jasonlvhit/gocron.NewScheduler'],
    'github.com/go-co-op/gocron',
    'Scheduler',
  ],
  [['github.com/gorilla/websocket.Upgrader().Upgrade'], 'github.com/gorilla/websocket', 'Conn'],
  [['os.Create', 'os.OpenFile', 'os.Open'], 'os', 'File'],
  [
    ['github.com/rabbitmq/amqp091-go.Dial', 'github.com/rabbitmq/amqp091-go.DialConfig'],
    'github.com/rabbitmq/amqp091-go',
    'Connection',
  ],
  [['github.com/rabbitmq/amqp091-go.Connection().Channel'], 'github.com/rabbitmq/amqp091-go', 'Channel'],
  [['github.com/nats-io/nats.go.Connect'], 'github.com/nats-io/nats.go', 'Conn'],
  [
    ['github.com/nats-io/nats.go.Conn().JetStream', 'github.com/nats-io/nats.go/jetstream.New'],
    'github.com/nats-io/nats.go',
    'JetStreamContext',
  ],
  [
    [
      'github.com/golang-migrate/migrate.New',
      'github.com/golang-migrate/migrate.NewWithDatabaseInstance',
      'github.com/golang-migrate/migrate.NewWithSourceInstance',
      'github.com/golang-migrate/migrate.NewWithInstance',
    ],
    'github.com/golang-migrate/migrate',
    'Migrate',
  ],
  [['github.com/spf13/viper.New', 'github.com/spf13/viper.GetViper'], 'github.com/spf13/viper', 'Viper'],
  [['go.uber.org/fx.New'], 'go.uber.org/fx', 'App'],
  [['github.com/golang-jwt/jwt.New', 'github.com/golang-jwt/jwt.NewWithClaims'], 'github.com/golang-jwt/jwt', 'Token'],
  [['log.Default', 'log.New'], 'log', 'Logger'],
  [
    ['github.com/sirupsen/logrus.New', 'github.com/sirupsen/logrus.StandardLogger'],
    'github.com/sirupsen/logrus',
    'Logger',
  ],
  [['github.com/olahol/melody.New'], 'github.com/olahol/melody', 'Melody'],
  [
    ['github.com/alexedwards/scs.New', 'github.com/alexedwards/scs.NewSession'],
    'github.com/alexedwards/scs',
    'SessionManager',
  ],
  [['github.com/hibiken/asynq.NewServer'], 'github.com/hibiken/asynq', 'Server'],
  [['go.temporal.io/sdk/worker.New'], 'go.temporal.io/sdk/worker', 'Worker'],
  [['google.golang.org/grpc/health.NewServer'], 'google.golang.org/grpc/health', 'Server'],
];

const byCall: ReadonlyMap<string, Meaning> = new Map(
  answers.flatMap(([calls, module, type]) => calls.map((call) => [call, { module, path: `${type}()` }] as const)),
);

/** `NewX` answers an `X`, as people name such functions; otherwise what the table says. `name`: of the called member. */
export function answerOf(name: string, { module, path }: Meaning): Meaning | undefined {
  const known = byCall.get(name);
  if (known) return known;
  const made = /^New([A-Z]\w*)$/.exec(path)?.[1];
  return made === undefined ? undefined : { module, path: `${made}()` };
}

/** Interfaces that stand for the one type people hand over. */
export const sameType: ReadonlyMap<string, Meaning> = new Map([
  [`${chi}.Router()`, { module: chi, path: 'Mux()' }],
  [`${gin}.IRouter()`, { module: gin, path: 'Engine()' }],
  [`${gin}.IRoutes()`, { module: gin, path: 'Engine()' }],
]);
