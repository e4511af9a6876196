/** What rights cost: `npm run bench -- --only access`. */
import type { Measured, Options, Suite } from '../measured.ts';
import { foldedRights } from './folded.ts';
import { teamPolicy } from './teams.ts';

const parts: Readonly<Record<string, Suite>> = { folded: foldedRights, teams: teamPolicy };

export async function* access(o: Options): AsyncGenerator<Measured> {
  for (const [name, part] of Object.entries(parts)) if (o.part === null || o.part === name) yield* part(o);
}
