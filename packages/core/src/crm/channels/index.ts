/** Channels: how customers and contacts are reached. */
import type { Noun } from '../common.ts';
import * as commands from './commands.ts';
import { noChannel } from './events.ts';
import { contactChannelFields, customerChannelFields } from './fields.ts';

export const channels: Noun = {
  model: [customerChannelFields, contactChannelFields],
  commands: Object.values(commands),
  refusals: [noChannel],
};

export * from './commands.ts';
export { ContactChannel, CustomerChannel } from './entities.ts';
export { contactChannelFields, customerChannelFields } from './fields.ts';
export { ChannelKind, Verification } from './enums.ts';
export { readChannel } from './rules.ts';
