/**
 * State of one process on the JVM. Sources: the references of Spring Framework, Boot, Security and Session, Jakarta Servlet, Ktor, Vert.x,
 * Micronaut and Quarkus, and of the libraries named.
 */
import type { CallRow } from '../../code/row.ts';
import { jakarta, of, on } from './names.ts';

const multipart = 'org.springframework.web.multipart';
const parts = [`${multipart}.MultipartFile`, ...jakarta('servlet.http.Part')];
const security = 'org.springframework.security.config';
const web = `${security}.annotation.web.builders`;
const sessions = jakarta('servlet.http.HttpSession');
const requests = jakarta('servlet.http.HttpServletRequest');
const ktorSessions = 'io.ktor.server.sessions';
const caffeine = 'com.github.benmanes.caffeine.cache.Caffeine';
const guava = 'com.google.common.cache.CacheBuilder';

const session: readonly CallRow[] = [
  {
    kind: 'session-store',
    calls: ['*.sessionCreationPolicy'],
    package: `${web}`,
    scope: {
      option: 0,
      words: { [`${security}.http.SessionCreationPolicy.STATELESS`]: 'shared' },
      other: 'none',
    },
    label: 'SessionCreationPolicy.STATELESS',
    confidence: 'high',
  },
  // A login by form or by another site is kept in the session of the servlet container.
  {
    kind: 'session-store',
    calls: ['*.formLogin', '*.oauth2Login', '*.saml2Login'],
    package: web,
    // `formLogin().disable()`, `formLogin(AbstractHttpConfigurer::disable)`, `formLogin(form -> form.disable())`
    when: [{ slot: 'disable', is: 'absent' }],
    scope: 'local',
    unlessSet: true,
    label: 'Spring Security login in HttpSession',
    confidence: 'medium',
  },
  {
    kind: 'session-store',
    calls: [...on(sessions, 'setAttribute', 'putValue'), ...on(requests, 'getSession().setAttribute')],
    scope: 'local',
    unlessSet: true,
    label: 'HttpSession',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      'org.springframework.web.bind.annotation.SessionAttributes',
      'org.springframework.web.context.annotation.SessionScope',
      ...jakarta('enterprise.context.SessionScoped'),
    ],
    how: 'decorator',
    scope: 'local',
    unlessSet: true,
    label: 'state in the HttpSession',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['org.springframework.context.annotation.Scope'],
    how: 'decorator',
    when: [{ slot: ['value', 'scopeName'], is: ['session'] }],
    scope: 'local',
    unlessSet: true,
    label: 'state in the HttpSession',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['com.vaadin.flow.router.Route'],
    how: 'decorator',
    scope: 'local',
    label: 'Vaadin views in the HttpSession',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [
      'redis.annotation.web.http.EnableRedisHttpSession',
      'redis.annotation.web.http.EnableRedisIndexedHttpSession',
      'redis.annotation.web.server.EnableRedisWebSession',
      'jdbc.config.annotation.web.http.EnableJdbcHttpSession',
      'hazelcast.config.annotation.web.http.EnableHazelcastHttpSession',
      'mongo.config.annotation.web.http.EnableMongoHttpSession',
    ].flatMap((name) => [
      `org.springframework.session.data.${name}`,
      `org.springframework.session.${name}`,
      `org.springframework.session.data.${name.replace('redis.annotation', 'redis.config.annotation')}`,
    ]),
    how: 'decorator',
    scope: 'shared',
    label: 'Spring Session',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['org.springframework.session.MapSessionRepository'],
    scope: 'local',
    label: 'MapSessionRepository',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: [`${ktorSessions}.SessionStorageMemory`, `${ktorSessions}.directorySessionStorage`],
    scope: 'local',
    label: 'SessionStorageMemory',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: ['io.vertx.ext.web.sstore.LocalSessionStore.create'],
    scope: 'local',
    label: 'LocalSessionStore',
    confidence: 'high',
  },
  {
    kind: 'session-store',
    calls: of('io.vertx.ext.web.sstore', 'ClusteredSessionStore.create', 'cookie.CookieSessionStore.create'),
    scope: 'shared',
    label: 'Vert.x session store',
    confidence: 'high',
  },
];

