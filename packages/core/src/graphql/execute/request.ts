/** One operation as it was asked for, and all that its execution looks into. */
import { type DocumentNode, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { type Actor, type ActorBindings, bindingsOf, holds } from '../../access/actor.ts';
import { kernelPermissions } from '../../access/kernel-permissions.ts';
import { type Access, rightsOf } from '../../access/rights.ts';
import { GuanxiError } from '../../errors.ts';
import type { AccessVia } from '../../model/audit-tables.ts';
import type { Choices } from '../../model/choices.ts';
import type { Locale } from '../../model/label.ts';
import type { ReadBy } from '../../read/access-log.ts';
import { type Call, openCall } from '../../write/call.ts';
import { checkInput } from '../../write/check-input.ts';
import type { Kernel } from '../../write/kernel.ts';
import { type Measure, measured, requireWithin } from '../limits/measure.ts';
import { requireSoundVariables } from '../limits/variables.ts';
import type { DecodeInput } from '../translate/reader.ts';
import type { Facts } from '../translate/shape.ts';
import type { Operation } from '../translate/translate.ts';
import type { Api } from './api.ts';
import { operationNamed, type Prepared } from './documents.ts';
import { type AnswerError, documentError } from './errors.ts';

export interface OperationRequest {
  readonly document: string | DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly actor: Actor;
  /** Default: the actor's, then the tenant's. */
  readonly locale?: Locale | undefined;
  /** The cursor that a subscription goes on behind, in place of its argument `after`: for transports that resume by themselves. */
  readonly after?: string | undefined;
  /** For mutations that name none of their own. */
  readonly idempotencyKey?: string | undefined;
  /** Its answer goes into a file: the access log says so. */
  readonly via?: 'EXPORT' | undefined;
  /** Executes everything through graphql-js, also what could pass from the database as text: for comparing the two. */
  readonly withoutText?: boolean | undefined;
}

export interface Asking {
  readonly kernel: Kernel;
  readonly schema: GraphQLSchema;
  readonly prepared: Prepared;
  readonly operation: Operation;
  /** Coerced. */
  readonly facts: Facts;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly access: Access;
  readonly bindings: ActorBindings;
  readonly locale: Locale;
  readonly now: Date;
  readonly decode: DecodeInput;
  readonly holds: (permission: string) => boolean;
  readonly idempotencyKey: string | undefined;
  /** By which door its answer leaves, for the access log. */
  readonly via: AccessVia;
  /** What it may cost at most, as counted before anything of it runs. */
  readonly measure: Measure;
}

export type Asked = { readonly ok: true; readonly asking: Asking } | { readonly ok: false; readonly errors: readonly AnswerError[] };

export async function ask(kernel: Kernel, api: Api, request: OperationRequest, locale: Locale, choices: Choices): Promise<Asked> {
  const { actor } = request;
  const readsSchema = holds(actor, 'engine:schema:read');
  const told = { locale, suggests: readsSchema };
  const preparing = api.documents.prepare(request.document);
  if (!preparing.ok) return { ok: false, errors: preparing.errors.map((e) => documentError(e, preparing.code, told)) };
  const { prepared } = preparing;
  if (prepared.introspects && !readsSchema) throw new GuanxiError('FORBIDDEN', { permission: kernelPermissions['engine:schema:read'] });
  const node = operationNamed(prepared, request.operationName);
  const given = request.variables ?? {};
  requireSoundVariables(given, kernel.limits);
  const { coerced, errors } = getVariableValues(api.schema, node.variableDefinitions ?? [], given);
  if (!coerced) return { ok: false, errors: errors.map((e) => documentError(e, 'BAD_INPUT', told)) };
  const facts: Facts = { variables: coerced, attributes: choices.attributes };
  const { fragments } = prepared;
  const measure = prepared.measures.of(operationName(node), facts, { schema: api.schema, model: kernel.model, fragments }, (t) =>
    measured(t, kernel.limits, node),
  );
  requireWithin(measure, kernel.limits);
  // A plugin's list has arguments that are checked as a command's input is; whoever asks for none need not wait for the settings.
  const call = [...kernel.registry.lists.keys()].some((name) => prepared.fieldNames.has(name)) ? await openCall(kernel, actor) : null;
  const access: Access = { actor, ...choices };
  return {
    ok: true,
    asking: {
      kernel,
      prepared,
      actor,
      locale,
      schema: api.schema,
      operation: { node, fragments },
      facts,
      variables: given,
      access,
      bindings: bindingsOf(actor),
      now: call?.now ?? kernel.clock.now(),
      decode: decodeWith(call),
      holds: rightsOf(access).has,
      idempotencyKey: request.idempotencyKey,
      via: request.via ?? (node.operation === 'subscription' ? 'SUBSCRIPTION' : 'QUERY'),
      measure,
    },
  };
}

const decodeWith =
  (call: Call | null): DecodeInput =>
  (list, wire) =>
    call ? checkInput(call, list.input, wire, true).value : {};

/** Who reads, for the access log. */
export const readBy = ({ actor, via, operation }: Asking): ReadBy => ({ actor, via, operation: operation.node.name?.value ?? null });

export const operationName = (node: OperationDefinitionNode): string => node.name?.value ?? '';
