/**
 * The full names of the tests of a file, read from its text: nothing is imported, so that it takes milliseconds for all of them.
 *
 * It relies on the house format: what stands within a `describe` is indented by it. The rows of a `test.each` are tests
 * of their own where they are what it is called by: its name begins with `%s`.
 */

const declaration = /^( *)(\w+)((?:\.\w+)*)(?=\()/;
const leaves = /^(test|it)$/;
const groups = /^(describe\w*|onBothEngines)$/;
/** These are called once with their cases or their condition, and what that gives is called with the name. */
const curried = /\.(each|skipIf|runIf)$/;

/**
 * @param {string} source
 * @returns {string[]} each as `outer › inner › name`
 */
export function testNames(source) {
  /** @type {string[]} */
  const found = [];
  /** @type {{ indent: number, name: string }[]} */
  const within = [];
  let start = 0;
  for (const line of source.split('\n')) {
    const [, spaces = '', callee = '', members = ''] = declaration.exec(line) ?? [];
    if (leaves.test(callee) || groups.test(callee)) {
      const indent = spaces.length;
      while ((within.at(-1)?.indent ?? -1) >= indent) within.pop();
      const open = start + indent + callee.length + members.length;
      const cases = curried.test(members) ? argumentsAt(source, open) : null;
      const title = cases === null ? argumentsAt(source, open) : argumentsAt(source, cases.end);
      const name = title.first?.replaceAll(/\$\{[^}]*\}/g, '…') ?? '';
      if (groups.test(callee)) within.push({ indent, name });
      else {
        const prefix = within.map((outer) => `${outer.name} › `).join('');
        const rows = name.startsWith('%s') && cases !== null ? cases.labels : [];
        const named = rows.length > 0 ? rows.map((row) => name.replace('%s', () => row)) : [name];
        found.push(...named.map((one) => prefix + one.replaceAll(/%[sdifjo]|\$\w+/g, '…')));
      }
    }
    start += line.length + 1;
  }
  return found;
}

/**
 * What the call that opens here is given: its first text, the first text of each row where its first argument is a table, and where it ends.
 * @param {string} source
 * @param {number} open the place of the parenthesis
 */
function argumentsAt(source, open) {
  /** @type {string | null} */
  let first = null;
  /** @type {string[]} */
  const labels = [];
  let depth = 0;
  /** Whether what comes next begins a row of the table, or the row's first cell. */
  let rowBegins = false;
  for (let at = open; at < source.length; at += 1) {
    const char = source[at] ?? '';
    const literal = literalAt(source, at);
    if (literal !== null) {
      first ??= literal.text;
      if (rowBegins && literal.isText) labels.push(literal.text);
      if (literal.text !== '' || literal.isText) rowBegins = false;
      at = literal.end - 1;
    } else if ('([{'.includes(char)) {
      depth += 1;
      if (depth === 2 || (depth === 3 && char === '[')) rowBegins = char === '[';
    } else if (')]}'.includes(char)) {
      depth -= 1;
      if (depth === 0) return { first, labels, end: at + 1 };
    } else if (char === ',') rowBegins = depth === 2;
    else if (!/\s/.test(char)) rowBegins = false;
  }
  return { first, labels, end: source.length };
}

/**
 * A text, comment or regular expression that begins here: what is in them opens and closes nothing.
 * @param {string} source
 * @param {number} at
 * @returns {{ text: string, isText: boolean, end: number } | null}
 */
function literalAt(source, at) {
  const matched = (/** @type {RegExp} */ form) => {
    form.lastIndex = at;
    return form.exec(source)?.[0] ?? null;
  };
  const comment = matched(/\/\/.*|\/\*[\s\S]*?\*\//y);
  if (comment !== null) return { text: '', isText: false, end: at + comment.length };
  const text = matched(/'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|`(?:\\[\s\S]|[^`\\])*`/y);
  if (text !== null) return { text: text.slice(1, -1).replaceAll(/\\(['"`])/g, '$1'), isText: true, end: at + text.length };
  const isOperand = /[(,[:=?&|!]\s*$/.test(source.slice(Math.max(0, at - 40), at));
  const pattern = isOperand ? matched(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//y) : null;
  return pattern === null ? null : { text: pattern, isText: false, end: at + pattern.length };
}
