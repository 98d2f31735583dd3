/**
 * Programs that applications start, the packages of Debian, Alpine and Fedora that bring them, and packages of languages that bring their
 * own copy. Only programs that no slim image holds by itself. Adding a program is adding a row.
 */
export interface HostTool {
  readonly programs: readonly string[];
  /** Words in an install command that bring it, beside its own name. */
  readonly packages: readonly string[];
  /** Packages of npm, PyPI or Packagist with a copy of their own. */
  readonly brought?: readonly string[];
  /** The plain tags of language images, which stand on buildpack-deps, hold it. */
  readonly inBuildpack?: true;
}

export const hostTools: readonly HostTool[] = [
  {
    programs: ['ffmpeg', 'ffprobe'],
    packages: ['ffmpeg'],
    brought: [
      ...[
        'ffmpeg-static',
        'ffprobe-static',
        '@ffmpeg-installer/ffmpeg',
        '@ffprobe-installer/ffprobe',
        'ffmpeg-installer',
      ],
      ...['ffmpeg-ffprobe-static', '@ffmpeg/ffmpeg', 'imageio-ffmpeg', 'static-ffmpeg', 'ffmpeg-binaries'],
    ],
  },
  {
    programs: ['convert', 'identify', 'mogrify', 'composite', 'montage', 'magick'],
    packages: ['imagemagick', 'ImageMagick'],
    brought: ['imagemagick-static'],
    inBuildpack: true,
  },
  { programs: ['gm'], packages: ['graphicsmagick', 'GraphicsMagick'] },
  { programs: ['git'], packages: ['git'], brought: ['dugite'], inBuildpack: true },
  {
    programs: ['wkhtmltopdf', 'wkhtmltoimage'],
    packages: ['wkhtmltopdf', 'wkhtmltox'],
    brought: ['wkhtmltopdf-installer', 'h4cc/wkhtmltopdf-amd64'],
  },
  {
    programs: ['pdftoppm', 'pdftotext', 'pdfinfo', 'pdftocairo', 'pdfimages'],
    packages: ['poppler-utils', 'poppler'],
    brought: ['node-poppler', 'pdf-poppler'],
  },
  { programs: ['tesseract'], packages: ['tesseract-ocr', 'tesseract'] },
  { programs: ['dot', 'neato'], packages: ['graphviz'] },
  {
    programs: ['soffice', 'libreoffice', 'unoconv'],
    packages: ['libreoffice', 'libreoffice-core', 'libreoffice-writer', 'libreoffice-common', 'unoconv'],
  },
  { programs: ['pandoc'], packages: ['pandoc'], brought: ['pypandoc-binary', 'pypandoc_binary'] },
  { programs: ['pg_dump', 'pg_restore', 'psql', 'pg_dumpall'], packages: ['postgresql-client', 'postgresql'] },
  { programs: ['mysqldump', 'mysql'], packages: ['mysql-client', 'default-mysql-client', 'mariadb-client'] },
  { programs: ['mongodump', 'mongorestore'], packages: ['mongodb-tools', 'mongodb-database-tools'] },
  { programs: ['rsync'], packages: ['rsync'] },
  {
    programs: ['ssh', 'scp', 'sftp', 'ssh-keygen'],
    packages: ['openssh-client', 'openssh', 'openssh-client-default', 'openssh-clients'],
    inBuildpack: true,
  },
  { programs: ['docker'], packages: ['docker-cli', 'docker.io', 'docker-ce-cli'] },
  {
    programs: ['exiftool'],
    packages: ['libimage-exiftool-perl', 'exiftool', 'perl-image-exiftool'],
    brought: ['exiftool-vendored'],
  },
  { programs: ['gs'], packages: ['ghostscript'] },
  {
    programs: ['yt-dlp', 'youtube-dl'],
    packages: ['yt-dlp', 'youtube-dl'],
    brought: ['yt-dlp', 'youtube-dl', 'youtube-dl-exec', 'yt-dlp-exec', 'yt-dlp-wrap'],
  },
  { programs: ['inkscape'], packages: ['inkscape'] },
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium', 'google-chrome-stable', 'chromium-browser'],
    brought: ['@sparticuz/chromium', 'puppeteer', 'playwright'],
  },
  { programs: ['kubectl'], packages: ['kubectl'] },
  { programs: ['jq'], packages: ['jq'], brought: ['node-jq'] },
  { programs: ['clamscan', 'clamdscan'], packages: ['clamav', 'clamav-daemon', 'clamdscan'] },
  { programs: ['sox'], packages: ['sox'] },
  { programs: ['qpdf'], packages: ['qpdf'] },
  { programs: ['pdftk'], packages: ['pdftk', 'pdftk-java'] },
  { programs: ['cwebp', 'dwebp'], packages: ['webp', 'libwebp-tools'], brought: ['cwebp-bin'] },
  { programs: ['mediainfo'], packages: ['mediainfo'] },
  { programs: ['7z', '7za'], packages: ['p7zip', 'p7zip-full', '7zip'], brought: ['7zip-bin'] },
  { programs: ['nmap'], packages: ['nmap'] },
  { programs: ['latex', 'pdflatex', 'xelatex'], packages: ['texlive', 'texlive-latex-base', 'texlive-xetex'] },
];
