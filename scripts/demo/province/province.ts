import { agencyOf } from './agencies.ts';
import { workingDayAfter, workingDaysOfYear } from './calendar.ts';
import { linksOfDay } from './links.ts';
import { type Generation, loadsOf } from './loads.ts';
import type { Desk, Office } from './offices.ts';
import { applicantName, type ApplicantKind, idNumber, personName, phone } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type {
  DossierState,
  DossierTruth,
  Link,
  PaymentTruth,
  ResultTruth,
  StepTruth,
  SupplementTruth,
} from '../truth/truth.ts';

/** The evening on which the databases were copied. What would come later has not happened yet. */
const SNAPSHOT = '2016-12-30T17:00:00';

/** Dossiers of one office in the order of receipt. Each hangs on the seed and its place alone. */
export function* dossiersOf(office: Office, generation: Generation): Generator<DossierTruth> {
  const { seed, scale } = generation;
  const registers = new Map<string, number>();
  let number = 0;
  for (const [place, day] of workingDaysOfYear.entries()) {
    let numberOfDay = 0;
    const links = linksOfDay(place, generation);
    for (const desk of office.desks) {
      const loads = loadsOf(desk, scale);
      for (let count = loads(place + 1) - loads(place); count > 0; count -= 1) {
        number += 1;
        numberOfDay += 1;
        const random = createRandom(seed, office.file, number);
        const its = links(office, numberOfDay);
        yield dossierOf({ desk, day, number, numberOfDay, random, registers, links: its });
      }
    }
  }
}

interface Reception {
  readonly desk: Desk;
  readonly day: string;
  readonly number: number;
  readonly numberOfDay: number;
  readonly random: Random;
  /** The last number that each agency gave to a decision. */
  readonly registers: Map<string, number>;
  readonly links: readonly Link[];
}

function dossierOf(reception: Reception): DossierTruth {
  const { desk, day, number, numberOfDay, random, registers, links } = reception;
  // A few procedures make up most of the work.
  const procedure = desk.procedures[Math.floor(desk.procedures.length * random.next() ** 2)];
  if (procedure === undefined) throw new Error('a desk without procedures');
  const applicantKind = kindOf(random);
  const channel = random.chance(0.15) ? 'ONLINE' : random.chance(0.06) ? 'POST' : 'IN_PERSON';
  const { limitDays } = procedure;
  const receivedAt = at(day, random);
  const course = courseOf(receivedAt, limitDays, channel, random);
  const { status, acceptedAt, finishedAt, promisedAt, supplements } = course;
  const issuerCode = desk.issuerCode ?? procedure.departmentCode;
  const result =
    finishedAt !== null && ['RESULT_READY', 'RETURNED'].includes(status) && random.chance(0.95)
      ? resultOf(issuerCode, finishedAt, registers, random)
      : null;

  return {
    number,
    numberOfDay,
    status,
    procedure,
    applicantName: applicantName(applicantKind, random),
    applicantKind,
    applicantIdNumber: idNumber(applicantKind, random),
    applicantPhone: random.chance(0.85) ? phone(random) : null,
    applicantAddress: `${random.pick(['Khóm', 'Ấp'])} ${1 + random.int(9)}, ${desk.address}`,
    channel,
    subject: subjectOf(procedure.name, number, random),
    receivedAt,
    acceptedAt,
    dueAt: random.chance(0.02) ? null : (supplements.at(-1)?.dueAfter ?? promisedAt),
    finishedAt,
    returnedAt: course.returnedAt,
    limitDays,
    result,
    links,
    steps: stepsOf(course, receivedAt, random),
    supplements,
    payments: paymentsOf(procedure.fee, status, random),
    rating:
      course.returnedAt !== null && random.chance(0.3)
        ? {
            ratedAt: course.returnedAt,
            score: random.pick(['VERY_GOOD', 'VERY_GOOD', 'GOOD', 'GOOD', 'GOOD', 'BAD']),
          }
        : null,
  };
}

