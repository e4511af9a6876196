/** What a file may be called, and what else is said of it. Pure. */

const mimeType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
// Control characters, what separates folders, and what turns the reading direction (and with it an ending) around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is for
const unsafe = /[\u0000-\u001f\u007f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const isMimeType = (text: string): boolean => mimeType.test(text);
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A name that is safe as a file's on any system; what came before the last separator was a folder of the sender's. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const text = last.replace(unsafe, '').trim();
  return text === '' || /^\.+$/.test(text) ? 'file' : text.slice(0, 255);
}
