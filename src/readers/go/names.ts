/** Import paths: which library one names, whatever its version, and the name a file calls it by. */

/** Libraries that moved; rows know the newer name. Sources: the notices in the old repositories. */
const moved: readonly (readonly [string, string])[] = [
  ['github.com/go-redis/redis', 'github.com/redis/go-redis'],
  ['github.com/Shopify/sarama', 'github.com/IBM/sarama'],
  ['github.com/streadway/amqp', 'github.com/rabbitmq/amqp091-go'],
  ['github.com/dgrijalva/jwt-go', 'github.com/golang-jwt/jwt'],
  ['github.com/jinzhu/gorm', 'gorm.io/gorm'],
  ['github.com/codegangsta/cli', 'github.com/urfave/cli'],
  ['github.com/coreos/bbolt', 'go.etcd.io/bbolt'],
  ['github.com/boltdb/bolt', 'go.etcd.io/bbolt'],
  ['gopkg.in/natefinch/lumberjack', 'github.com/natefinch/lumberjack'],
  ['gopkg.in/robfig/cron', 'github.com/robfig/cron'],
  ['gopkg.in/redis', 'github.com/redis/go-redis'],
  ['gopkg.in/urfave/cli', 'github.com/urfave/cli'],
  ['gopkg.in/mgo', 'github.com/globalsign/mgo'],
  ['github.com/nats-io/go-nats', 'github.com/nats-io/nats.go'],
  ['github.com/gofrs/uuid', 'github.com/google/uuid'],
  ['github.com/satori/go.uuid', 'github.com/google/uuid'],
  ['gopkg.in/olahol/melody', 'github.com/olahol/melody'],
];

/** Old names, for the look at the text before any parser. */
export const formerNames: readonly string[] = moved.map(([former]) => former);

/** Without versions: `github.com/go-redis/redis/v8` is `github.com/redis/go-redis`, `gopkg.in/yaml.v3` is `gopkg.in/yaml`. */
export function libraryName(path: string): string {
  const plain = path.replace(/\/v\d+(?=\/|$)/g, '').replace(/^(gopkg\.in\/[\w./-]+?)\.v\d+(?=\/|$)/, '$1');
  const found = moved.find(([former]) => plain === former || plain.startsWith(`${former}/`));
  return found ? `${found[1]}${plain.slice(found[0].length)}` : plain;
}

/** Names a package may declare for itself; the first is the likeliest. The path says no more than that. */
export function packageNames(path: string): readonly string[] {
  const last = path.replace(/\/v\d+$/, '').replace(/\.v\d+$/, '');
  const name = last.slice(last.lastIndexOf('/') + 1);
  const parts = name.split(/[-.]/).filter((part) => part !== 'go' && part !== 'golang' && part !== '');
  const names = [name, parts.join(''), ...parts].filter((one) => /^[A-Za-z_]\w*$/.test(one));
  return [...new Set(names)];
}