function kindOf(random: Random): ApplicantKind {
  const chance = random.next();
  if (chance < 0.8) return 'CITIZEN';
  return chance < 0.9 ? 'BUSINESS' : chance < 0.96 ? 'HOUSEHOLD_BUSINESS' : 'ORGANISATION';
}

/** What is asked for; every thousandth applicant tells a whole story. */
function subjectOf(name: string, number: number, random: Random): string {
  const subject = random.chance(0.3) ? `Đề nghị: ${name}` : name;
  if (number % 1_000 !== 77) return subject;
  return `${subject}. Kính mong cơ quan xem xét giải quyết. `.repeat(400).slice(0, 10_000).trim();
}

interface Course {
  readonly status: DossierState;
  readonly acceptedAt: string | null;
  readonly promisedAt: string;
  readonly finishedAt: string | null;
  readonly returnedAt: string | null;
  readonly supplements: readonly SupplementTruth[];
}

/** How the work goes on, as far as it has gone by the evening of the snapshot. */
function courseOf(
  receivedAt: string,
  limitDays: number,
  channel: DossierTruth['channel'],
  random: Random,
): Course {
  const received = receivedAt.slice(0, 10);
  const wholeDays = Math.ceil(limitDays);
  const waited = random.chance(0.15) ? 1 + random.int(3) : 0;
  const accepted = workingDayAfter(received, waited);
  const promisedAt = `${workingDayAfter(accepted, wholeDays)}T17:00:00`;
  const acceptedAt = waited === 0 ? receivedAt : at(accepted, random);
  const fate = random.next();
  const rejected = fate < 0.015;
  if (rejected || acceptedAt > SNAPSHOT) {
    const untouched = channel === 'ONLINE' ? 'REGISTERED' : 'RECEIVED';
    const status = rejected ? 'REJECTED_AT_INTAKE' : untouched;
    return {
      status,
      acceptedAt: null,
      promisedAt,
      finishedAt: null,
      returnedAt: null,
      supplements: [],
    };
  }

  const paused = random.chance(0.08) ? 1 + random.int(5) : 0;
  const asked = workingDayAfter(accepted, random.int(wholeDays));
  const answered = workingDayAfter(asked, paused);
  const supplements: readonly SupplementTruth[] =
    paused === 0 || at(asked, random) > SNAPSHOT
      ? []
      : [supplementOf({ asked, answered, accepted, wholeDays, paused, promisedAt }, random)];
  const share = 0.3 + random.next() * 0.85;
  const finished = workingDayAfter(accepted, Math.round(wholeDays * share) + paused);
  const finishedAt = laterOf(at(finished, random), acceptedAt);
  const returnedAt = laterOf(at(workingDayAfter(finished, random.int(6)), random), finishedAt);

  const open = { acceptedAt, promisedAt, supplements, finishedAt: null, returnedAt: null };
  if (fate < 0.03) return { ...open, status: fate < 0.025 ? 'WITHDRAWN' : 'STOPPED' };
  if (returnedAt <= SNAPSHOT) return { ...open, status: 'RETURNED', finishedAt, returnedAt };
  if (finishedAt <= SNAPSHOT) return { ...open, status: 'RESULT_READY', finishedAt };
  if (supplements.some((supplement) => supplement.receivedAt === null))
    return { ...open, status: 'AWAITING_SUPPLEMENT' };
  if (received >= '2016-12-29') return { ...open, status: 'RECEIVED' };
  return { ...open, status: random.chance(0.1) ? 'AWAITING_PAYMENT' : 'PROCESSING' };
}

