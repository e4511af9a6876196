/** What the page asks for. */
import { gql } from 'urql';

export const statuses = ['PROSPECT', 'ACTIVE', 'INACTIVE', 'TERMINATED'] as const;
export type Status = (typeof statuses)[number];

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly owner: { readonly name: string } | null;
}

/** `@live` is all it takes: the answer comes again whenever one of these customers, or whose they are, has changed. */
export const Board = gql<{ readonly customers: { readonly nodes: readonly Customer[] } }>`
  query Board @live {
    customers(first: 200, where: { status: { ne: MERGED } }, orderBy: [{ name: ASC }]) {
      nodes {
        id
        name
        status
        owner {
          name
        }
      }
    }
  }
`;

interface Payload {
  readonly userErrors: readonly { readonly message: string }[];
}

export const AddCustomer = gql<{ readonly done: Payload }>`
  mutation AddCustomer($name: String!) {
    done: createCustomer(input: { name: $name, kind: ORGANISATION }) {
      userErrors {
        message
      }
    }
  }
`;

export const ChangeStatus = gql<{ readonly done: Payload }>`
  mutation ChangeStatus($customer: ID!, $status: CustomerStatus!) {
    done: changeCustomerStatus(input: { customer: $customer, status: $status }) {
      userErrors {
        message
      }
    }
  }
`;
