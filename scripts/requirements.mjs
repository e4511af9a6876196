/**
 * What the engine promises so far, each under the id by which tests name it: the customer master (DATA, STRAT), what every part of the
 * API refuses (G), what an attacker must not get (A), and what the engine must survive (F).
 *
 * @type {readonly (readonly [group: string, requirements: Readonly<Record<string, string>>])[]}
 */
export const requirements = [
  [
    'The customer master',
    {
      'DATA-01': 'Customers: the record everything else hangs on, its states, owner, attributes and events',
      'DATA-02': 'Roles and sectors of customers, open to plugins',
      'DATA-03': 'Contacts: people of customers, reachable, with what is known of them',
      'DATA-04': 'Who decides a purchase',
      'DATA-05': 'Relationships with a period, a type and its rules; hierarchies of customers',
      'DATA-06': 'The whole view of a customer in one query, and its timeline over all plugins',
      'DATA-07': 'Customers belong to the organisation; portfolios are handed over whole',
      'DATA-08': 'Duplicates are found before they are made, merged, and unmerged',
      'DATA-09': 'Interactions, written once and corrected by another entry',
      'DATA-10': 'History: every record as it was, and who changed which of its fields when',
      'DATA-11': 'Data quality: required fields, completeness, accuracy, staleness',
      'DATA-15': 'Transaction facts: a ledger that any plugin feeds, with reversals and summaries',
      'STRAT-02': 'Plugins say which kind of CRM they serve: operational, analytical or collaborative',
    },
  ],
  [
    'What is refused everywhere',
    {
      G1: 'Required text that is empty, blank or too long',
      G2: 'An id that is unknown, deleted or of another type',
      G3: 'A malformed e-mail address, telephone number, date, zone, currency or URL',
      G4: 'Amounts that are negative, no number, infinite or too precise; sums over currencies',
      G5: 'An end before its start; a date outside the period of its record',
      G6: 'Scores, percentages and weights outside their scale',
      G7: 'A change of state that is not in the state table',
      G8: 'A natural key that is taken; an idempotency key with another input',
      G9: 'A change made from an old version',
      G10: 'A caller without the right, for a command or a field',
      G11: 'What belongs to a plugin that is not installed or not enabled',
      G12: 'A hierarchy that leads back to itself',
      G13: 'Pages, depth or cost over the limit',
      G14: 'An enum value that neither the core nor an enabled plugin registered',
      G15: 'A change to a record that is closed or merged',
    },
  ],
  [
    'What nobody gets by asking cleverly',
    {
      A02: 'A filter on what is hidden, under and/or/not and through relations, with its count',
      A04: 'Aggregates, groups and extremes over what is hidden',
      A05: 'A search that could match only in a hidden field',
      A07: 'Sorting by what is hidden; cursors that are forged or of another tenant, query or order',
      A08: 'A change that reaches hidden rows, or makes a row leave the view of who changes it',
      A09: 'A record of another tenant by its id; an id of another type',
      A11: 'A denied command that leaves a trace besides its audit line',
      A19: 'Tenant, author, version or role set through an input',
      A23: 'An uploaded page or drawing that would execute',
      A24: 'Exported cells that a spreadsheet would run as a formula',
      A25: 'Keys such as `__proto__` and `constructor` in variables, JSON and options',
      A39: 'What a foreign page could send without asking: mutations by GET, forms, plain text',
      A40: 'Absurd page sizes, endless lists of values, pathological search texts',
      A41: 'An expression that raises only on a hidden row, used as an oracle',
    },
  ],
  [
    'What the engine survives',
    {
      F08: 'A full disk under the embedded database',
      F09: 'A second process that opens an embedded directory',
      F10: 'The embedded engine killed while it writes',
      F11: 'Twenty migrators at once',
      F12: 'A migrator killed at any statement',
      F13: 'Two versions of the code on one database',
      F21: 'The order to stop, with requests and sockets open',
      F23: 'Fifty clients that change one record',
    },
  ],
];
