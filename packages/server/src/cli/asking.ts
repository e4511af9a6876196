/** A typed command of an engine, for the command line: what is refused is told as an error. */
import { type Command, type Engine, GuanxiError } from '@guanxi/core';
import { actorArgs, commandLineActor } from './actor.ts';
import { databaseArgs, tenantArgs, tenantOf } from './engine.ts';

export const tenantCommandArgs = { ...tenantArgs, ...actorArgs, ...databaseArgs };

export interface Asked {
  readonly tenant: string;
  readonly permissions?: string | undefined;
  readonly purpose?: string | undefined;
}

export const asActor = async (engine: Engine, { tenant, permissions, purpose }: Asked) =>
  engine.as(commandLineActor(await tenantOf(engine, tenant), permissions, purpose));

/** @throws GuanxiError the first refusal */
export async function ask<I, O>(engine: Engine, args: Asked, asked: Command<I, O>, input: NoInfer<I>): Promise<O> {
  const outcome = await (await asActor(engine, args)).run(asked, input);
  if (outcome.ok) return outcome.value;
  const [{ code, message }] = outcome.errors as [(typeof outcome.errors)[number]];
  throw new GuanxiError({ code, en: message, zh: message });
}
