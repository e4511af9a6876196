/** LISTEN on a connection of its own. The driver makes it anew when it is lost; what was missed meanwhile is worth one call. */
import postgres from 'postgres';
import type { Listening } from '../port.ts';

export async function listen(url: string, channel: string, heard: () => void): Promise<Listening> {
  const sql = postgres(url, { max: 1, idle_timeout: 0, fetch_types: false, onnotice: () => undefined });
  try {
    await sql.listen(channel, heard, heard);
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  return { close: () => sql.end({ timeout: 1 }) };
}
