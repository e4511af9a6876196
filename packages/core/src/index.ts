/**
 * `@guanxi/core`: the engine, and everything a plugin is made of.
 *
 * @example
 * const engine = createEngine({ plugins: [crm(), loyalty()], database: process.env.DATABASE_URL });
 * await engine.migrate();
 */

// ── the engine ──
export { createEngine, type Engine, type PluginInfo } from './engine.ts';
export type { BatchOptions, Bound, Outcome, RunOptions } from './engine/bound.ts';
export type { Health } from './engine/health.ts';
export type { ResultsOptions, ResultsUse } from './read/results/results.ts';
export type { PluginWarning } from './engine/warnings.ts';
export { type StreamAnswer, StreamError, type Subscribed } from './graphql/index.ts';
export type { StartOptions } from './engine/background.ts';
export type { WorkerOptions, WorkReport } from './jobs/index.ts';
export type { Migrations } from './engine/migrations.ts';
export type { Settings } from './engine/settings.ts';
export type { StoppedPlugin } from './watchdog/hangs.ts';
export { BLOCKED_EXIT_CODE } from './watchdog/watchdog.ts';
export type { Wake } from './log/wake.ts';
export type { NewTenant, TenantRemoval, Tenants } from './engine/tenants.ts';
export type { AnyPlugin, Complete, EngineOptions, TypeOf as PluginTypeOf } from './engine/types.ts';
export { BootError, type BootProblem } from './plugin/boot-error.ts';
export type { Limits, RateLimits, Tenant } from './read/kernel.ts';
export type { AccessExplanation, AccessStep } from './read/explain-access.ts';
export type { Log, ReadOptions } from './read/scope.ts';

// ── what a plugin is ──
export { type Kit, pluginKit } from './plugin/kit.ts';
export { type Capability, definePlugin, type Plugin, type PluginShape, type Warning } from './plugin/define.ts';
export type { AnyPermission, PluginType } from './model/plugin-type.ts';

// ── the model ──
export { type Label, label, type Locale } from './model/label.ts';
export type { Aggregate, Classification, Decimal, Instant, Money } from './model/scalars.ts';
export { decimalOf, isDecimal } from './model/scalars.ts';
export { type Clock, globalId, type Id, type Ids, parseGlobalId, randomIds, systemClock } from './model/ids.ts';
export { type AnyEntity, type Col, type Entity, type EntityOf, entityRef, type IdOf, type Row } from './model/entity.ts';
export { type EngineColumn, type TenantTable, tenantTable } from './model/tenant-table.ts';
export { AccessVia, AuditOutcome, accessLog, auditLines } from './model/audit-tables.ts';
export { fieldClasses } from './model/class-tables.ts';
export { pluginChoices } from './model/plugin-tables.ts';
export { attributeDefinitions } from './model/kernel-tables.ts';
export { syncDevices } from './model/sync-tables.ts';
export {
  WebhookDeliveryStatus,
  WebhookPauseReason,
  type WebhookSecret,
  webhookDeliveries,
  webhookEndpoints,
} from './model/webhook-tables.ts';
export { apiKeys, GrantScope, RoleAudience, type RoleGrant, roleAssignments, roles, sessions } from './model/identity-tables.ts';
export { jobs, operationRefusals, operations } from './model/job-tables.ts';
export {
  attributeColumns,
  boolean,
  classification,
  dateOnly,
  decimal,
  enumList,
  enumText,
  instant,
  integer,
  jsonb,
  money,
  owner,
  RecordClassification,
  reference,
  searchColumn,
  text,
} from './model/columns.ts';
export { addValues, type EnumType, enumType, openEnum, type ValueOf, type ValuesPart } from './model/enums.ts';
export { type ComputeScope, type Field, type FieldSet, type Many, type One, type Scalar, select, type Selection } from './model/fields.ts';
export { type Policy, type PolicyActor, type Reach, type Related, type RestrictionPart, type Sql, through } from './model/policy.ts';
export { implement, type ImplementsPart, type InterfaceType, interfaceType, nullableShape, shape, shapeId } from './model/interfaces.ts';
export { type ContributionPart, contribute, type Point } from './model/points.ts';
export { type Fields, t } from './model/input.ts';

// ── what code gets, and what it declares ──
export type { EntityDescription, FieldDescription, PluginChange, PluginObstacle, Reader, Scope } from './read/scope.ts';
export type { AfterScope, Change, MovedReference, Tx } from './write/tx.ts';
export type { Gate, GateUse } from './write/gate.ts';
export {
  type Command,
  commandRef,
  type DomainEvent,
  eventRef,
  type HookPart,
  type JobDefinition,
  type ListDefinition,
  type Occurrence,
  type QueryDefinition,
  type RefusalToken,
  type SubscriptionDefinition,
} from './write/declarations.ts';

// ── who acts ──
export { type Actor, actorFingerprint, type ContactActor, type Grants, type ServiceActor, type StaffActor } from './access/actor.ts';
export { type NewApiKey, newApiKey } from './access/api-key.ts';
export { type KernelPermission, kernelPermissions } from './access/kernel-permissions.ts';
export type { ContactPrincipal, Principal, SeenFrom, ServicePrincipal, StaffPrincipal } from './access/principal.ts';
export type { Directory, KnownContact, KnownStaff } from './write/directory.ts';
export type { Lost } from './write/identities.ts';

// ── webhooks ──
export type { OutgoingOptions } from './outgoing/index.ts';
export { type VerifiedWebhook, verifyWebhook, type WebhookBody, WebhookSettings } from './webhooks/index.ts';

// ── errors ──
export { asTold, type ErrorCode, GuanxiError } from './errors.ts';
export { Refusals } from './write/problems.ts';

export { type SQL, sql } from 'drizzle-orm';
export { z } from 'zod';
