import { personName, phone } from '../../../demo/province/people.ts';
import { dayOf, type LegacyLayout, moment } from '../layout.ts';

const ROWS = 300;

/** Laravel: ids everywhere, moments in UTC, people in a table of users, soft deletion. */
export const laravelRequests: LegacyLayout = {
  name: 'Requests in Laravel',
  about: 'ids everywhere, moments in UTC, applicants in a table of users, soft deletion',
  kind: 'onestop',
  tables: [
    {
      name: 'users',
      columns: {
        id: 'key',
        name: 'varchar(255)',
        email: 'varchar(255)',
        phone: 'varchar(20)',
        password: 'varchar(255)',
        created_at: 'datetime',
      },
      rows: 80,
      row: (n, random) => [
        n,
        personName(random),
        `u${n}@example.vn`,
        phone(random),
        'x',
        '2014-01-01 01:00:00',
      ],
    },
    {
      name: 'request_types',
      columns: { id: 'key', name: 'varchar(255)', days: 'int' },
      rows: 3,
      row: (n) => [
        n,
        ['Birth certificate', 'Residence certificate', 'Business permit'][n - 1] ?? '',
        n * 3,
      ],
    },
    {
      name: 'requests',
      columns: {
        id: 'key',
        tracking_number: 'varchar(30)',
        user_id: 'int',
        request_type_id: 'int',
        purpose: 'text',
        status: 'varchar(30)',
        submitted_at: 'datetime',
        expected_completion_date: 'date',
        completed_at: 'datetime',
        claimed_at: 'datetime',
        created_at: 'datetime',
        updated_at: 'datetime',
        deleted_at: 'datetime',
      },
      references: { user_id: 'users.id', request_type_id: 'request_types.id' },
      rows: ROWS,
      row: (n, random) => {
        const at = moment(dayOf(n, ROWS), random, -7);
        return [
          n,
          `REQ-${random.digits(8)}`,
          1 + random.int(80),
          1 + random.int(3),
          'Needed for school enrolment of a child',
          random.pick(['processing', 'completed', 'awaiting_payment', 'withdrawn']),
          at,
          dayOf(n, ROWS, 5).toISOString().slice(0, 10),
          random.chance(0.6) ? moment(dayOf(n, ROWS, 4), random, -7) : null,
          null,
          at,
          moment(dayOf(n, ROWS, 6), random, -7),
          random.chance(0.05) ? moment(dayOf(n, ROWS, 9), random, -7) : null,
        ];
      },
    },
    {
      name: 'request_logs',
      columns: {
        id: 'key',
        request_id: 'int',
        action: 'varchar(100)',
        user_id: 'int',
        created_at: 'datetime',
      },
      references: { request_id: 'requests.id', user_id: 'users.id' },
      rows: ROWS * 2,
      row: (n, random) => [
        n,
        Math.ceil(n / 2),
        n % 2 === 1 ? 'Request received' : 'Request reviewed',
        1 + random.int(80),
        moment(dayOf(Math.ceil(n / 2), ROWS, n % 2), random, -7),
      ],
    },
    {
      name: 'payments',
      columns: {
        id: 'key',
        request_id: 'int',
        amount: 'decimal',
        status: 'varchar(20)',
        created_at: 'datetime',
      },
      references: { request_id: 'requests.id' },
      rows: ROWS / 2,
      row: (n, random) => [
        n,
        n * 2,
        50_000,
        random.pick(['paid', 'unpaid']),
        moment(dayOf(n * 2, ROWS), random, -7),
      ],
    },
    {
      name: 'failed_jobs',
      columns: { id: 'key', payload: 'text', failed_at: 'datetime' },
      rows: 2,
      row: (n) => [n, '{}', '2015-06-01 00:00:00'],
    },
  ],
  truth: {
    table: 'requests',
    fields: {
      code: 'tracking_number',
      procedureCode: 'request_type_id',
      subject: 'purpose',
      status: 'status',
      receivedAt: 'submitted_at',
      dueAt: 'expected_completion_date',
      finishedAt: 'completed_at',
      steps: 'request_logs',
      'steps.name': 'action',
      // Through the table of users.
      'steps.assignee': 'user_id',
      'steps.startedAt': 'created_at',
      payments: 'payments',
      'payments.amount': 'amount',
      'payments.paid': 'status',
    },
    elsewhere: ['applicantName'],
  },
};