/** While papers are awaited the clock stands still, so the new due day is later by as much. */
function supplementOf(
  pause: {
    readonly asked: string;
    readonly answered: string;
    readonly accepted: string;
    readonly wholeDays: number;
    readonly paused: number;
    readonly promisedAt: string;
  },
  random: Random,
): SupplementTruth {
  const receivedAt = at(pause.answered, random);
  const came = receivedAt <= SNAPSHOT;
  return {
    askedAt: laterOf(at(pause.asked, random), `${pause.accepted}T08:00:00`),
    receivedAt: came ? receivedAt : null,
    content: random.pick([
      'Bổ sung bản sao chứng thực giấy chứng nhận quyền sử dụng đất',
      'Bổ sung giấy ủy quyền có công chứng',
      'Đề nghị nộp lại tờ khai theo đúng mẫu',
      'Bổ sung bản vẽ có chữ ký của chủ đầu tư',
    ]),
    dueBefore: pause.promisedAt,
    dueAfter: came
      ? `${workingDayAfter(pause.accepted, pause.wholeDays + pause.paused)}T17:00:00`
      : null,
  };
}

function resultOf(
  issuerCode: string,
  finishedAt: string,
  registers: Map<string, number>,
  random: Random,
): ResultTruth {
  const number = (registers.get(issuerCode) ?? 0) + 1;
  registers.set(issuerCode, number);
  const kind = random.pick(['QĐ', 'QĐ', 'GCN', 'GP', 'TB']);
  return {
    number: `${number}/${kind}-${agencyOf(issuerCode).notation}`,
    issuedOn: finishedAt.slice(0, 10),
    issuerCode,
    signerName: personName(random),
    inVic: random.chance(0.95),
  };
}

const STEPS: readonly (readonly [string, DossierState])[] = [
  ['Tiếp nhận hồ sơ', 'RECEIVED'],
  ['Thẩm định hồ sơ', 'PROCESSING'],
  ['Lãnh đạo ký duyệt', 'PROCESSING'],
  ['Trả kết quả', 'RETURNED'],
];

/** The route sheet (phiếu kiểm soát quá trình): who had it, from when, until when. A closed dossier waits on nobody. */
function stepsOf(course: Course, receivedAt: string, random: Random): readonly StepTruth[] {
  const { acceptedAt, promisedAt, finishedAt, returnedAt } = course;
  const signedFrom =
    acceptedAt === null || finishedAt === null ? null : midway(acceptedAt, finishedAt);
  const spans = [
    [receivedAt, acceptedAt],
    [acceptedAt, signedFrom],
    [signedFrom, finishedAt],
    // Nothing happens at the counter before the applicant comes.
    [returnedAt === null ? null : finishedAt, returnedAt],
  ] as const;
  const closed = ['REJECTED_AT_INTAKE', 'WITHDRAWN', 'STOPPED'].includes(course.status);
  return STEPS.flatMap(([name, status], place): StepTruth[] => {
    const [startedAt, endedAt] = spans[place] ?? [null, null];
    if (startedAt === null) return [];
    return [
      {
        name,
        assignee: personName(random),
        startedAt,
        dueAt: place === 1 || place === 2 ? promisedAt : null,
        finishedAt: endedAt ?? (closed ? minutesAfter(startedAt, 5 + random.int(20)) : null),
        status,
      },
    ];
  });
}

function paymentsOf(
  fee: number | null,
  status: DossierState,
  random: Random,
): readonly PaymentTruth[] {
  if (fee === null) return [];
  const paid = fee > 0 && status !== 'AWAITING_PAYMENT' && random.chance(0.9);
  return [{ name: 'Lệ phí', amount: fee, paid }];
}

/** A moment of the day within office hours. */
function at(day: string, random: Random): string {
  const minute = random.int(480);
  const hour = minute < 240 ? 7 : 9;
  const [h, m, s] = [hour + Math.floor(minute / 60), minute % 60, random.int(60)];
  return `${day}T${[h, m, s].map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** The first where it is the later, otherwise five minutes after the second: nothing ends before it begins. */
function laterOf(moment: string, before: string): string {
  return moment > before ? moment : minutesAfter(before, 5);
}

function minutesAfter(moment: string, minutes: number): string {
  return new Date(Date.parse(`${moment}Z`) + minutes * 60_000).toISOString().slice(0, 19);
}

/** Half of the time between two moments. */
function midway(from: string, to: string): string {
  const minutes = (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
  return minutesAfter(from, Math.floor(minutes / 2));
}
