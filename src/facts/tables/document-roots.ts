/** From where the usual server images hand out pages or programs. From the images' Dockerfiles. Adding an image is adding a row. */
import type { ImageReference } from '../image-reference.ts';

const roots: readonly { readonly repository: RegExp; readonly tag?: RegExp; readonly root: string }[] = [
  { repository: /^nginx$|^nginxinc\/nginx-unprivileged$/, root: '/usr/share/nginx/html' },
  { repository: /^httpd$/, root: '/usr/local/apache2/htdocs' },
  { repository: /^php$/, root: '/var/www/html' },
  { repository: /^tomcat$/, root: '/usr/local/tomcat/webapps' },
  { repository: /^caddy$/, root: '/usr/share/caddy' },
];

export const documentRootOf = (reference: ImageReference | undefined): string | undefined =>
  reference && roots.find(({ repository }) => repository.test(reference.repository))?.root;
