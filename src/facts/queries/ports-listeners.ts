/** Where a service listens: by its own code, or by the server its command starts. */
import { fileNameOf, isUnder, type Located, type Span } from '../../source/index.ts';
import type { Listen } from '../code.ts';
import type { Confidence, Facts, Service } from '../model.ts';
import { commandWords } from '../process/command-words.ts';
import { flagValue, listensEverywhere, serverOf } from '../process/servers.ts';
import type { Server } from '../tables/servers.ts';
import { factsOf } from './code.ts';
import { memoise } from './memoise.ts';
import { resolveVariable, resolveWord } from './ports-variables.ts';
import { type ServerSetup, serverSetups } from './server-files.ts';

export interface Listener extends Located {
  /** `fastify.listen`, `uvicorn` */
  readonly label: string;
  /** Absent: cannot be known. */
  readonly port?: number;
  readonly bind: 'all' | 'loopback' | 'unknown';
  /** Where the address is decided, when not at the call itself. */
  readonly bindAt?: Span;
  /** The word of the start command that says it, as written: `127.0.0.1:8000`, `--host=localhost`. */
  readonly bindWord?: string;
  /** The same for an address in the code, without the quotes around it. */
  readonly textAt?: Span;
  readonly confidence: Confidence;
  /** What the framework does unless somebody says otherwise: the image may well say so. */
  readonly otherwise?: true;
}

/** Libraries that open ports in ways no reader follows: with one of them the list of listeners is not complete. */
const opensPorts =
  /^(@grpc\/grpc-js|grpc|@nestjs\/microservices|socket\.io|ssh2|smtp-server|aedes|peer|parse-server|moleculer|moleculer-web|uWebSockets\.js|@opentelemetry\/exporter-prometheus|nice-grpc|@connectrpc\/.*|thrift|dgram|node:dgram|net|node:net|tls|node:tls|@tinyhttp\/app|h3|elysia|@elysiajs\/node|@adonisjs\/.*|nitropack|@feathersjs\/.*|@marblejs\/.*|light-my-request|find-free-port|get-port|portfinder|io\.grpc(?:\..*)?|org\.springframework\.grpc.*|net\.devh\.boot\.grpc.*|io\.netty\.bootstrap|org\.apache\.camel.*|io\.vertx\.core(?:\..*)?|com\.sun\.net\.httpserver|org\.eclipse\.jetty\.server|org\.apache\.catalina\.startup)$/;

/** The same for Go, by the beginnings of import paths: frameworks that take their addresses from files of settings, and servers of other protocols. */
const opensPortsInGo =
  /^(github\.com\/(zeromicro\/go-zero|go-kratos\/kratos|cloudwego\/|gogf\/gf|micro\/|asim\/go-micro|smallnest\/rpcx|quic-go\/|lucas-clemente\/quic-go|pion\/|gliderlabs\/ssh|emersion\/go-smtp|nats-io\/nats-server|pocketbase\/|gobuffalo\/|revel\/revel|beego\/|astaxie\/beego|miekg\/dns|caddyserver\/|traefik\/|coredns\/|hashicorp\/(go-plugin|raft|memberlist|consul))|go-micro\.dev\/|gofr\.dev\/|goa\.design\/|tailscale\.com\/|golang\.org\/x\/crypto\/(ssh|acme\/autocert)$)/;

export interface Listening {
  readonly listeners: readonly Listener[];
  /** Nothing else is expected to listen. */
  readonly complete: boolean;
}

const ofFacts = memoise((_facts: Facts) => new Map<Service, Listening>());

export function listeningOf(service: Service, facts: Facts): Listening {
  const known = ofFacts(facts);
  const found = known.get(service) ?? find(service, facts);
  known.set(service, found);
  return found;
}

function find(service: Service, facts: Facts): Listening {
  const { process, code } = service;
  const setups = serverSetups(service, facts);
  // Something else listens beside the main command: an nginx in front of it, most often.
  const beside =
    process.starts.some((start) => !start.main && listensEverywhere(start) !== undefined) ||
    setups.some(({ main, program }) => !main && program !== 'supervisord');
  const set = setups.find(({ main, program }) => main && (program === 'nginx' || program === 'uwsgi'));
  if (set && !process.main?.conditional) {
    const listeners = ofSetup(service, set, facts);
    if (listeners.length > 0) return { listeners, complete: set.complete && !beside };
  }
  const server = serverOf(process.main);
  if (server?.bind && process.main)
    return { listeners: [ofServer(service, server, facts)], complete: !beside && !process.main.conditional };
  const all = factsOf(service, 'listen').filter(({ guard }) => guard === 'always' || guard === 'conditional');
  // What a framework does by default gives way to the address the program names.
  const named = all.filter(({ otherwise }) => !otherwise);
  const own = named.length > 0 ? named : all.slice(0, 1);
  // A program that finds its modules by name has no entry file, and all of it was read; on the JVM it is started as a whole.
  // Go and .NET open their ports in their own code: to know the program is to know them.
  const whole =
    process.entryFile !== undefined ||
    code.languages.includes('elixir') ||
    (code.languages.includes('java') && own.length > 0) ||
    (code.program !== undefined && (code.languages[0] === 'go' || code.languages[0] === 'csharp'));
  const sure = code.status === 'read' && whole && !process.main?.conditional;
  const hidden = facts.code.some(
    ({ path, packages }) =>
      code.files.includes(path) && packages.some((name) => opensPorts.test(name) || opensPortsInGo.test(name)),
  );
  return {
    listeners: own.map((fact) => ofCode(service, fact, facts)),
    complete: sure && !beside && !hidden,
  };
}

