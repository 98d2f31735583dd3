/** Servers, routes and clients' addresses on the JVM. Sources: each framework's documentation of its defaults. */
import type { AddressRow, ListenRow, RouteRow } from '../../code/row.ts';
import { servlet } from './data.ts';
import { jakarta, of, on } from './names.ts';

export const listeners: readonly ListenRow[] = [
  {
    calls: ['io.ktor.server.engine.embeddedServer'],
    port: ['port', 1],
    host: ['host', 2],
    bind: 'all',
    defaultPort: 80,
    label: 'embeddedServer',
  },
  {
    // The port stands in application.conf or application.yaml.
    calls: of(
      'io.ktor.server',
      'netty.EngineMain.main',
      'cio.EngineMain.main',
      'jetty.EngineMain.main',
      'tomcat.EngineMain.main',
    ),
    bind: 'all',
    unlessSet: true,
    label: 'EngineMain',
  },
  {
    calls: on(['io.javalin.Javalin.create'], 'start'),
    host: [],
    port: 0,
    bind: 'all',
    defaultPort: 8080,
    label: 'Javalin.start',
  },
  {
    calls: on(['io.grpc.ServerBuilder.forPort'], 'build'),
    port: 'forPort',
    bind: 'all',
    label: 'ServerBuilder.forPort',
  },
  {
    calls: on(['io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forPort'], 'build'),
    port: 'forPort',
    bind: 'all',
    label: 'NettyServerBuilder.forPort',
  },
  { calls: ['org.eclipse.jetty.server.Server'], port: 0, bind: 'all', label: 'jetty.Server' },
  {
    calls: ['com.sun.net.httpserver.HttpServer.create'],
    bind: 'all',
    label: 'HttpServer.create',
  },
  { calls: ['spark.Spark.port'], port: 0, bind: 'all', label: 'Spark.port' },
];

const mapping = 'org.springframework.web.bind.annotation';
const routing = ['io.ktor.server.routing.get', 'io.ktor.server.routing.route', 'get', 'spark.Spark.get'];

export const routes: readonly RouteRow[] = [
  { calls: of(mapping, 'GetMapping', 'RequestMapping'), route: ['value', 'path'] },
  { calls: jakarta('ws.rs.Path'), route: 'value' },
  { calls: ['io.micronaut.http.annotation.Get', 'io.micronaut.http.annotation.Controller'], route: ['value', 'uri'] },
  { calls: routing, route: [0, 'path'] },
  { calls: on(['io.javalin.Javalin.create', 'io.javalin.Javalin'], 'get'), route: 0 },
  { calls: on(['io.vertx.ext.web.Router', 'io.vertx.ext.web.Router.router'], 'get', 'route'), route: 0 },
  { calls: ['com.sun.net.httpserver.HttpServer.create().createContext'], route: 0 },
];

export const addresses: readonly AddressRow[] = [
  { calls: on(servlet, 'getRemoteAddr', 'remoteAddr', 'getRemoteHost'), trusts: false, label: 'getRemoteAddr' },
  { calls: on(servlet, 'remoteAddr'), how: 'member', trusts: false, label: 'remoteAddr' },
  {
    calls: on(['org.springframework.http.server.reactive.ServerHttpRequest'], 'getRemoteAddress'),
    trusts: false,
    label: 'getRemoteAddress',
  },
  { calls: ['org.springframework.web.filter.ForwardedHeaderFilter'], trusts: true, label: 'ForwardedHeaderFilter' },
  { calls: ['io.ktor.server.plugins.forwardedheaders.XForwardedHeaders'], trusts: true, label: 'XForwardedHeaders' },
];
