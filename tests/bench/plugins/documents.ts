/** Operations over the generated plugins, each of them another text and another plan. */
import { namesOf } from './generated.ts';

const AT_MOST = 20;

export function documents(plugins: number): readonly string[] {
  const numbers = Array.from({ length: plugins }, (_, i) => i + 1);
  const made = numbers.flatMap((n) => {
    const { many, ours } = namesOf(n);
    const next = namesOf((n % plugins) + 1);
    return [
      `{ customers(first: 20) { nodes { id name ${ours} ${many}(first: 3) { nodes { at title state rating cost } } ${next.ours} } } }`,
      `{ ${many}(first: 20) { nodes { id title remark customer { name owner { name } ${next.many}(first: 2) { nodes { title } } } } } }`,
      `{ customers(first: 20, where: { ${ours}: { gte: 1 } }, orderBy: [{ ${next.ours}: DESC }]) { nodes { id name } pageInfo { hasNextPage endCursor } } }`,
      `{ ${many}Aggregate(groupBy: [{ field: STATE }]) { group { state } count avg { rating } } }`,
    ];
  });
  const every = Math.max(1, Math.floor(made.length / AT_MOST));
  return made.filter((_, i) => i % every === 0).slice(0, AT_MOST);
}
