/** What listens, routes of probes, and who asks for the address of the client. Sources: the documentation of each framework. */
import type { AddressRow, ListenRow, RouteRow } from '../../code/row.ts';

const gin = 'github.com/gin-gonic/gin';
const echo = 'github.com/labstack/echo';
const fiber = 'github.com/gofiber/fiber';
const chi = 'github.com/go-chi/chi';
const mux = 'github.com/gorilla/mux';
const iris = 'github.com/kataras/iris';

export const listeners: readonly ListenRow[] = [
  {
    calls: ['net/http.ListenAndServe', 'net/http.ListenAndServeTLS'],
    address: 0,
    bind: 'all',
    label: 'http.ListenAndServe',
  },
  {
    calls: ['net/http.Server'],
    when: [{ slot: 'Addr', is: 'present' }],
    address: 'Addr',
    bind: 'all',
    label: 'http.Server',
  },
  {
    calls: ['net.Listen', 'crypto/tls.Listen', 'github.com/valyala/fasthttp/reuseport.Listen'],
    when: [{ slot: 0, is: ['tcp', 'tcp4', 'tcp6'] }],
    address: 1,
    bind: 'all',
    label: 'net.Listen',
  },
  {
    calls: ['net.ListenConfig().Listen'],
    when: [{ slot: 1, is: ['tcp', 'tcp4', 'tcp6'] }],
    address: 2,
    bind: 'all',
    label: 'net.Listen',
  },
  {
    calls: [`${gin}.Engine().Run`],
    address: 0,
    bind: 'all',
    defaultPort: 8080,
    // https://pkg.go.dev/github.com/gin-gonic/gin#Engine.Run: without an address it asks PORT.
    portVariable: 'PORT',
    label: 'gin.Run',
  },
  { calls: [`${gin}.Engine().RunTLS`], address: 0, bind: 'all', label: 'gin.RunTLS' },
  {
    calls: ['Start', 'StartTLS', 'StartAutoTLS', 'StartH2CServer'].map((name) => `${echo}.Echo().${name}`),
    address: 0,
    bind: 'all',
    label: 'echo.Start',
  },
  { calls: [`${fiber}.App().Listen`, `${fiber}.App().ListenTLS`], address: 0, bind: 'all', label: 'fiber.Listen' },
  {
    calls: [`${iris}.Application().Listen`, `${iris}.Default().Listen`, `${iris}.New().Listen`],
    address: 0,
    bind: 'all',
    label: 'iris.Listen',
  },
  {
    calls: ['github.com/valyala/fasthttp.ListenAndServe', 'github.com/valyala/fasthttp.Server().ListenAndServe'],
    address: 0,
    bind: 'all',
    label: 'fasthttp',
  },
  {
    calls: ['github.com/beego/beego.Run', 'github.com/astaxie/beego.Run', 'github.com/beego/beego/server/web.Run'],
    address: 0,
    bind: 'all',
    defaultPort: 8080,
    label: 'beego.Run',
  },
  {
    calls: ['github.com/fvbock/endless.ListenAndServe', 'github.com/urfave/negroni.Negroni().Run'],
    address: 0,
    bind: 'all',
    label: 'ListenAndServe',
  },
  { calls: ['github.com/cloudwego/hertz/pkg/app/server.WithHostPorts'], address: 0, bind: 'all', label: 'hertz' },
];

const methods = ['GET', 'HEAD', 'Any', 'Handle'];

export const routes: readonly RouteRow[] = [
  { calls: ['HandleFunc', 'Handle'].flatMap((name) => [`net/http.${name}`, `net/http.ServeMux().${name}`]), route: 0 },
  {
    calls: ['Engine', 'RouterGroup'].flatMap((type) =>
      ['GET', 'HEAD', 'Any'].map((name) => `${gin}.${type}().${name}`),
    ),
    route: 0,
  },
  { calls: ['Echo', 'Group'].flatMap((type) => methods.map((name) => `${echo}.${type}().${name}`)), route: 0 },
  {
    calls: ['App', 'Router'].flatMap((type) => ['Get', 'All', 'Head'].map((name) => `${fiber}.${type}().${name}`)),
    route: 0,
  },
  { calls: ['Get', 'Head', 'Handle', 'HandleFunc'].map((name) => `${chi}.Mux().${name}`), route: 0 },
  { calls: ['HandleFunc', 'Handle', 'Path'].map((name) => `${mux}.Router().${name}`), route: 0 },
  {
    calls: ['Get', 'Head', 'Any'].flatMap((name) =>
      ['New', 'Default', 'Application'].map((made) => `${iris}.${made}().${name}`),
    ),
    route: 0,
  },
  {
    calls: ['GET', 'HEAD', 'Handle', 'HandlerFunc'].map(
      (name) => `github.com/julienschmidt/httprouter.Router().${name}`,
    ),
    route: 0,
  },
];

const forwarded = ['X-Forwarded-For', 'X-Real-IP', 'X-Real-Ip', 'Forwarded', 'CF-Connecting-IP', 'True-Client-IP'];

export const addresses: readonly AddressRow[] = [
  { calls: ['net/http.Request().RemoteAddr'], how: 'member', trusts: false, label: 'r.RemoteAddr' },
  {
    calls: ['net/http.Request().Header.Get'],
    when: [{ slot: 0, is: forwarded }],
    trusts: true,
    label: 'X-Forwarded-For',
  },
  { calls: [`${gin}.Context().RemoteIP`, `${gin}.Context().Request.RemoteAddr`], trusts: false, label: 'c.RemoteIP' },
  // Both take the word of whoever stands in front unless they are told otherwise.
  { calls: [`${gin}.Context().ClientIP`, `${gin}.Engine().SetTrustedProxies`], trusts: true, label: 'c.ClientIP' },
  {
    calls: [`${echo}.Context().RealIP`, `${echo}.ExtractIPFromXFFHeader`, `${echo}.ExtractIPFromRealIPHeader`],
    trusts: true,
    label: 'c.RealIP',
  },
  { calls: [`${echo}.ExtractIPDirect`], trusts: false, label: 'echo.ExtractIPDirect' },
  { calls: [`${fiber}.New`], when: [{ slot: 'ProxyHeader', is: 'present' }], trusts: true, label: 'fiber ProxyHeader' },
  { calls: [`${fiber}.Ctx().IP`], trusts: false, label: 'c.IP' },
  { calls: [`${fiber}.Ctx().IPs`], trusts: true, label: 'c.IPs' },
  { calls: [`${chi}/middleware.RealIP`], how: 'member', trusts: true, label: 'middleware.RealIP' },
  { calls: ['github.com/gorilla/handlers.ProxyHeaders'], how: 'member', trusts: true, label: 'handlers.ProxyHeaders' },
  { calls: ['github.com/gorilla/handlers.ProxyHeaders'], trusts: true, label: 'handlers.ProxyHeaders' },
  {
    calls: ['github.com/go-chi/httprate.LimitByIP', 'github.com/go-chi/httprate.KeyByIP'],
    trusts: false,
    label: 'httprate.LimitByIP',
  },
  {
    calls: ['github.com/go-chi/httprate.LimitByRealIP', 'github.com/go-chi/httprate.KeyByRealIP'],
    trusts: true,
    label: 'httprate.LimitByRealIP',
  },
];

/** Members that are sites without being called. */
export const memberNames: ReadonlySet<string> = new Set(
  addresses.flatMap(({ calls, how }) =>
    how === 'member' ? calls.map((call) => call.slice(call.lastIndexOf('.') + 1)) : [],
  ),
);
