import { personName, phone } from '../../../demo/province/people.ts';
import { dayOf, type LegacyLayout } from '../layout.ts';

const ROWS = 350;
const STATES = [
  'Submitted',
  'Under Review',
  'Additional Documents Required',
  'Payment Pending',
  'Approved',
  'Withdrawn',
];

/** A permit system in English: moments as milliseconds since 1970, look-ups by code, a workflow log. */
export const permits: LegacyLayout = {
  name: 'Permit system',
  about: 'English, moments as milliseconds since 1970, look-ups, a workflow log',
  kind: 'onestop',
  tables: [
    {
      name: 'permit_types',
      columns: {
        permit_type_id: 'key',
        permit_code: 'varchar(20)',
        permit_name: 'varchar(100)',
        processing_days: 'int',
      },
      rows: 4,
      row: (n) => [
        n,
        `P0${n}`,
        ['Building plan', 'Trade licence', 'Water connection', 'Tree cutting'][n - 1] ?? '',
        7 * n,
      ],
    },
    {
      name: 'application_status_master',
      columns: { status_id: 'key', status_name: 'varchar(50)' },
      rows: STATES.length,
      row: (n) => [n, STATES[n - 1] ?? ''],
    },
    {
      name: 'permit_application',
      columns: {
        application_id: 'key',
        application_no: 'varchar(30)',
        permit_type_id: 'int',
        applicant_name: 'varchar(150)',
        mobile_number: 'varchar(15)',
        id_proof_number: 'varchar(20)',
        address: 'varchar(200)',
        purpose: 'varchar(300)',
        submission_mode: 'varchar(20)',
        received_time: 'bigint',
        due_date: 'bigint',
        completed_time: 'bigint',
        status_id: 'int',
        assigned_to: 'varchar(100)',
        created_by: 'int',
        last_modified_time: 'bigint',
      },
      references: {
        permit_type_id: 'permit_types.permit_type_id',
        status_id: 'application_status_master.status_id',
      },
      rows: ROWS,
      row: (n, random) => {
        const at = dayOf(n, ROWS).getTime() + 3_600_000 * (1 + random.int(8));
        return [
          n,
          `APP/${2015 + (n % 2)}/${String(n).padStart(5, '0')}`,
          1 + random.int(4),
          personName(random),
          phone(random),
          `38${random.digits(7)}`,
          `Ward ${n % 9}, Main street`,
          'Construction of a house at plot',
          random.pick(['Online', 'Counter', 'Post']),
          at,
          at + 86_400_000 * 14,
          random.chance(0.7) ? at + 86_400_000 * 10 : null,
          1 + random.int(6),
          personName(random),
          1 + random.int(5),
          at + 86_400_000 * 11,
        ];
      },
    },
    {
      name: 'application_workflow',
      columns: {
        workflow_id: 'key',
        application_id: 'int',
        stage_name: 'varchar(50)',
        officer_name: 'varchar(100)',
        start_time: 'bigint',
        end_time: 'bigint',
      },
      references: { application_id: 'permit_application.application_id' },
      rows: ROWS * 2,
      row: (n, random) => {
        const at = dayOf(Math.ceil(n / 2), ROWS).getTime() + 7_200_000;
        return [
          n,
          Math.ceil(n / 2),
          n % 2 === 1 ? 'Scrutiny' : 'Site inspection',
          personName(random),
          at,
          at + 86_400_000,
        ];
      },
    },
    {
      name: 'application_fees',
      columns: {
        fee_id: 'key',
        application_id: 'int',
        fee_name: 'varchar(50)',
        amount: 'int',
        is_paid: 'int',
      },
      references: { application_id: 'permit_application.application_id' },
      rows: ROWS,
      row: (n, random) => [n, n, 'Scrutiny fee', 1000 * (1 + random.int(50)), random.int(2)],
    },
  ],
  truth: {
    table: 'permit_application',
    fields: {
      code: 'application_no',
      procedureCode: 'permit_type_id',
      applicantName: 'applicant_name',
      applicantPhone: 'mobile_number',
      applicantIdNumber: 'id_proof_number',
      applicantAddress: 'address',
      subject: 'purpose',
      channel: 'submission_mode',
      receivedAt: 'received_time',
      dueAt: 'due_date',
      finishedAt: 'completed_time',
      status: 'status_id',
      currentAssignee: 'assigned_to',
      steps: 'application_workflow',
      'steps.name': 'stage_name',
      'steps.assignee': 'officer_name',
      'steps.startedAt': 'start_time',
      'steps.finishedAt': 'end_time',
      payments: 'application_fees',
      'payments.name': 'fee_name',
      'payments.amount': 'amount',
      'payments.paid': 'is_paid',
    },
  },
};
