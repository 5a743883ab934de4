import { personName, phone } from '../../../demo/province/people.ts';
import { dayOf, isoDay, type LegacyLayout, moment, slashed } from '../layout.ts';

const ROWS = 280;

/** Written after `suggest` stood: a hosted service desk, camel case, two forms of days in one column, states in a log. */
export const serviceDesk: LegacyLayout = {
  name: 'Service desk (held out)',
  about: 'camel case, two forms of days in one column, a citizen’s name in parts, decoys',
  kind: 'onestop',
  tables: [
    {
      name: 'svcCatalog',
      columns: { serviceId: 'key', serviceCode: 'varchar(30)', serviceName: 'varchar(200)' },
      rows: 4,
      row: (n) => [n, `S-${n}`, ['Birth', 'Marriage', 'Death', 'Residence'][n - 1] ?? ''],
    },
    {
      name: 'svcCase',
      columns: {
        caseId: 'key',
        caseNumber: 'varchar(30)',
        serviceId: 'int',
        citizenFirstName: 'varchar(60)',
        citizenLastName: 'varchar(60)',
        citizenPhone: 'varchar(20)',
        nationalId: 'varchar(15)',
        intakeChannel: 'varchar(20)',
        caseState: 'varchar(30)',
        receivedDate: 'varchar(10)',
        targetDate: 'varchar(10)',
        closedDate: 'varchar(10)',
        handoverDate: 'varchar(10)',
        ownerName: 'varchar(100)',
        briefSummary: 'varchar(300)',
        archiveBox: 'varchar(20)',
        syncVersion: 'int',
      },
      rows: ROWS,
      row: (n, random) => {
        const form = n < 120 ? slashed : isoDay;
        return [
          n,
          `C${String(n).padStart(7, '0')}`,
          1 + random.int(4),
          random.pick(['An', 'Hòa', 'Lan']),
          random.pick(['Nguyễn', 'Trần']),
          phone(random),
          `38${random.digits(7)}`,
          random.pick(['online', 'counter', 'post']),
          random.pick(['processing', 'completed', 'withdrawn', 'waiting for documents']),
          form(dayOf(n, ROWS)),
          form(dayOf(n, ROWS, 6)),
          random.chance(0.7) ? form(dayOf(n, ROWS, 5)) : null,
          random.chance(0.6) ? form(dayOf(n, ROWS, 6)) : null,
          personName(random),
          'Request for a copy of an entry',
          `B${n % 9}`,
          random.int(50),
        ];
      },
    },
    {
      name: 'svcCaseEvent',
      columns: {
        eventId: 'key',
        caseId: 'int',
        eventName: 'varchar(60)',
        eventBy: 'varchar(100)',
        eventTime: 'datetime',
      },
      references: { caseId: 'svcCase.caseId' },
      rows: ROWS * 2,
      row: (n, random) => [
        n,
        Math.ceil(n / 2),
        n % 2 === 1 ? 'Opened' : 'Reviewed',
        personName(random),
        moment(dayOf(Math.ceil(n / 2), ROWS, n % 2), random),
      ],
    },
  ],
  truth: {
    table: 'svcCase',
    fields: {
      code: 'caseNumber',
      procedureCode: 'serviceId',
      applicantPhone: 'citizenPhone',
      applicantIdNumber: 'nationalId',
      channel: 'intakeChannel',
      status: 'caseState',
      receivedAt: 'receivedDate',
      dueAt: 'targetDate',
      finishedAt: 'closedDate',
      returnedAt: 'handoverDate',
      subject: 'briefSummary',
      steps: 'svcCaseEvent',
      'steps.name': 'eventName',
      'steps.assignee': 'eventBy',
      'steps.startedAt': 'eventTime',
    },
    elsewhere: ['applicantName', 'currentAssignee'],
  },
};
