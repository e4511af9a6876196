/** The log room: the inbox becomes a log of dense positions, and everything that wants to know what happened reads it behind a cursor. */
export { retainAudit } from './audit-retention.ts';
export { encodeCursor, positionOf, requireKept, resync } from './cursor.ts';
export { type ChangedRecord, type ChangeOperation, changedRecords, type LoggedEvent, recordsChanged, recordsData } from './event.ts';
export { createFeed, type Feed, type FeedOptions, type Follower } from './feed.ts';
export { type LogHead, readHead } from './head.ts';
export { type EventQuery, readEvents } from './read-events.ts';
export { floorOf, keepEvents, type Retained, retain } from './retention.ts';
export type { Wake } from './wake.ts';
export { postgresWake } from './wake-postgres.ts';
