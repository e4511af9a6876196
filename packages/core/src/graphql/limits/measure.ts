/**
 * What an operation may touch at most, known before any of it runs: all its root fields and aliases, commands' replies, plugins' queries and
 * the payloads of its events together, whatever else refuses it later. Records count as the plan counts them (`read/plan/cost.ts`), by the
 * sizes of their pages; what only code knows the number of counts as a page.
 */
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { label } from '../../model/label.ts';
import { limitExceeded } from '../../model/refusals.ts';
import type { Limits } from '../../read/kernel.ts';
import { aggregateCost, type Cost, countCost, none, sum, times } from '../../read/plan/cost.ts';
import { liveDirective } from '../live/directive.ts';
import { meaningOf } from '../schema/meaning.ts';
import { type Collected, collect, type SelectionSets, setsOf } from '../translate/collect.ts';
import type { Translation } from '../translate/translation.ts';
import { clampedSize, lengthOf, longestList } from './sizes.ts';

export interface Measure {
  readonly cost: number;
  /** How deep records are nested in records. */
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  /** Commands that it runs. */
  readonly commands: number;
  /** 1 for what may be answered more than once: a subscription, a live query. */
  readonly streams: number;
}

/** What a command stands for besides its reply: a transaction. */
const commandCost = 10;

const most = (all: readonly Cost[]): Cost => ({
  cost: all.reduce((n, c) => Math.max(n, c.cost), 0),
  depth: all.reduce((n, c) => Math.max(n, c.depth), 0),
});

/** @throws LIMIT_EXCEEDED where there are more fields than can be looked at; of the other bounds see `requireWithin` */
export function measured(t: Translation, limits: Limits, node: OperationDefinitionNode): Measure {
  const meter = new Meter(t, limits);
  const root = collect(t, t.schema.getRootType(node.operation) as GraphQLObjectType, [node.selectionSet]);
  const isMutation = node.operation === OperationTypeNode.MUTATION;
  const commands = isMutation ? root.reduce((n, c) => n + Math.max(1, longestList(t, c)), 0) : 0;
  const { cost, depth } = sum(root.map((c) => (isMutation ? meter.payload(c) : meter.field(c))));
  const isStream =
    node.operation === OperationTypeNode.SUBSCRIPTION || (node.directives?.some((d) => d.name.value === liveDirective.name) ?? false);
  return {
    cost: cost + commands * commandCost,
    depth,
    fields: meter.fields,
    rootFields: root.length,
    commands,
    streams: isStream ? 1 : 0,
  };
}

class Meter {
  fields = 0;
  readonly #t: Translation;
  readonly #limits: Limits;

  constructor(t: Translation, limits: Limits) {
    this.#t = t;
    this.#limits = limits;
  }

  field(c: Collected): Cost {
    if (!c.field) return this.#introspection(c);
    const meaning = meaningOf(c.field);
    switch (meaning?.kind) {
      case 'root':
        return this.#root(c, meaning.root.kind);
      case 'subscription':
        return this.payload(c);
      case 'field':
        return this.#ofRecord(c, meaning.field.spec.kind);
      case 'attributes':
      case 'shape':
      case 'part':
        return none;
      default:
        return this.#byCode(c);
    }
  }

  /** What a command or an event answers with holds records; it is none. */
  payload(c: Collected): Cost {
    const { cost, depth } = this.#inside(c);
    return { cost: cost + 1, depth };
  }

  #root(c: Collected, kind: string): Cost {
    if (kind === 'list' || kind === 'changes') return this.#connection(c);
    const inside = this.#inside(c);
    if (kind === 'aggregate') return { cost: aggregateCost, depth: 1 };
    return times(kind === 'nodes' ? lengthOf(this.#t, c, 'ids') : 1, inside);
  }

  #ofRecord(c: Collected, kind: string): Cost {
    switch (kind) {
      case 'one':
      case 'any':
        return times(1, this.#inside(c));
      case 'many':
      case 'through':
      case 'all':
        return this.#connection(c);
      // An expression may look at other rows.
      case 'sql':
        return { cost: 1, depth: 0 };
      default:
        return none;
    }
  }

  #connection(c: Collected): Cost {
    const size = clampedSize(this.#t, c, this.#limits);
    const parts = this.#collected(getNamedType(c.field?.type) as GraphQLObjectType, setsOf(c));
    const records = (p: Collected): readonly Cost[] => {
      switch (p.nodes[0].name.value) {
        case 'nodes':
        case 'node':
          return [this.#inside(p)];
        case 'edges':
          return this.#collected(getNamedType(p.field?.type) as GraphQLObjectType, setsOf(p)).flatMap(records);
        default:
          return [];
      }
    };
    const { cost, depth } = times(size, sum(parts.flatMap(records)));
    const counts = parts.some((p) => p.nodes[0].name.value.startsWith('totalCount')) ? countCost : 0;
    return { cost: cost + counts, depth };
  }

  /** What a plugin's own code, or the engine's, answers with. */
  #byCode(c: Collected): Cost {
    if (!c.nodes[0].selectionSet) return none;
    const isList = isListType(getNullableType(c.field?.type));
    return times(isList ? clampedSize(this.#t, c, this.#limits) : 1, this.#inside(c));
  }

  #introspection(c: Collected): Cost {
    const type = { __schema: '__Schema', __type: '__Type' }[c.nodes[0].name.value];
    if (type === undefined) return none;
    const { cost } = this.#selection(this.#t.schema.getType(type) as GraphQLNamedType, setsOf(c));
    return { cost: cost + 1, depth: 0 };
  }

  #inside(c: Collected): Cost {
    return this.#selection(getNamedType(c.field?.type) as GraphQLNamedType, setsOf(c));
  }

  /** Where it may be any of several types, the dearest of them. */
  #selection(type: GraphQLNamedType, sets: SelectionSets): Cost {
    if (isObjectType(type)) return sum(this.#collected(type, sets).map((c) => this.field(c)));
    if (!isAbstractType(type)) return none;
    return most(this.#t.schema.getPossibleTypes(type).map((possible) => this.#selection(possible, sets)));
  }

  /** Fragments within fragments multiply: whoever goes on counting does the work that the bound is there to spare. */
  #collected(type: GraphQLObjectType, sets: SelectionSets): readonly Collected[] {
    const { maxFields } = this.#limits;
    const found = collect(this.#t, type, sets);
    this.fields += found.length;
    if (this.fields > maxFields)
      throw limitExceeded(
        label('selected fields', '所选字段数'),
        `${this.fields}+`,
        maxFields,
        [],
        label('Select fewer, or ask in several requests.', '请减少字段，或分成多个请求。'),
      );
    return found;
  }
}

/** @throws LIMIT_EXCEEDED */
export function requireWithin(measure: Pick<Measure, 'cost' | 'depth' | 'rootFields'>, limits: Limits): void {
  const { cost, depth, rootFields } = measure;
  if (rootFields > limits.maxRootFields)
    throw limitExceeded(
      label('root fields', '根字段数'),
      rootFields,
      limits.maxRootFields,
      [],
      label('Ask for them in several requests.', '请分成多个请求。'),
    );
  if (depth > limits.maxDepth)
    throw limitExceeded(
      label('depth', '查询深度'),
      depth,
      limits.maxDepth,
      [],
      label('Read what is further away in a request of its own.', '更深的内容请另行查询。'),
    );
  if (cost > limits.maxCost)
    throw limitExceeded(
      label('cost', '查询开销'),
      cost,
      limits.maxCost,
      [],
      label('Ask for smaller pages or fewer lists in each other.', '请减小每页条数，或减少嵌套的列表。'),
    );
}
