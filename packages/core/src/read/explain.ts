/** A plan for people: what is read, in which shape, at what cost, and the one statement. */
import type { Plan } from './plan/plan.ts';
import type { AbstractSelection, ConnectionSelection, Filter, Item, ListArguments, Order, RecordSelection, Root } from './selection.ts';

export function explainPlan(plan: Plan): string {
  const answer = plan.mode === 'text' ? 'passed as text' : 'parsed and finished in JavaScript';
  const steady = plan.isSteady ? '; planned once for all values where a tenant’s size allows it' : '';
  const head = `1 statement over ${plan.tables.size} tables (${[...plan.tables].sort().join(', ')}); cost ${plan.cost}, depth ${plan.depth}; answer ${answer}${steady}`;
  return [head, '', ...plan.roots.flatMap(ofRoot), '', plan.text, ''].join('\n');
}

const indent = (lines: readonly string[]): string[] => lines.map((l) => `  ${l}`);

function ofRoot(root: Root): string[] {
  switch (root.kind) {
    case 'typename':
      return [`${root.key}: "${root.value}"`];
    case 'changes': {
      const { selection } = root;
      return [
        `${root.key}: history of ${selection === null ? 'no type there is' : `${selection.entity.name} by id${ofArguments(selection.list)}`}`,
      ];
    }
    case 'record':
    case 'records':
      return [
        `${root.key}: ${root.selection.entity.name} by id${root.kind === 'records' ? 's' : root.asOf ? ' as of an instant' : ''}`,
        ...ofRecord(root.selection),
      ];
    case 'node':
    case 'nodes':
      return [`${root.key}: any record by id${root.kind === 'nodes' ? 's' : ''}`, ...ofAbstract(root.selection)];
    case 'aggregate':
      return [
        `${root.key}: numbers over ${root.selection.entity.name}, ${root.selection.groupBy.length} keys${root.selection.where ? `, where ${ofFilter(root.selection.where)}` : ''}`,
      ];
    case 'list':
      return [`${root.key}: list of ${root.entity.name}${ofArguments(root.list)}`, ...ofConnection(root.connection, ofRecord)];
    case 'implementers':
      return [
        `${root.key}: list over ${root.of.name} (${root.of.implementers.map((i) => i.entity.name).join(', ')})${ofArguments(root.list)}`,
        ...ofConnection(root.connection, ofAbstract),
      ];
  }
}

const ofRecord = (selection: RecordSelection): string[] => indent(selection.items.flatMap(ofItem));
const ofAbstract = (selection: AbstractSelection): string[] =>
  indent([...selection.cases.values()].flatMap((c) => [`on ${c.entity.name}`, ...ofRecord(c)]));

function ofItem(item: Item): string[] {
  switch (item.kind) {
    case 'typename':
      return [];
    case 'value':
    case 'money':
      return [`${item.key}: ${item.field.spec.kind} ${item.field.entity}.${item.field.name} (${item.field.plugin})`];
    case 'attributes':
      return [`${item.key}: attributes ${item.keys?.join(', ') ?? '(all)'}`];
    case 'shape':
      return [`${item.key}: ${item.of.name}.${item.name}`];
    case 'one':
    case 'rows':
      return [
        `${item.key}: ${item.selection.entity.name} by ${item.field.entity}.${item.field.name} (${item.field.plugin})`,
        ...ofRecord(item.selection),
      ];
    case 'any':
      return [`${item.key}: any record by ${item.field.entity}.${item.field.name}`, ...ofAbstract(item.selection)];
    case 'connection':
      return [
        `${item.key}: list by ${item.field.entity}.${item.field.name} (${item.field.plugin})${ofArguments(item.list)}`,
        ...ofConnection(item.connection, ofRecord),
      ];
    case 'all':
      return [
        `${item.key}: list over an interface by ${item.field.entity}.${item.field.name}${ofArguments(item.list)}`,
        ...ofConnection(item.connection, ofAbstract),
      ];
  }
}

function ofConnection<S extends RecordSelection | AbstractSelection>(
  connection: ConnectionSelection<S>,
  of: (selection: S) => string[],
): string[] {
  return indent(
    connection.items.flatMap((item) => {
      if (item.kind === 'nodes') return [`${item.key}`, ...of(item.selection)];
      if (item.kind === 'edges')
        return [
          `${item.key}`,
          ...item.items.flatMap((e) => (e.kind === 'node' ? of(e.selection) : e.kind === 'cursor' ? ['  cursor'] : [])),
        ];
      return item.kind === 'typename' ? [] : [item.key];
    }),
  );
}

function ofArguments(list: ListArguments): string {
  const said = [
    list.where && `where ${ofFilter(list.where)}`,
    list.search && 'search',
    list.orderBy.length > 0 && `order by ${list.orderBy.map(ofOrder).join(', ')}`,
    list.after && 'after a cursor',
    list.before && 'before a cursor',
  ];
  return said
    .filter((s) => typeof s === 'string')
    .map((s) => `, ${s}`)
    .join('');
}
const ofOrder = (o: Order): string => `${[...o.through.map((f) => f.name), o.field?.name ?? o.attribute ?? ''].join('.')} ${o.direction}`;

function ofFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.items.map(ofFilter).join(` ${filter.kind} `)})`;
    case 'not':
      return `not ${ofFilter(filter.item)}`;
    case 'compare':
      return `${filter.field.name}${filter.part ? `.${filter.part}` : ''} ${filter.op}`;
    case 'attribute':
      return `${filter.attribute} ${filter.op}`;
    default:
      return `${filter.field.name} ${filter.kind} ${ofFilter(filter.filter)}`;
  }
}
