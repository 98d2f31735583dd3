/** Programs that health checks call, and the packages that bring them. From the package indexes of Debian, Alpine and Fedora. */
/** Month in which the rows were last compared with the indexes. */
export const probeToolsVerified = '2026-08';

export interface ProbeTool {
  readonly program: string;
  /** Words in an install command that bring it, beside its own name. */
  readonly packages: readonly string[];
}

export const probeTools: readonly ProbeTool[] = [
  { program: 'curl', packages: ['curl-minimal'] },
  { program: 'wget', packages: ['busybox'] },
  { program: 'nc', packages: ['netcat', 'netcat-openbsd', 'netcat-traditional', 'nmap-ncat', 'ncat', 'busybox'] },
  { program: 'ncat', packages: ['nmap', 'nmap-ncat', 'nmap-net'] },
  { program: 'bash', packages: [] },
  { program: 'python', packages: ['python3', 'python-is-python3'] },
  { program: 'python3', packages: ['python'] },
  { program: 'node', packages: ['nodejs'] },
  { program: 'pgrep', packages: ['procps', 'procps-ng'] },
  { program: 'ps', packages: ['procps', 'procps-ng'] },
  { program: 'pg_isready', packages: ['postgresql-client', 'postgresql', 'libpq'] },
  { program: 'mysqladmin', packages: ['mysql-client', 'mariadb-client', 'default-mysql-client'] },
  { program: 'mariadb-admin', packages: ['mariadb-client', 'default-mysql-client'] },
  { program: 'mongo', packages: ['mongodb-org-shell', 'mongodb-clients'] },
  { program: 'mongosh', packages: ['mongodb-mongosh', 'mongodb-org'] },
  { program: 'redis-cli', packages: ['redis', 'redis-tools', 'redis-server'] },
  { program: 'grpc_health_probe', packages: ['grpc-health-probe'] },
];
