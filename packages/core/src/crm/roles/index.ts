/** Roles, and who has them: rights as data of the tenant. */
import type { Noun } from '../common.ts';
import { assignRole, unassignRole } from './assign.ts';
import { createRole, deleteRole, updateRole } from './commands.ts';
import * as events from './events.ts';
import { roleAssignmentFields, roleFields } from './fields.ts';

export const roles: Noun = {
  model: [roleFields, roleAssignmentFields],
  commands: [createRole, updateRole, deleteRole, assignRole, unassignRole],
  events: [events.RoleCreated, events.RoleChanged, events.RoleDeleted, events.RoleAssigned, events.RoleUnassigned],
  refusals: [
    events.unknownGrant,
    events.grantNotHeld,
    events.staffOnly,
    events.wrongAudience,
    events.builtInRole,
    events.assignToWhom,
    events.endBeforeBegin,
    events.lastAdministrator,
  ],
};

export { Role, RoleAssignment } from './entities.ts';
export { RoleAssigned, RoleChanged, RoleCreated, RoleDeleted, RoleUnassigned } from './events.ts';
export { roleAssignmentFields, roleFields } from './fields.ts';
export { standardRoles } from './standard.ts';
export { assignRole, createRole, deleteRole, unassignRole, updateRole };
