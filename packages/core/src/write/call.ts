/** What is known before a command or query begins: who, when, which tenant, its settings and attributes. Nothing is loaded after that. */
import { type Actor, actorReference, requireActor } from '../access/actor.ts';
import type { Choices } from '../model/choices.ts';
import type { Locale } from '../model/label.ts';
import type { Tenant } from '../read/kernel.ts';
import type { Kernel, TenantSettings } from './kernel.ts';

/** What led to a call besides its actor: the event whose hook makes it, and the way there. */
export interface Origin {
  readonly causation: string | null;
  readonly chain: readonly string[];
}

export interface Call extends Choices {
  /** As the tenant has it. */
  readonly kernel: Kernel;
  readonly actor: Actor;
  /** The opaque id under which the actor's changes are recorded. */
  readonly by: string;
  readonly tenant: Tenant;
  readonly locale: Locale;
  readonly now: Date;
  readonly settings: TenantSettings;
  /** Null where somebody asked for it. */
  readonly origin: Origin | null;
}

/** Loads (from caches, as a rule) what a transaction must not wait for: inside it the database answers to nobody else. */
export async function openCall(kernel: Kernel, actor: Actor, origin: Origin | null = null): Promise<Call> {
  requireActor(actor);
  // One after the other: they are in memory as a rule, and to wait for them together costs every call more than to wait for each.
  const tenant = await kernel.tenant(actor.tenant);
  const { attributes, classes, enabled } = await kernel.choices(actor.tenant);
  return {
    kernel: kernel.narrowed(enabled),
    actor,
    tenant,
    attributes,
    classes,
    enabled,
    origin,
    by: actorReference(actor),
    locale: actor.locale ?? tenant.locale,
    now: kernel.clock.now(),
    settings: await kernel.settings(actor.tenant),
  };
}

/** The actor as the log keeps it. */
export const actorJson = (call: Call): string => JSON.stringify({ kind: call.actor.kind, id: call.by });