/** What a file is copied from: something a client has sent. */
const sent = Object.fromEntries(
  parts
    .flatMap((one) => [`${one}().getInputStream()`, `${one}().getBytes()`, `${one}().bytes`, `${one}().inputStream`])
    .map((name) => [name, 'local'] as const),
);

const uploads: readonly CallRow[] = [
  {
    kind: 'upload',
    calls: on([`${multipart}.MultipartFile`], 'transferTo'),
    scope: 'local',
    path: 0,
    label: 'MultipartFile.transferTo',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: on(jakarta('servlet.http.Part'), 'write'),
    scope: 'local',
    path: 0,
    label: 'Part.write',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['java.nio.file.Files.copy'],
    scope: { option: 0, words: sent, other: 'none' },
    path: 1,
    label: 'Files.copy of an upload',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: ['java.nio.file.Files.write'],
    scope: { option: 1, words: sent, other: 'none' },
    path: 0,
    label: 'Files.write of an upload',
    confidence: 'high',
  },
  {
    kind: 'upload',
    calls: [
      'org.apache.commons.io.FileUtils.copyInputStreamToFile',
      'org.apache.commons.io.FileUtils.writeByteArrayToFile',
    ],
    scope: 'local',
    path: [1, 0],
    label: 'FileUtils',
    confidence: 'medium',
  },
  {
    kind: 'upload',
    calls: ['*.writeChannel', '*.copyAndClose'],
    package: 'io.ktor.http.content',
    scope: 'local',
    label: 'file part written to disk',
    confidence: 'medium',
  },
  {
    kind: 'upload',
    calls: [
      'software.amazon.awssdk.services.s3.S3Client().putObject',
      'software.amazon.awssdk.services.s3.S3AsyncClient().putObject',
      'com.amazonaws.services.s3.AmazonS3().putObject',
      'io.minio.MinioClient().putObject',
      'io.minio.MinioClient().uploadObject',
      'com.google.cloud.storage.Storage().create',
      'com.azure.storage.blob.BlobClient().upload',
    ],
    scope: 'shared',
    label: 'object storage',
    confidence: 'high',
  },
  {
    kind: 'file-write',
    calls: [
      ...of('java.nio.file.Files', 'write', 'writeString', 'newBufferedWriter', 'newOutputStream'),
      'java.io.FileOutputStream',
      'java.io.FileWriter',
      'java.io.PrintWriter',
    ],
    // A writer around another one names no file.
    when: [{ slot: 0, is: 'text' }],
    scope: 'local',
    path: 0,
    label: 'file of the program',
    confidence: 'medium',
  },
];

