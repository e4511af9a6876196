import { describe, expect, test } from 'vitest';
import { demoContact, demoCustomer, demoEnd, demoFact, demoInteraction } from './generate.ts';

describe('demo data', () => {
  test('is the same on every run, and record n does not depend on the others', () => {
    expect(demoCustomer(7, 4711, 12)).toEqual(demoCustomer(7, 4711, 12));
    expect(demoCustomer(7, 4711, 12)).not.toEqual(demoCustomer(8, 4711, 12));
    expect(demoCustomer(7, 3, 12)).toMatchInlineSnapshot(`
      {
        "addressLine": "萧山区和平街56号",
        "city": "杭州",
        "code": "C0000004",
        "email": null,
        "industry": "MACHINERY",
        "kind": "ORGANISATION",
        "name": "杭州盛泰机械有限公司",
        "owner": 2,
        "phone": "+8657188018252",
        "postalCode": "310619",
        "region": "浙江省",
        "roles": [
          "END_CUSTOMER",
        ],
        "sector": "ENTERPRISE_OR_INSTITUTION",
        "source": "合作伙伴",
        "status": "ACTIVE",
      }
    `);
    expect(demoContact(7, 3, 100)).toMatchInlineSnapshot(`
      {
        "customer": 3,
        "decisionRole": "NOT_DECISION_MAKER",
        "email": null,
        "familyName": "邱",
        "fullName": "邱慧",
        "givenName": "慧",
        "mobile": "+8618765508494",
        "primary": true,
        "title": "展会负责人",
      }
    `);
  });
  test('every customer has its primary contact', () => {
    const owners = Array.from({ length: 50 }, (_, n) => demoContact(1, n, 50))
      .filter((c) => c.primary)
      .map((c) => c.customer);
    expect(owners).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
  test('INDIVIDUAL is the sector of persons and of nobody else (DATA-02)', () => {
    for (let n = 0; n < 500; n++) {
      const c = demoCustomer(1, n, 5);
      expect(c.sector === 'INDIVIDUAL').toBe(c.kind === 'PERSON');
    }
  });
  test('nothing happens after the end of its time', () => {
    for (let n = 0; n < 500; n++)
      expect(Math.max(demoInteraction(1, n, 50).at.getTime(), demoFact(1, n, 50).at.getTime())).toBeLessThanOrEqual(demoEnd.getTime());
  });
});
