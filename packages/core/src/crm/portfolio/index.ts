/** Portfolios: customers belong to the organisation and go from hand to hand with what is known of them (DATA-07). */
import type { Noun } from '../common.ts';
import { noteHandover, reassignPortfolio } from './commands.ts';
import { notOwned, nothingOwned, PortfolioReassigned, sameOwner } from './events.ts';
import { handoverFields, handoverLineFields } from './fields.ts';
import { knowledgeContribution, knowledgeFields, knowledgeOfContacts, knowledgeOfCustomers, knowledgeSources } from './knowledge.ts';

export const portfolio: Noun = {
  model: [handoverFields, handoverLineFields, knowledgeFields, knowledgeSources, knowledgeOfCustomers, knowledgeOfContacts],
  commands: [reassignPortfolio, noteHandover],
  events: [PortfolioReassigned],
  refusals: [sameOwner, notOwned, nothingOwned],
  queries: [knowledgeContribution],
};

export { Handover, HandoverLine } from './entities.ts';
export { handoverFields, handoverLineFields } from './fields.ts';
export { knowledgeContribution, type KnowledgeSource, knowledgeSources, recordedBy } from './knowledge.ts';
export { noteHandover, PortfolioReassigned, reassignPortfolio };