/** What the files of nginx and uwsgi open, and the one that the base image brings along. */
function ofSetup(service: Service, { program, files, basePort }: ServerSetup, facts: Facts): readonly Listener[] {
  const confidence = service.built?.confidence ?? 'high';
  const written = files
    .flatMap(({ listens }) => listens)
    .map(({ at, port, portVariable, bind }): Listener => {
      const resolved = portVariable === undefined ? undefined : resolveVariable(service, portVariable, facts);
      return { at, label: program, bind, confidence, port: resolved?.state === 'set' ? portIn(resolved.value) : port };
    });
  if (basePort === undefined) return written;
  const at = service.built?.image.base.at ?? service.image?.at ?? service.at;
  return [...written, { at, label: `${program} of the base image`, port: basePort, bind: 'all', confidence }];
}

const everywhere = /^(|0\.0\.0\.0|\[?::\]?|[*+])$/;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;
/** `http://+:8080;https://+:8443`: the first of the addresses, as .NET takes them. */
const addressIn = (text: string): string => text.replace(/^https?:\/\/|[/;].*$/gs, '');

/** `:8080`, `0.0.0.0:8080`: a variable that holds the whole address. */
const hostIn = (text: string): string => /^(\[[^\]]*\]|[^:]*):\d{1,5}$/.exec(addressIn(text))?.[1] ?? addressIn(text);

const bindOf = (host: string): Listener['bind'] =>
  everywhere.test(host) ? 'all' : loopback.test(host) ? 'loopback' : 'unknown';

const portOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,5}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

const portIn = (text: string): number | undefined =>
  portOf(/^[\w.[\]:*+-]*:(\d{1,5})$/.exec(addressIn(text))?.[1] ?? text);

function ofCode(service: Service, fact: Listen, facts: Facts): Listener {
  const port = fact.portVariable ? resolveVariable(service, fact.portVariable, facts) : undefined;
  const host = fact.hostVariable ? resolveVariable(service, fact.hostVariable, facts) : undefined;
  const least = (one: Confidence, other: Confidence): Confidence =>
    one === 'low' || other === 'low' ? 'low' : one === 'high' && other === 'high' ? 'high' : 'medium';
  return {
    at: fact.at,
    label: fact.label,
    port: port?.state === 'set' ? portIn(port.value) : port?.state === 'unknown' ? undefined : fact.port || undefined,
    ...(host?.state === 'set' || !fact.hostAt ? {} : { textAt: fact.hostAt }),
    ...(fact.modes && fact.hostVariable === undefined ? hostByMode(service, fact.modes, facts) : hostOf(fact, host)),
    ...(fact.otherwise ? { otherwise: true as const } : {}),
    confidence: least(
      least(fact.confidence, service.code.confidence),
      fact.guard === 'conditional' ? 'medium' : 'high',
    ),
  };
}

function hostOf(
  { bind, hostVariable }: Listen,
  host: ReturnType<typeof resolveVariable> | undefined,
): Pick<Listener, 'bind' | 'bindAt'> {
  if (host?.state === 'set') return { bind: bindOf(hostIn(host.value)), bindAt: host.at };
  // Docker itself sets HOSTNAME, to the container's own name.
  if (host?.state === 'unknown' || hostVariable === 'HOSTNAME') return { bind: 'unknown' };
  return { bind };
}

/** Frameworks that serve only this machine while somebody develops. */
function hostByMode(service: Service, modes: readonly string[], facts: Facts): Pick<Listener, 'bind' | 'bindAt'> {
  for (const name of modes) {
    const mode = resolveVariable(service, name, facts);
    if (mode.state === 'unknown') return { bind: 'unknown' };
    if (mode.state === 'set')
      return mode.value === 'development' ? { bind: 'loopback', bindAt: mode.at } : { bind: 'all' };
  }
  return { bind: 'loopback' };
}

/** What the server's own file of settings says; several statements that differ leave it open. */
function settingsOf(service: Service, server: Server, facts: Facts): Listener | undefined {
  const [first, ...others] = factsOf(service, 'listen')
    .filter(({ module, guard }) => module === server.settings && (guard === 'always' || guard === 'conditional'))
    .map((fact) => ofCode(service, fact, facts));
  if (!first || others.length === 0) return first;
  return {
    ...first,
    bind: others.every(({ bind }) => bind === first.bind) ? first.bind : 'unknown',
    port: others.every(({ port }) => port === first.port) ? first.port : undefined,
  };
}

