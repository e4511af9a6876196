/** Staff: who works with customers, for whom, in which team. */
import type { Noun } from '../common.ts';
import { createStaff, deactivateStaff, moveStaff, reactivateStaff, setManager, suspendStaff, updateStaff } from './commands.ts';
import { StaffDeactivated, StaffMoved, StaffReactivated, StaffSuspended, stillOwns } from './events.ts';
import { staffFields } from './fields.ts';

export const staff: Noun = {
  model: [staffFields],
  commands: [createStaff, updateStaff, setManager, moveStaff, deactivateStaff, suspendStaff, reactivateStaff],
  events: [StaffDeactivated, StaffSuspended, StaffReactivated, StaffMoved],
  refusals: [stillOwns],
};

export { Staff } from './entities.ts';
export { staffFields } from './fields.ts';
export { staffActor } from './reach.ts';
export {
  createStaff,
  deactivateStaff,
  moveStaff,
  reactivateStaff,
  setManager,
  StaffDeactivated,
  StaffMoved,
  StaffReactivated,
  StaffSuspended,
  suspendStaff,
  updateStaff,
};
