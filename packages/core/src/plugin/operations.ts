/** The command that starts an operation: it makes the record by which the work is followed. The job that does it is made with the record. */
import { entityRef } from '../model/entity.ts';
import { t } from '../model/input.ts';
import type { Command, CommandDefinition, OperationDefinition } from '../write/declarations.ts';

const Operation = entityRef('Operation');

export const operationCommand = (operation: OperationDefinition): Command => ({
  kind: 'command',
  name: operation.name,
  operation,
  definition: {
    plugin: operation.plugin,
    name: operation.name,
    label: operation.label,
    permission: operation.permission,
    input: operation.input,
    output: { operation: t.ref(Operation) },
    ...reaching(operation),
    run: async (tx, input) => ({ operation: await tx.insert(Operation, { plugin: operation.plugin, name: operation.name, input }) }),
  },
});

/** What was said of whom it reaches, where anything was. */
export const reaching = ({ gates, reachesNobody }: Pick<CommandDefinition, 'gates' | 'reachesNobody'>) => ({
  ...(gates && { gates }),
  ...(reachesNobody !== undefined && { reachesNobody }),
});
