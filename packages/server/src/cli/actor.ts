/** Who acts on the command line: a program with the rights it is given; all of them unless it says otherwise. */
import type { Actor, Tenant } from '@guanxi/core';
import type { ArgsDef } from 'citty';

export const actorArgs = {
  permissions: { type: 'string', description: 'Permissions to act with, by commas; default: all', valueHint: 'LIST' },
  purpose: { type: 'string', description: 'Why: confidential fields are shown for a purpose only', valueHint: 'TEXT' },
} as const satisfies ArgsDef;

export const commandLineActor = (tenant: Tenant, permissions?: string, purpose?: string): Actor => ({
  kind: 'service',
  name: 'command-line',
  tenant: tenant.id,
  locale: tenant.locale,
  ...(purpose !== undefined && { purpose }),
  permissions:
    permissions === undefined
      ? ['*']
      : permissions
          .split(',')
          .map((p) => p.trim())
          .filter((p) => p !== ''),
});
