import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { USUAL_ASKS } from '../../../../service/access/policy-schema.ts';
import { readAskingPolicy } from '../../../../service/access/read-policy.ts';
import { policyOf } from '../../../../scripts/run/policy-file.ts';
import { inRepository } from '../../../../scripts/run/subgraph-names.ts';

const directory = mkdtempSync(join(tmpdir(), 'motcua-policy-'));

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function written(text: string): string {
  const file = join(directory, 'policy.yaml');
  writeFileSync(file, text);
  return file;
}

describe('readPolicy', () => {
  it('reads the policy that comes with the graph, its roles in their order', () => {
    const { roles } = policyOf(inRepository('policy.yaml'));

    expect(roles.map(({ name }) => name)).toEqual([
      'officer',
      'leader',
      'supervisor',
      'integrator',
      'analyst',
      'auditor',
      'citizen',
      'anonymous',
    ]);
  });

  it('says of every fault on which line it is and how it is mended', () => {
    const file = written(`roles:
  officer:
    entities:
      dosier: { rows: all }
      dossier:
        rows: { ofice: { eq: $claims.office } }
        show: { applicantNam: mask, name: hide }
`);

    expect(() => policyOf(file)).toThrow(
      [
        'policy.yaml:4: “roles.officer.entities” has no key “dosier” — did you mean “dossier”?',
        'policy.yaml:6: “roles.officer.entities.dossier.rows” has no key “ofice” — did you mean “office”?',
        'policy.yaml:7: “roles.officer.entities.dossier.show.name” is “hide”, which is none of allow, mask, deny — write one of them',
        'policy.yaml:7: “roles.officer.entities.dossier.show” has no key “applicantNam” — did you mean “applicantName”?',
      ].join('\n'),
    );
  });

  it('reads what a role may ask, of what is not said the usual, also where nothing is known of its entities', () => {
    const file = written(`documents: { scopes: [graph:any] }
roles:
  officer: { asks: { schema: allow, cost: 100, rowsPerHour: none }, entities: {} }
  visitor: { entities: { dossier: { rows: all } } }
`);

    const { roles, documentScopes } = policyOf(file);
    const [officer, visitor] = roles.map(({ asks }) => asks);

    expect(officer).toEqual({ ...USUAL_ASKS, schema: true, cost: 100, rowsPerHour: Infinity });
    expect(visitor).toEqual(USUAL_ASKS);
    expect(Object.values(USUAL_ASKS).filter((said) => said === true || said === Infinity)).toEqual(
      [],
    );
    expect(readAskingPolicy(file)).toEqual({
      documentScopes,
      roles: roles.map(({ name, asks }) => ({ name, asks })),
    });
  });

  it('says what is wrong with what a role may ask', () => {
    const file = written(`roles:
  officer:
    asks: { requestPerMinute: 3, cost: 0, plans: yes }
    entities: {}
`);

    for (const read of [policyOf, readAskingPolicy]) {
      expect(() => read(file)).toThrow('did you mean “requestsPerMinute”?');
      expect(() => read(file)).toThrow('“roles.officer.asks.cost” is too small');
      expect(() => read(file)).toThrow('which is none of allow, deny');
    }
  });

  it('takes nothing from the environment, and no file that is not there', () => {
    expect(() => policyOf(written("roles: { a: { about: '${HOME}', entities: {} } }"))).toThrow(
      'the environment variable HOME is not set',
    );
    expect(() => policyOf(join(directory, 'none.yaml'))).toThrow(
      'none.yaml:1: the file does not exist',
    );
  });
});
