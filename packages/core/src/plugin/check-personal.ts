/** Boot check of what is said to be personal data: whose it is can be found, and it can be taken away. */
import type { Model } from '../model/model.ts';
import { personalIn } from '../model/personal.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';

export function checkPersonal(plugins: readonly Plugin[], model: Model): readonly BootProblem[] {
  return [
    ...personalIn(model).problems.map(({ plugin, subject, detail }) => problem('PERSONAL_NOT_FOLLOWED', [plugin], { subject, detail })),
    ...plugins.flatMap(({ id, shape }) => (shape.events ?? []).flatMap(({ definition }) => (definition ? keysOf(id, definition) : []))),
  ];
}

type Event = NonNullable<NonNullable<Plugin['shape']['events']>[number]['definition']>;

function keysOf(plugin: string, { name, data, personal }: Event): readonly BootProblem[] {
  return Object.entries(personal).flatMap(([key, names]) => {
    const missing = [key, ...(names === 'subject' ? [] : [names])].find((k) => !Object.hasOwn(data, k));
    return missing === undefined
      ? []
      : [problem('PERSONAL_NOT_FOLLOWED', [plugin], { subject: `${name}.${key}`, detail: `the event has no key "${missing}"` })];
  });
}
