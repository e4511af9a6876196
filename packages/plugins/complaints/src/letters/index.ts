/** The registry of letters, with the time by which each is answered. */
import type { Noun } from '../common.ts';
import { overdueLetters, recordLetterAnswer } from './commands.ts';
import * as events from './events.ts';
import { letterFields, letterOfCase } from './fields.ts';

export const letters: Noun = {
  model: [letterFields, letterOfCase],
  commands: [recordLetterAnswer],
  events: [events.LetterAnswered],
  refusals: [events.noLetter, events.letterInFuture, events.letterAnswered, events.letterUnanswered],
  queries: [overdueLetters],
};

export { LetterEntry } from './entities.ts';
export { LetterAnswered } from './events.ts';
export { overdueLetters, recordLetterAnswer };
