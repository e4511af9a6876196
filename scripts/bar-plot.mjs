/** A plot of horizontal bars in groups, as an SVG that is read on light and on dark pages. The same input gives the same bytes. */

/**
 * @typedef {{ label: string, value: number, text: string, isOurs: boolean }} Bar
 * @typedef {{ title: string, bars: readonly Bar[] }} Group
 */

const width = 860;
const labelWidth = 230;
const textWidth = 200;
const barHeight = 18;
const row = 24;
const head = 30;
const top = 62;

const style = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
  .title { font-size: 17px; font-weight: 600; }
  .group { font-weight: 600; }
  .note, .value { fill: #59636e; }
  .bar { fill: #8c959f; }
  .ours { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .note, .value { fill: #9198a1; }
    .bar { fill: #656c76; }
    .ours { fill: #4493f8; }
  }`;

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Each group has a scale of its own, on which its longest bar is as wide as the plot.
 *
 * @param {{ title: string, note: string, groups: readonly Group[] }} plot
 * @returns {string}
 */
export function barPlot({ title, note, groups }) {
  let y = top;
  const out = groups.flatMap((group) => {
    const longest = Math.max(...group.bars.map(({ value }) => value), Number.MIN_VALUE);
    const lines = [`<text class="group" x="16" y="${y + 14}">${escaped(group.title)}</text>`];
    y += head;
    for (const { label, value, text, isOurs } of group.bars) {
      const length = Math.max(1, Math.round((value / longest) * (width - labelWidth - textWidth)));
      lines.push(
        `<text x="${labelWidth - 10}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
        `<rect class="${isOurs ? 'ours' : 'bar'}" x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}" rx="2"/>`,
        `<text class="value" x="${labelWidth + length + 8}" y="${y + 14}">${escaped(text)}</text>`,
      );
      y += row;
    }
    y += 8;
    return lines;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + 8}" viewBox="0 0 ${width} ${y + 8}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}\n</style>`,
    `<text class="title" x="16" y="28">${escaped(title)}</text>`,
    `<text class="note" x="16" y="48">${escaped(note)}</text>`,
    ...out,
    '</svg>',
    '',
  ].join('\n');
}
