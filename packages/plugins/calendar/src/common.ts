/** Small words that several nouns share. */
import type { PluginShape, Scope, Tx } from '@guanxi/core';
import type { Calendar } from './plugin.ts';

export type CalendarTx = Tx<Calendar>;
export type CalendarScope = Scope<Calendar>;

/** What one noun brings to the plugin. */
export type Noun = Pick<PluginShape<Calendar>, 'model' | 'commands' | 'events' | 'refusals' | 'hooks' | 'queries' | 'jobs'>;
