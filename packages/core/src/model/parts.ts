/** What a plugin's `model` may list. */
import type { ValuesPart } from './enums.ts';
import type { FieldSet } from './fields.ts';
import type { ImplementsPart } from './interfaces.ts';
import type { ContributionPart, Point } from './points.ts';
import type { RestrictionPart } from './policy.ts';

// biome-ignore lint/suspicious/noExplicitAny: points of whatever value
export type ModelPart = FieldSet | ImplementsPart | RestrictionPart | ValuesPart | ContributionPart | Point<any>;
