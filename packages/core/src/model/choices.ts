/** What a tenant has decided about the model: loaded with every call, and part of what a plan is made for. */
import { noAttributes, type TenantAttributes } from './attributes.ts';
import { type PluginStates, setName } from './enabling.ts';
import type { Classification } from './scalars.ts';

/** Classes that a tenant has given to fields, in place of those that their plugins declared. */
export interface FieldClasses {
  /** Two states with one revision are the same, also on another instance; empty where nothing was decided. */
  readonly revision: string;
  /** Null: as declared. */
  of(entity: string, field: string): Classification | null;
}
export const declaredClasses: FieldClasses = { revision: '', of: () => null };

/** The entities in which a tenant's choices are kept: a change of one is a change of them. */
export const choiceEntities: readonly string[] = ['AttributeDefinition', 'FieldClass', 'PluginChoice'];

export interface Choices {
  readonly attributes: TenantAttributes;
  readonly classes: FieldClasses;
  /** Plugins that the tenant uses; null: all that are installed. */
  readonly enabled: ReadonlySet<string> | null;
}
export const noChoices: Choices = { attributes: noAttributes, classes: declaredClasses, enabled: null };

/** With what it came from: for whoever is told of it. */
export interface TenantChoices extends Choices {
  readonly states: PluginStates;
}

export const uses = ({ enabled }: Pick<Choices, 'enabled'>, plugin: string): boolean => enabled === null || enabled.has(plugin);

/**
 * What plans hang on besides rights. Attributes are left out: a plan that names one notes its definition's revision by itself
 * (`translate/shape.ts`).
 */
export const choicesKey = ({ classes, enabled }: Choices): string =>
  enabled === null && classes.revision === '' ? '' : `${classes.revision};${setName(enabled)}`;
