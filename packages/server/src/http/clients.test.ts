/** The clients that frontends use, as they come: Apollo Client and urql connect, query, page, mutate and see user errors. */
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { Client, CombinedError, cacheExchange, fetchExchange, type OperationResult } from '@urql/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { serveCrm } from '../testing/served-crm.fixture.ts';
import { openSocket } from '../testing/socket.fixture.ts';

const crm = serveCrm();
let token = '';
const headers = () => ({ authorization: `Bearer ${token}` });
const names = ['上海会展', 'Hanwei Trading', '宁波远洋', 'Nordwind GmbH', '苏州精工'];

beforeAll(async () => {
  const { t, tokens } = crm();
  const clerk = await t.staff({ locale: 'zh-CN' });
  token = tokens.for(clerk.actor);
});

const create = /* GraphQL */ `
  mutation Create($input: CreateCustomerInput!) {
    createCustomer(input: $input) {
      customer { id name version owner { id name } }
      userErrors { code message path }
    }
  }
`;
const page = /* GraphQL */ `
  query Page($first: Int!, $after: String) {
    customers(first: $first, after: $after, orderBy: [{ name: ASC }]) {
      edges { cursor node { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`;

interface Created {
  readonly createCustomer: {
    readonly customer: { readonly id: string; readonly name: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] }[];
  };
}
interface Page {
  readonly customers: {
    readonly edges: readonly { readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly totalCount: number;
  };
}
const customer = (name: string) => ({ input: { name, kind: 'ORGANISATION' } });

describe('Apollo Client', () => {
  const open = () =>
    new ApolloClient({
      link: new HttpLink({ uri: crm().url, headers: headers() }),
      cache: new InMemoryCache({ typePolicies: { Query: { fields: { customers: relayStylePagination() } } } }),
    });

  test('mutates, and sees user errors as data, in the language of the caller', async () => {
    const client = open();
    for (const name of names) {
      const { data } = await client.mutate<Created>({ mutation: gql(create), variables: customer(name) });
      expect(data?.createCustomer).toMatchObject({ customer: { name }, userErrors: [] });
    }
    const { data, error } = await client.mutate<Created>({ mutation: gql(create), variables: customer(' ') });
    expect(error).toBeUndefined();
    expect(data?.createCustomer).toMatchObject({ customer: null, userErrors: [{ code: 'BAD_INPUT', path: ['name'] }] });
    expect(data?.createCustomer.userErrors[0]?.message).toMatch(/\p{Script=Han}/u);
  });

  test('queries and pages; the pages are merged in its cache', async () => {
    const client = open();
    const query = client.watchQuery<Page>({ query: gql(page), variables: { first: 2 } });
    const watching = query.subscribe(() => undefined);
    let { data } = await client.query<Page>({ query: gql(page), variables: { first: 2 } });
    expect(data).toMatchObject({ customers: { totalCount: 5, pageInfo: { hasNextPage: true } } });
    while (data?.customers.pageInfo.hasNextPage)
      ({ data } = await query.fetchMore({ variables: { after: data.customers.pageInfo.endCursor } }));
    watching.unsubscribe();
    const all = client.readQuery<Page>({ query: gql(page), variables: { first: 2 } });
    expect(all?.customers.edges.map(({ node }) => node.name).sort()).toEqual([...names].sort());
  });

  test('a document that is wrong is a GraphQL error with its code', async () => {
    const failed = await open()
      .query({ query: gql`{ nothing }` })
      .catch((error: unknown) => error);
    expect(CombinedGraphQLErrors.is(failed) && failed.errors[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('urql', () => {
  const open = (fetchOptions: () => RequestInit = () => ({ headers: headers() })) =>
    new Client({ url: crm().url, fetchOptions, exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });

  test('queries, pages and sees what changed', async () => {
    const client = open();
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, error }: OperationResult<Page> = await client.query<Page>(page, { first: 2, after });
      expect(error).toBeUndefined();
      seen.push(...(data?.customers.edges ?? []).map(({ node }) => node.name));
      if (!data?.customers.pageInfo.hasNextPage) break;
      after = data.customers.pageInfo.endCursor;
    }
    expect(seen.sort()).toEqual([...names].sort());
  });

  test('mutates, and sees user errors as data', async () => {
    const { data, error } = await open().mutation<Created>(create, customer(''));
    expect(error).toBeUndefined();
    expect(data?.createCustomer).toMatchObject({ customer: null, userErrors: [{ code: 'BAD_INPUT' }] });
  });

  test('queries by GET where it prefers that', async () => {
    const { data } = await open().query<Page>(page, { first: 1 }, { preferGetMethod: 'force' });
    expect(data?.customers.edges).toHaveLength(1);
  });

  test('without a token it is told UNAUTHENTICATED', async () => {
    const { error } = await open(() => ({})).query(page, { first: 1 });
    expect(error).toBeInstanceOf(CombinedError);
    expect([error?.response.status, error?.graphQLErrors[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('graphql-ws', () => {
  test('the same queries and mutations', async () => {
    const socket = await openSocket(crm().url.replace('http', 'ws'), token);
    expect(await socket.run({ query: create, variables: customer('') })).toMatchObject({
      data: { createCustomer: { userErrors: [{ code: 'BAD_INPUT' }] } },
    });
    expect(await socket.run({ query: page, variables: { first: 2 } })).toMatchObject({ data: { customers: { totalCount: 5 } } });
  });
});
