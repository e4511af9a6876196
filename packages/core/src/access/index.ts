/** Who may see what: actors, rights, row policies in symbols, and plugins' SQL. */
export {
  type Actor,
  actorReference,
  type ActorBindings,
  bindingsOf,
  type ContactActor,
  type Grants,
  holds,
  reachOf,
  requireActor,
  rightsFingerprint,
  type ServiceActor,
  type StaffActor,
} from './actor.ts';
export { type Access, canReadField, forbidden, missingPermission, type Rights, rightsOf, throughTarget } from './rights.ts';
export { checkModelSql, checkPluginSql, type ModelSqlProblem, type SqlProblem } from './check-sql.ts';
