/** Programs whose library starts processes that start processes of their own: a headless browser. */
import type { Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { handTool } from '../tables/source-paths.ts';
import { memoise } from './memoise.ts';
import { hasInit } from './process-runtime.ts';
import { isLongRunning, judgedServices } from './services.ts';

/** Libraries that drive a browser on the same machine; `puppeteer-core` and the like also drive remote ones. */
const browsers: readonly string[] = [
  'puppeteer',
  'playwright',
  'playwright-chromium',
  'puppeteer-extra',
  'chrome-launcher',
];
/** Images with an init of their own in front. */
const withInit = /(^|\/)(puppeteer\/puppeteer|zenika\/alpine-chrome|browserless\/|selenium\/)/;

export interface BrowserService extends Located {
  readonly service: Service;
  readonly library: string;
  /** Something in front of the program collects what ends behind it. */
  readonly reaped: boolean;
}

export const browserServices = memoise((facts: Facts): readonly BrowserService[] => {
  const users = browsers.map((name) => ({ name, files: facts.code.filter(({ packages }) => packages.includes(name)) }));
  return judgedServices(facts)
    .filter((service) => isLongRunning(service) && service.process.main !== undefined && service.code.status === 'read')
    .flatMap((service): readonly BrowserService[] => {
      // Where no import tells what is loaded, scripts lie among it that people run by hand.
      const { files: all, reached } = service.code;
      const files = new Set(all.filter((path) => reached || !handTool.test(path)));
      const library = users.find((user) => user.files.some(({ path }) => files.has(path)))?.name;
      if (library === undefined) return [];
      const { built } = service;
      const front = [...(built?.image.entrypoint?.argv ?? [])].join(' ');
      const base = built?.image.base.value ?? '';
      const reaped = hasInit(service) || withInit.test(base) || /dumb-init|tini|\/init\b|s6/.test(front);
      return [{ at: service.process.main?.at ?? service.at, service, library, reaped }];
    });
});
