/** Devices: what keeps a copy to work without a network. */
import type { Noun } from '../common.ts';
import { registerDevice, revokeDevice } from './commands.ts';
import { DeviceRegistered, DeviceRevoked, deviceNeedsOwner } from './events.ts';
import { deviceFields } from './fields.ts';

export const devices: Noun = {
  model: [deviceFields],
  commands: [registerDevice, revokeDevice],
  events: [DeviceRegistered, DeviceRevoked],
  refusals: [deviceNeedsOwner],
};

export { Device } from './entities.ts';
export { deviceFields } from './fields.ts';
export { DeviceRegistered, DeviceRevoked } from './events.ts';
export { registerDevice, revokeDevice };
