/**
 * What is kept of each answer of the Engine, and nothing else: a list of what may be stored, so that what nobody thought of is left out. Join
 * tokens, certificates, what configs hold, proxies and logins of engines have no row here.
 */

/** `text`: masked by its form; `words`: a command line; `variables`: `NAME=value`; `settings`: values by names of somebody's choice. */
export type Shape =
  | 'plain'
  | 'text'
  | 'words'
  | 'variables'
  | 'settings'
  | { readonly each: Shape }
  | { readonly keys: Readonly<Record<string, Shape>> };

const keys = (shape: Readonly<Record<string, Shape>>): Shape => ({ keys: shape });
const each = (shape: Shape): Shape => ({ each: shape });
const plain = (...names: readonly string[]): Readonly<Record<string, Shape>> =>
  Object.fromEntries(names.map((name) => [name, 'plain']));

const health = keys({ Test: 'words', ...plain('Interval', 'Timeout', 'StartPeriod', 'Retries') });
const amounts = keys(plain('NanoCPUs', 'MemoryBytes', 'Pids'));
const changes = keys(plain('Parallelism', 'Delay', 'FailureAction', 'Monitor', 'MaxFailureRatio', 'Order'));
const granted = (name: string) => each(keys({ ...plain(name), File: keys(plain('Name')) }));
const ports = each(keys(plain('Protocol', 'TargetPort', 'PublishedPort', 'PublishMode')));
const networks = each(keys({ Target: 'plain', Aliases: each('plain') }));

const container = keys({
  Image: 'text',
  Labels: 'settings',
  Command: 'words',
  Args: 'words',
  Env: 'variables',
  Hostname: 'text',
  User: 'text',
  Dir: 'text',
  Healthcheck: health,
  Mounts: each(
    keys({
      ...plain('Type', 'Target', 'ReadOnly'),
      Source: 'text',
      VolumeOptions: keys({ Labels: 'settings', DriverConfig: keys({ Name: 'plain', Options: 'settings' }) }),
    }),
  ),
  Secrets: granted('SecretName'),
  Configs: granted('ConfigName'),
  DNSConfig: keys({ Nameservers: each('plain') }),
  Sysctls: 'settings',
  CapabilityAdd: each('plain'),
  CapabilityDrop: each('plain'),
  ...plain('Init', 'TTY', 'OpenStdin', 'ReadOnly', 'StopSignal', 'StopGracePeriod'),
});

const service = keys({
  ...plain('ID', 'CreatedAt', 'UpdatedAt'),
  Spec: keys({
    Name: 'plain',
    Labels: 'settings',
    TaskTemplate: keys({
      ContainerSpec: container,
      Resources: keys({ Limits: amounts, Reservations: amounts }),
      RestartPolicy: keys(plain('Condition', 'Delay', 'MaxAttempts', 'Window')),
      Placement: keys({ Constraints: each('plain'), MaxReplicas: 'plain' }),
      Networks: networks,
      LogDriver: keys({ Name: 'plain', Options: 'settings' }),
    }),
    Mode: keys({
      Replicated: keys(plain('Replicas')),
      Global: keys({}),
      ReplicatedJob: keys(plain('MaxConcurrent', 'TotalCompletions')),
      GlobalJob: keys({}),
    }),
    UpdateConfig: changes,
    RollbackConfig: changes,
    Networks: networks,
    EndpointSpec: keys({ Mode: 'plain', Ports: ports }),
  }),
  ServiceStatus: keys(plain('RunningTasks', 'DesiredTasks', 'CompletedTasks')),
  UpdateStatus: keys({ State: 'plain', StartedAt: 'plain', CompletedAt: 'plain', Message: 'text' }),
});

const node = keys({
  ID: 'plain',
  Spec: keys({ Labels: 'settings', ...plain('Role', 'Availability') }),
  Description: keys({
    Hostname: 'plain',
    Platform: keys(plain('Architecture', 'OS')),
    Resources: keys(plain('NanoCPUs', 'MemoryBytes')),
    Engine: keys({ EngineVersion: 'plain', Labels: 'settings' }),
  }),
  Status: keys({ State: 'plain', Message: 'text' }),
  ManagerStatus: keys(plain('Leader', 'Reachability')),
});

const task = keys({
  ...plain('ID', 'ServiceID', 'Slot', 'NodeID', 'DesiredState'),
  Spec: keys({ ContainerSpec: keys({ Image: 'text' }) }),
  Status: keys({
    ...plain('Timestamp', 'State'),
    Err: 'text',
    ContainerStatus: keys(plain('ExitCode')),
  }),
});

const network = keys({
  ...plain('Id', 'Name', 'Scope', 'Driver', 'Internal', 'Attachable', 'Ingress'),
  Options: 'settings',
  Labels: 'settings',
});

const stored = keys({ ...plain('ID', 'CreatedAt', 'UpdatedAt'), Spec: keys({ Name: 'plain', Labels: 'settings' }) });

/** Each answer by the name it has in a snapshot, the path that is asked for it, and what is kept of it. */
export const questions = [
  { name: 'version', path: '/version', shape: keys(plain('Version', 'ApiVersion', 'Os', 'Arch')) },
  {
    name: 'info',
    path: '/info',
    shape: keys({
      ...plain('Name', 'ServerVersion', 'SystemTime', 'LoggingDriver', 'OperatingSystem', 'Architecture'),
      Swarm: keys({
        ...plain('NodeID', 'LocalNodeState', 'ControlAvailable', 'Nodes', 'Managers'),
        Error: 'text',
        Cluster: keys({
          ...plain('ID', 'DataPathPort', 'SubnetSize', 'RootRotationInProgress'),
          DefaultAddrPool: each('plain'),
          Spec: keys({
            Orchestration: keys(plain('TaskHistoryRetentionLimit')),
            CAConfig: keys(plain('NodeCertExpiry')),
            EncryptionConfig: keys(plain('AutoLockManagers')),
          }),
        }),
      }),
    }),
  },
  { name: 'nodes', path: '/nodes', shape: each(node) },
  { name: 'services', path: '/services?status=true', shape: each(service) },
  { name: 'tasks', path: '/tasks', shape: each(task) },
  { name: 'networks', path: '/networks', shape: each(network) },
  { name: 'secrets', path: '/secrets', shape: each(stored) },
  { name: 'configs', path: '/configs', shape: each(stored) },
] as const satisfies readonly { readonly name: string; readonly path: string; readonly shape: Shape }[];

/** Of an image: what it asks itself, as a service without a health check of its own inherits it. */
export const imageShape: Shape = keys({ Healthcheck: health });
