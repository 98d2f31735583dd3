/** Values of one environment that stand in the code: under its name, beside those of other environments, or in a file of its name. */
import type { ModeValue } from '../../facts/code.ts';
import { fileNameOf } from '../../source/index.ts';
import { addressIn } from './addresses.ts';
import type { TextSite } from './program.ts';
import { when } from './texts.ts';

/** Deploys of their own, as opposed to a laptop. */
const deploys = /^(?:prod|production|prd|staging|stage|stg|preprod|pre_?production|uat|qa)$/i;
const laptops = /^(?:dev|develop|development|local|localhost|test|testing|default)$/i;
const folder = /(?:^|\/)(?:config|configs|configuration|settings|conf|env|environments?)\//i;

/** `config/production.ts`, `settings/staging.py`, `config.production.json`. */
function modeOfPath(path: string): string | undefined {
  const name = fileNameOf(path);
  const [, , mode] = /^(config|settings|env|environment)?[._-]?([a-z_]+)\.[a-z]+$/i.exec(name) ?? [];
  const named = /^(?:config|settings|env|environment)[._-]/i.test(name) || folder.test(path);
  return mode !== undefined && named && deploys.test(mode) ? mode : undefined;
}

const placeName = /(?:^|_|\b)(?:host|hostname|url|uri|endpoint|domain|server|dsn|origin|base_?url|address)s?$/i;
const thingName = /(?:^|_|\b)(?:bucket|queue|topic|database|db_?name|table|schema|exchange|stream)(?:_?name)?$/i;
const loopback = /^(?:localhost|127\.|0\.0\.0\.0|::1)/;
/** `api.shop.example`, `10.0.0.5`, `db-1.internal:5432`. */
const host = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}(?::\d{1,5})?$/i;
const fileName = /\.(?:[jt]sx?|json|ya?ml|html?|css|py|php|rb|log|txt|md|svg|png|jpe?g|ico|sqlite\d?|db)$/i;

function whatIs(name: string, text: string): ModeValue['what'] | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  const url = /^https?:\/\/([^/\s:]+)/i.exec(text)?.[1] ?? addressIn(text)?.host;
  if (url !== undefined) return loopback.test(url) ? undefined : 'address';
  if (placeName.test(words) && host.test(text) && !fileName.test(text) && !loopback.test(text)) return 'address';
  return thingName.test(words) && /^[a-z0-9][\w.-]{2,}$/i.test(text) ? 'name' : undefined;
}

/** Only where the environments stand side by side is it certain what their names mean. */
export function modeValues(texts: readonly TextSite[]): readonly ModeValue[] {
  const sides = new Map<string, Set<string>>();
  const places = texts.map((text) => placeIn(text));
  for (const place of places) {
    if (!place) continue;
    const modes = sides.get(place.around) ?? new Set();
    sides.set(place.around, modes.add(place.mode));
  }
  return texts.flatMap((site, index): readonly ModeValue[] => {
    const place = places[index];
    const beside = place && (sides.get(place.around)?.size ?? 0) > 1 ? place.mode : undefined;
    const mode = beside ?? modeOfPath(site.at.file);
    const what = mode !== undefined && site.fallbackOf === undefined ? whatIs(site.name, site.text) : undefined;
    if (mode === undefined || what === undefined || !deploys.test(mode)) return [];
    const { at, name } = site;
    return [
      {
        kind: 'mode-value',
        at,
        module: 'runtime',
        label: [...(site.under ?? []).slice(-2), name].join('.'),
        confidence: 'medium',
        ...when(site),
        mode,
        what,
      },
    ];
  });
}

interface Place {
  /** The mapping that holds the environments. */
  readonly around: string;
  readonly mode: string;
}

function placeIn({ at, under = [], name }: TextSite): Place | undefined {
  const path = [...under, name];
  const found = path.findIndex((key) => deploys.test(key) || laptops.test(key));
  return found === -1 ? undefined : { around: `${at.file} ${path.slice(0, found).join('.')}`, mode: path[found]! };
}
