/** The page that shows prediction beside measurement. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { twins } from './twins.mjs';

export const page = fileURLToPath(new URL('../../../rules/docs/agreement.md', import.meta.url));

const words = { confirmed: '✓ agrees', refuted: '✗ contradicts', added: '+ only measured', open: '· open' };

/** As text in a cell of a table. */
const cell = (text) =>
  text
    .replace(/[\\`*_<>[\]|~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

const side = ({ status, text }) => (text === undefined || text === '' ? status : `**${status}**: ${cell(text)}`);

const rowOf = ({ title, predicted, measured, relation }) =>
  `| ${cell(title)} | ${side(predicted)} | ${side(measured)} | ${words[relation]} |`;

const isShown = ({ measured, relation }) => relation !== 'open' || !measured.beyond;

function serviceSection({ name, verdict, obligations }) {
  const shown = obligations.filter(isShown);
  const head = `### ${cell(name)}: ${verdict ?? 'no verdict'}`;
  const table = [
    '| obligation | predicted from the files | measured on a Swarm | |',
    '| --- | --- | --- | --- |',
    ...shown.map(rowOf),
  ];
  return [head, '', ...table, ''];
}

function projectSection(name, measured) {
  const { date, engine, kernel, versions, ipvs, services, disagreements } = measured;
  const stands = versions.length > 0 ? ` In place of the images of a registry: ${versions.map(cell).join(', ')}.` : '';
  const aside = twins[name].stand ? ` ${cell(twins[name].stand)}.` : '';
  const names = ipvs
    ? ''
    : ' This kernel has no IPVS: services that publish nothing were found by the addresses of their tasks (`endpoint_mode: dnsrr`).';
  const against =
    disagreements.length === 0
      ? 'Nothing measured contradicts a prediction.'
      : disagreements.map((one) => `- ${cell(one)}`).join('\n');
  return [
    `## ${name}`,
    '',
    `Measured on ${date} with Docker ${engine} on Linux ${cell(kernel)}.${stands}${aside}${names}`,
    '',
    against,
    '',
    ...services.flatMap(serviceSection),
  ];
}

const count = (services, relation) =>
  services.flatMap(({ obligations }) => obligations).filter((one) => one.relation === relation).length;

/** `results` is a folder with a JSON file for each project that was measured. @returns the page as Markdown */
export async function pageOf(results) {
  const rows = [];
  const sections = [];
  for (const [name, { missing }] of Object.entries(twins)) {
    const path = join(results, `${name}.json`);
    if (!existsSync(path)) {
      rows.push(`| ${name} | | | | not measured${missing ? `: ${cell(missing)}` : ' yet'} |`);
      continue;
    }
    const measured = JSON.parse(await readFile(path, 'utf8'));
    const numbers = ['confirmed', 'refuted', 'added'].map((relation) => count(measured.services, relation));
    const verdicts = measured.services.map((one) => `${one.name} ${one.verdict}`).join(', ');
    rows.push(`| [${name}](#${name}) | ${numbers.join(' | ')} | ${cell(verdicts)} |`);
    sections.push(...projectSection(name, measured));
  }
  return [
    '<!-- Written by `npm run agreement`. -->',
    '# Prediction and measurement',
    '',
    'Projects of `fixtures/projects`, deployed on a real Swarm of one node by `swarm-lint prove`, beside what `swarm-lint` says of their files alone. The',
    'images are built from the Dockerfiles of the projects as they are, on stand-ins for official images that are made of packages of Debian and npm.',
    'Obligations that only users of a service could try (sessions, uploads, queues …) are left out where nothing could be measured.',
    '',
    '| project | agree | contradict | only measured | verdicts |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...sections,
  ].join('\n');
}

export const writePage = async (results) => writeFile(page, `${(await pageOf(results)).trimEnd()}\n`);
