import { expect, test } from 'vitest';
import { splitScript } from './split.ts';

test('a script is split at its semicolons, and at no other', () => {
  const body = `create function f() returns text language sql as $body$ select ';'; $body$`;
  expect(
    splitScript(
      `select 1;; select ';' ; select E'\\';' ; select "a;b" from t -- not; here\n; /* nor; /* here; */ ; */ ${body}; do $$ ; $$`,
    ),
  ).toEqual([
    'select 1',
    `select ';'`,
    `select E'\\';'`,
    'select "a;b" from t -- not; here',
    `/* nor; /* here; */ ; */ ${body}`,
    'do $$ ; $$',
  ]);
});

test('what holds no statement gives none', () => {
  expect(splitScript('')).toEqual([]);
  expect(splitScript(' ;\n-- only a comment\n; /* another */')).toEqual([]);
});

test('parameters and a name before a quote are no dollar quotes and no escape strings', () => {
  expect(splitScript(`select $1, $2; select type'x\\'; select 1`)).toEqual(['select $1, $2', `select type'x\\'`, 'select 1']);
});

test('what is left open is left to the server to refuse', () => {
  expect(splitScript(`select 1; do $$ begin;`)).toEqual(['select 1', 'do $$ begin;']);
  expect(splitScript(`select 1 /* open; `)).toEqual(['select 1 /* open;']);
});
