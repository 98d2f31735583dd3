/** What a program needs beside itself. Sources: the manuals of PHP and of each library. */
import type { EndpointRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';

export const spawns: readonly SpawnRow[] = [
  { calls: ['exec', 'shell_exec', 'system', 'passthru', 'popen', 'proc_open'], program: 0, label: 'exec' },
  {
    calls: [
      'Symfony\\Component\\Process\\Process',
      'Symfony\\Component\\Process\\Process.fromShellCommandline',
      'Illuminate\\Support\\Facades\\Process.run',
      'Process.run',
    ],
    program: 0,
    label: 'Process',
  },
];

export const tools: readonly ToolRow[] = [
  {
    calls: ['Barryvdh\\Snappy\\Facades\\SnappyPdf.loadView', 'Knp\\Snappy\\Pdf'],
    needs: 'wkhtmltopdf',
    label: 'Snappy',
  },
  { calls: ['FFMpeg\\FFMpeg.create', 'FFMpeg\\FFProbe.create'], needs: 'ffmpeg', label: 'php-ffmpeg' },
  { calls: ['Spatie\\PdfToText\\Pdf', 'Spatie\\PdfToText\\Pdf.getText'], needs: 'pdftotext', label: 'pdf-to-text' },
  { calls: ['thiagoalessio\\TesseractOCR\\TesseractOCR'], needs: 'tesseract', label: 'tesseract_ocr' },
];

export const endpoints: readonly EndpointRow[] = [
  { calls: ['PDO'], to: 'database', host: [0, 'dsn'] },
  { calls: ['mysqli', 'mysqli_connect', 'mysqli_real_connect'], to: 'mysql', host: [0, 'hostname', 'host'] },
  { calls: ['pg_connect', 'pg_pconnect'], to: 'postgres', host: [0] },
  { calls: ['Redis().connect', 'Redis().pconnect'], to: 'redis', host: 0, port: 1 },
  { calls: ['Predis\\Client'], to: 'redis', host: [0, 'parameters'] },
  { calls: ['Memcached().addServer'], to: 'memcached', host: 0, port: 1 },
  {
    calls: ['PhpAmqpLib\\Connection\\AMQPStreamConnection', 'PhpAmqpLib\\Connection\\AMQPSSLConnection'],
    to: 'rabbitmq',
    host: [0, 'host'],
    port: [1, 'port'],
  },
  { calls: ['MongoDB\\Client'], to: 'mongodb', host: [0, 'uri'] },
];

export const secrets: readonly SecretRow[] = [
  { calls: ['Firebase\\JWT\\JWT.encode'], slot: [1, 'key'], label: 'JWT::encode' },
  { calls: ['Firebase\\JWT\\Key'], slot: [0, 'keyMaterial'], label: 'JWT key' },
  { calls: ['PDO'], slot: [2, 'password'], label: 'database password' },
  { calls: ['mysqli', 'mysqli_connect'], slot: [2, 'password'], label: 'database password' },
];

/** Words that a file must hold to have one of these. */
export const aroundWords: readonly string[] = [
  ...[
    'shell_exec(',
    ' exec(',
    '\texec(',
    '=exec(',
    '(exec(',
    '\\exec(',
    'system(',
    'passthru(',
    'popen(',
    'proc_open(',
  ],
  ...['Process\\Process', 'Facades\\Process', 'Process::run', 'Snappy', 'FFMpeg\\', 'PdfToText', 'TesseractOCR'],
  ...[
    'new PDO',
    'new \\PDO',
    'mysqli',
    'pg_connect',
    'pg_pconnect',
    'new Redis',
    'new \\Redis',
    'Predis\\',
    'addServer',
  ],
  ...['AMQPStreamConnection', 'AMQPSSLConnection', 'MongoDB\\Client', 'Firebase\\JWT'],
];
