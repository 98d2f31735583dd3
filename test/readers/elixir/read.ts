/** Reads Elixir as the command line would. */
import type { CodeFact } from '../../../src/facts/index.ts';
import { readSource, readsIn, saidBy } from '../code/said.ts';

export const facts = (text: string, path = 'lib/shop/shop.ex'): readonly CodeFact[] =>
  readSource('elixir', path, text).facts;

export const said = (text: string, path?: string): readonly string[] => saidBy(facts(text, path));

export const reads = (text: string, path?: string): readonly string[] => readsIn(facts(text, path));

/** A module with this body. */
export const module = (body: string, name = 'Shop.Thing'): string => `defmodule ${name} do\n${body}\nend\n`;

/** Children of an application. */
export const children = (list: string): string =>
  module(
    `use Application\ndef start(_type, _args) do\n  children = [${list}]\n  Supervisor.start_link(children, strategy: :one_for_one)\nend`,
    'Shop.Application',
  );