const caches: readonly CallRow[] = [
  {
    kind: 'local-cache',
    calls: ['org.springframework.cache.annotation.EnableCaching'],
    how: 'decorator',
    scope: 'local',
    unlessSet: true,
    label: '@EnableCaching without a shared store',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: [
      'org.springframework.cache.concurrent.ConcurrentMapCacheManager',
      'org.springframework.cache.concurrent.ConcurrentMapCache',
      'org.springframework.cache.caffeine.CaffeineCacheManager',
      'org.springframework.cache.support.SimpleCacheManager',
    ],
    scope: 'local',
    label: 'CacheManager in memory',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: [
      'org.springframework.data.redis.cache.RedisCacheManager.create',
      'org.springframework.data.redis.cache.RedisCacheManager.builder().build',
      'org.springframework.data.redis.cache.RedisCacheManager',
      'org.redisson.spring.cache.RedissonSpringCacheManager',
    ],
    scope: 'shared',
    label: 'RedisCacheManager',
    confidence: 'high',
  },
  {
    kind: 'local-cache',
    calls: [
      `${caffeine}.newBuilder().build`,
      `${caffeine}.newBuilder().buildAsync`,
      `${guava}.newBuilder().build`,
      'org.ehcache.config.builders.CacheManagerBuilder.newCacheManagerBuilder().build',
    ],
    scope: 'local',
    label: 'cache in memory',
    confidence: 'medium',
  },
  {
    kind: 'local-cache',
    calls: ['io.quarkus.cache.CacheResult', 'io.micronaut.cache.annotation.Cacheable'],
    how: 'decorator',
    scope: 'local',
    unlessSet: true,
    label: 'cache in memory',
    confidence: 'medium',
  },
  {
    kind: 'rate-limit',
    calls: [
      'io.github.bucket4j.Bucket.builder().build',
      'io.github.bucket4j.Bucket4j.builder().build',
      'com.google.common.util.concurrent.RateLimiter.create',
    ],
    scope: 'local',
    label: 'rate limit in memory',
    confidence: 'medium',
  },
  {
    kind: 'rate-limit',
    calls: ['io.github.resilience4j.ratelimiter.annotation.RateLimiter'],
    how: 'decorator',
    scope: 'local',
    label: '@RateLimiter',
    confidence: 'low',
  },
  {
    kind: 'rate-limit',
    calls: ['io.ktor.server.plugins.ratelimit.RateLimit'],
    scope: 'local',
    label: 'RateLimit',
    confidence: 'medium',
  },
];

const realtime: readonly CallRow[] = [
  {
    kind: 'realtime',
    calls: ['*.enableSimpleBroker'],
    package: 'org.springframework.messaging.simp.config',
    scope: 'local',
    label: 'enableSimpleBroker',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['*.enableStompBrokerRelay'],
    package: 'org.springframework.messaging.simp.config',
    scope: 'shared',
    label: 'enableStompBrokerRelay',
    confidence: 'high',
  },
  {
    kind: 'realtime',
    calls: ['org.springframework.web.servlet.mvc.method.annotation.SseEmitter'],
    scope: 'local',
    label: 'SseEmitter',
    confidence: 'low',
  },
  {
    kind: 'realtime',
    calls: jakarta('websocket.server.ServerEndpoint'),
    how: 'decorator',
    scope: 'local',
    label: '@ServerEndpoint',
    confidence: 'medium',
  },
  {
    kind: 'realtime',
    calls: ['io.ktor.server.websocket.webSocket'],
    scope: 'local',
    label: 'webSocket',
    confidence: 'low',
  },
];

export const keys: readonly CallRow[] = [
  {
    kind: 'instance-secret',
    calls: ['io.jsonwebtoken.security.Keys.secretKeyFor', 'io.jsonwebtoken.security.Keys.keyPairFor'],
    scope: 'local',
    label: 'Keys.secretKeyFor',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['io.jsonwebtoken.Jwts.SIG.HS256.key().build', 'io.jsonwebtoken.Jwts.SIG.HS512.key().build'],
    scope: 'local',
    label: 'Jwts.SIG.key()',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['java.security.KeyPairGenerator.getInstance().generateKeyPair'],
    // The key that signs tokens; other pairs may be meant for one connection.
    package: 'com.nimbusds.jose.jwk',
    scope: 'local',
    label: 'generateKeyPair for signing tokens',
    confidence: 'high',
  },
  {
    kind: 'instance-secret',
    calls: ['com.auth0.jwt.algorithms.Algorithm.HMAC256', 'com.auth0.jwt.algorithms.Algorithm.HMAC512'],
    when: [{ slot: 0, is: 'random' }],
    scope: 'local',
    label: 'random key of Algorithm.HMAC',
    confidence: 'high',
  },
];

export const stateRows: readonly CallRow[] = [...session, ...uploads, ...caches, ...realtime, ...keys];