function ofServer(service: Service, server: Server, facts: Facts): Listener {
  const { main, argv = [] } = service.process;
  const words = main ? main.argv : argv;
  const base = { at: main?.at ?? service.process.at, label: server.words.join(' ') };
  const resolve = (word: string | undefined) => (word === undefined ? undefined : resolveWord(service, word, facts));
  const own = server.settings === undefined ? undefined : settingsOf(service, server, facts);
  if (words.some((word) => /^"?\$[@*]/.test(word)) || (!own && isConfigured(service, server, words, facts)))
    return { ...base, bind: 'unknown', confidence: 'low' };

  const given = server.addressOperand
    ? commandWords(words)
        .slice(server.words.length)
        .find((word) => !word.startsWith('-'))
    : flagValue(words, server.bindFlags ?? []);
  const flagAlone = given === undefined && words.some((word) => server.bindFlags?.includes(word));
  const portFlag = flagValue(words, server.portFlags ?? []);
  const ofVariable = (name: string | undefined) => (name ? resolveVariable(service, name, facts) : undefined);
  const portVariable = ofVariable(server.portVariable);
  const hostVariable = ofVariable(server.bindVariable);

  let host: Pick<Listener, 'bind' | 'bindAt'> =
    own && (!server.modes || own.bind !== 'all')
      ? { bind: own.bind, bindAt: own.at }
      : server.modes
        ? hostByMode(service, server.modes, facts)
        : { bind: server.bind ?? 'unknown' };
  let port =
    portFlag !== undefined
      ? portOf(resolve(portFlag))
      : portVariable?.state === 'set'
        ? portOf(portVariable.value)
        : portVariable?.state === 'unknown'
          ? undefined
          : own
            ? own.port
            : server.port;
  if (flagAlone) host = { bind: 'unknown' };
  else if (given !== undefined) {
    const address = addressOf(resolve(given), server.bindsPort === true, given);
    host = { bind: given.startsWith('-') ? 'all' : address.bind };
    // gunicorn takes the variable only where no address is given.
    if (server.bindsPort) port = address.port === 'absent' ? server.port : address.port;
  } else if (hostVariable?.state === 'set') host = { bind: bindOf(hostVariable.value), bindAt: hostVariable.at };
  else if (hostVariable?.state === 'unknown') host = { bind: 'unknown' };
  else if (server.portOpens && portVariable?.state !== 'unset') host = { bind: 'all' };
  const said =
    given === undefined ? {} : { bindWord: words.find((word) => word === given || word.endsWith(`=${given}`)) };
  const several = words.filter((word) => server.bindFlags?.some((flag) => word.split('=')[0] === flag)).length > 1;
  return several
    ? { ...base, bind: 'unknown', confidence: 'low' }
    : { ...base, ...host, ...said, port, confidence: main?.conditional ? 'medium' : 'high' };
}

/** `host`, `host:port`, `:port`, `tcp://host:port`, a bare port; a socket file is no address. */
function addressOf(
  text: string | undefined,
  withPort: boolean,
  written: string,
): { readonly bind: Listener['bind']; readonly port?: number | 'absent' } {
  // `0.0.0.0:$PORT`: which port it is cannot be known, the host can.
  const host = text === undefined && withPort ? /^["']?([\w.:[\]*]*):["']?\$/.exec(written)?.[1] : undefined;
  if (host !== undefined) return { bind: bindOf(host) };
  if (text === undefined || /^(unix|ssl|fd):|^\//.test(text)) return { bind: 'unknown' };
  const address = text.replace(/^(tcp|http):\/\//, '');
  if (!withPort) return { bind: bindOf(address), port: 'absent' };
  // `runserver 8000` keeps the host it would have had.
  if (/^\d+$/.test(address)) return { bind: 'unknown', port: portOf(address) };
  const colon = address.lastIndexOf(':');
  if (colon === -1 || address.endsWith(']')) return { bind: bindOf(address), port: 'absent' };
  return { bind: bindOf(address.slice(0, colon)), port: portOf(address.slice(colon + 1)) };
}

/** A settings file or variable, or a socket, takes the place of flags. */
function isConfigured(service: Service, { configured }: Server, words: readonly string[], facts: Facts): boolean {
  const { flags = [], variable, files = [] } = configured ?? {};
  const ships = service.built?.image.ships ?? [];
  return (
    words.some((word) => flags.some((flag) => word === flag || word.startsWith(`${flag}=`))) ||
    (variable !== undefined && resolveVariable(service, variable, facts).state !== 'unset') ||
    (files.length > 0 &&
      facts.files.paths.some((path) => files.includes(fileNameOf(path)) && ships.some((from) => isUnder(path, from))))
  );
}
