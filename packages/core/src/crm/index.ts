/**
 * `crm`: the customer master, a plugin like any other, built in and always first. A table of contents; each noun has a folder.
 *
 * @example const engine = createEngine({ plugins: [crm(), loyalty()] });
 */
import { definePlugin, type Id, label, type Plugin } from '@guanxi/core';
import { addresses } from './addresses/index.ts';
import { attributes } from './attributes/index.ts';
import { audit } from './audit/index.ts';
import { channels } from './channels/index.ts';
import { classification } from './classification/index.ts';
import type { Noun } from './common.ts';
import { canContact } from './consent/contactable.ts';
import { consent } from './consent/index.ts';
import { Contact, ContactLink } from './contacts/entities.ts';
import { contacts } from './contacts/index.ts';
import { knownContact } from './contacts/reach.ts';
import { customers } from './customers/index.ts';
import { devices } from './devices/index.ts';
import { duplicates } from './duplicates/index.ts';
import { exports } from './exports/index.ts';
import { facts } from './facts/index.ts';
import { files } from './files/index.ts';
import { storedFile } from './files/stored.ts';
import { interactions } from './interactions/index.ts';
import { keys } from './keys/index.ts';
import { jobs } from './jobs/index.ts';
import { notes } from './notes/index.ts';
import { operations } from './operations/index.ts';
import { type Crm, type CrmOptions, CrmSettings, p, permissions } from './plugin.ts';
import { plugins } from './plugins/index.ts';
import { portfolio } from './portfolio/index.ts';
import { privacy } from './privacy/index.ts';
import { quality } from './quality/index.ts';
import { relationships } from './relationships/index.ts';
import { roles } from './roles/index.ts';
import { seedRoles } from './roles/standard.ts';
import { sessions } from './sessions/index.ts';
import { knownStaff, teamsOf } from './staff/reach.ts';
import { Staff } from './staff/entities.ts';
import { staff } from './staff/index.ts';
import { tags } from './tags/index.ts';
import { Team } from './teams/entities.ts';
import { teams } from './teams/index.ts';
import { timeline } from './timeline/index.ts';
import { views } from './views/index.ts';
import { webhooks } from './webhooks/index.ts';

const nouns: readonly Noun[] = [
  teams,
  staff,
  customers,
  channels,
  addresses,
  contacts,
  consent,
  privacy,
  exports,
  duplicates,
  portfolio,
  relationships,
  interactions,
  facts,
  tags,
  notes,
  views,
  files,
  quality,
  attributes,
  classification,
  audit,
  devices,
  timeline,
  jobs,
  operations,
  webhooks,
  roles,
  keys,
  sessions,
  plugins,
];

export function crm(options: CrmOptions = {}): Plugin<Crm> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Customer relationships', '客户关系'),
    capability: 'OPERATIONAL',
    migrations: new URL('../../migrations/crm/', import.meta.url),
    permissions,
    settings: CrmSettings,
    options,
    model: nouns.flatMap((noun) => noun.model),
    commands: nouns.flatMap((noun) => noun.commands ?? []),
    events: nouns.flatMap((noun) => noun.events ?? []),
    refusals: nouns.flatMap((noun) => noun.refusals ?? []),
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    gates: nouns.flatMap((noun) => noun.gates ?? []),
    directory: {
      staff: (scope, id) => knownStaff(scope, id as Id<'Staff'>),
      contact: (scope, id) => knownContact(scope, id as Id<'Contact'>),
      madeOf: { staff: [Staff, Team], contact: [Contact, ContactLink] },
    },
    seed: seedRoles,
    api: (scope) => ({
      teamsOf: (member) => teamsOf(scope, member),
      fileOf: (file) => storedFile(scope, file),
      canContact: (question) => canContact(scope, question),
    }),
  });
}

export type { Contactability, ContactQuestion, Crm, CrmApi, CrmOptions, StoredFile, TeamReach } from './plugin.ts';
export * from './addresses/index.ts';
export * from './attributes/index.ts';
export * from './audit/index.ts';
export * from './channels/index.ts';
export * from './classification/index.ts';
export * from './consent/index.ts';
export * from './contacts/index.ts';
export * from './customers/index.ts';
export * from './devices/index.ts';
export * from './duplicates/index.ts';
export * from './exports/index.ts';
export * from './facts/index.ts';
export * from './files/index.ts';
export * from './interactions/index.ts';
export * from './jobs/index.ts';
export * from './notes/index.ts';
export * from './operations/index.ts';
export * from './plugins/index.ts';
export * from './portfolio/index.ts';
export * from './privacy/index.ts';
export * from './quality/index.ts';
export * from './relationships/index.ts';
export * from './staff/index.ts';
export * from './tags/index.ts';
export * from './teams/index.ts';
export * from './timeline/index.ts';
export * from './views/index.ts';
export * from './keys/index.ts';
export * from './roles/index.ts';
export * from './sessions/index.ts';
export * from './webhooks/index.ts';
