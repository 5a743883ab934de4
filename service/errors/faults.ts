import { types } from 'node:util';
import { GraphQLError } from 'graphql';
import { type DetailsIn, filled, PLACEHOLDER } from './sentences.ts';

/** The languages a message can be said in; `en` is what stands in logs and between services. */
export type Language = 'vi' | 'en';

type Sentences = Readonly<Record<Language, string>>;

/**
 * Every code a client can meet, with its sentence. Codes are stable: clients branch on them, so a code is never
 * renamed or reused. `{name}` stands for a detail; both sentences of a code use the same details.
 */
export const faults = {
  INTERNAL: {
    en: 'Something went wrong on our side. Please quote request {requestId} when you report it.',
    vi: 'Hệ thống gặp lỗi. Khi báo lỗi, xin kèm mã yêu cầu {requestId}.',
  },

  // What who asks may see.
  FORBIDDEN_ENTITY: {
    en: 'Your role sees nothing of “{entity}”.',
    vi: 'Vai trò của bạn không được xem “{entity}”.',
  },
  FORBIDDEN_ROWS: {
    en: 'Of “{entity}” your role sees statistics alone, of {least} records at least, and no single record.',
    vi: 'Vai trò của bạn chỉ được thống kê “{entity}” theo nhóm từ {least} trở lên, không được xem từng bản ghi.',
  },
  FORBIDDEN_FIELD: {
    en: 'Your role does not see “{field}” as it stands: nothing can be filtered, searched, ordered or grouped by it.',
    vi: 'Vai trò của bạn không được xem nguyên giá trị “{field}” nên không thể lọc, tìm, sắp xếp hay gộp nhóm theo trường này.',
  },
  TOO_FEW: {
    en: 'There are fewer than {least}: your role may not be told how many.',
    vi: 'Có ít hơn {least} bản ghi nên vai trò của bạn không được biết số lượng.',
  },

  // The request as it was sent. Where graphql-js has said what is wrong, its own sentence is the reason.
  BAD_REQUEST: {
    en: '{reason}',
    vi: 'Yêu cầu không đúng khuôn dạng: {reason}',
  },
  REQUEST_TOO_LARGE: {
    en: 'The request is larger than {most} bytes.',
    vi: 'Yêu cầu lớn hơn {most} byte.',
  },
  REQUEST_TIMEOUT: {
    en: 'The answer was not ready within {seconds} s. Ask for less at once, or ask again later.',
    vi: 'Không trả lời kịp trong {seconds} giây. Hãy hỏi ít dữ liệu hơn hoặc thử lại sau.',
  },
  REQUEST_CANCELLED: {
    en: 'The request was cancelled before it was answered.',
    vi: 'Yêu cầu đã bị hủy trước khi có câu trả lời.',
  },
  GRAPHQL_PARSE_FAILED: {
    en: '{reason}',
    vi: 'Truy vấn sai cú pháp GraphQL: {reason}',
  },
  GRAPHQL_VALIDATION_FAILED: {
    en: '{reason}',
    vi: 'Truy vấn không hợp với lược đồ: {reason}',
  },
  OPERATION_RESOLUTION_FAILURE: {
    en: '{reason}',
    vi: 'Không xác định được thao tác cần thực hiện: {reason}',
  },
  BAD_USER_INPUT: {
    en: '{reason}',
    vi: 'Giá trị đầu vào không hợp lệ: {reason}',
  },
  // Clients compare these two messages word for word: they are part of the persisted query protocol.
  PERSISTED_QUERY_NOT_FOUND: {
    en: 'PersistedQueryNotFound',
    vi: 'PersistedQueryNotFound',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    en: 'PersistedQueryNotSupported',
    vi: 'PersistedQueryNotSupported',
  },
  QUERY_TOO_DEEP: {
    en: 'The query nests more than {most} levels deep.',
    vi: 'Truy vấn lồng sâu hơn {most} cấp.',
  },
  QUERY_TOO_LARGE: {
    en: 'The query selects more than {most} fields once its fragments are spread out. Split it into several.',
    vi: 'Truy vấn chọn hơn {most} trường (tính cả các fragment). Hãy tách thành nhiều truy vấn.',
  },
  QUERY_TOO_MANY_ALIASES: {
    en: 'The query has more than {most} aliases.',
    vi: 'Truy vấn dùng hơn {most} bí danh.',
  },
  QUERY_TOO_MANY_ROOT_FIELDS: {
    en: 'The query asks for more than {most} fields at its root. Split it into several.',
    vi: 'Truy vấn hỏi hơn {most} trường ở gốc. Hãy tách thành nhiều truy vấn.',
  },
  SUBSCRIPTION_NEEDS_STREAM: {
    en: 'A subscription is answered event by event: ask for it with “accept: text/event-stream”, or over WebSocket.',
    vi: 'Subscription được trả lời theo từng sự kiện: hãy yêu cầu với “accept: text/event-stream” hoặc qua WebSocket.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    en: 'More than {most} subscriptions are open. End one first.',
    vi: 'Đang mở quá {most} subscription. Hãy kết thúc bớt.',
  },
  SUBSCRIPTION_FELL_BEHIND: {
    en: 'Events came faster than they were read: {most} were waiting. Subscribe again.',
    vi: 'Sự kiện đến nhanh hơn tốc độ đọc: đã có {most} sự kiện đang chờ. Hãy đăng ký lại.',
  },
  STREAM_NOT_SERVED: {
    en: '@stream is not served: ask for a list a page at a time.',
    vi: 'Không hỗ trợ @stream: hãy lấy danh sách theo từng trang.',
  },
  QUERY_TOO_MANY_DIRECTIVES: {
    en: 'The query has more than {most} directives.',
    vi: 'Truy vấn dùng hơn {most} directive.',
  },
  QUERY_OF_TOO_MUCH_SCHEMA: {
    en: 'The query asks for __schema or __type more than {most} times.',
    vi: 'Truy vấn hỏi __schema hoặc __type hơn {most} lần.',
  },
  COST_ESTIMATED_TOO_EXPENSIVE: {
    en: 'The query may cost {estimated}, more than {most}. What costs most is {path}: ask for less there ({lists}), or in several queries.',
    vi: 'Truy vấn có thể tốn {estimated}, vượt mức {most}. Phần tốn nhất là {path}: hãy giảm số dòng ở đó ({lists}) hoặc tách thành nhiều truy vấn.',
  },
  ANSWER_ESTIMATED_TOO_LARGE: {
    en: 'The answer may hold {estimated} values, more than {most}. Most of them are at {path}: ask for fewer rows or fields there ({lists}), or in several queries.',
    vi: 'Câu trả lời có thể chứa {estimated} giá trị, vượt mức {most}. Phần nhiều nhất là {path}: hãy giảm số dòng hoặc số trường ở đó ({lists}) hoặc tách thành nhiều truy vấn.',
  },
  RATE_LIMITED: {
    en: 'More than {most} requests a minute. Ask again in {seconds} s.',
    vi: 'Quá {most} yêu cầu mỗi phút. Hãy thử lại sau {seconds} giây.',
  },
  COST_BUDGET_SPENT: {
    en: 'What you ask within a minute may cost {most} by its estimate, and this would cost more. Ask again in {seconds} s, or for less.',
    vi: 'Tổng chi phí ước tính trong một phút không được quá {most}. Hãy thử lại sau {seconds} giây hoặc hỏi ít hơn.',
  },
  ROWS_BUDGET_SPENT: {
    en: 'Within an hour your role is shown at most {most} records of persons, and this would be more: it was not sent, and your supervisor is told. Ask again in {seconds} s.',
    vi: 'Trong một giờ, vai trò của bạn chỉ được xem tối đa {most} bản ghi có dữ liệu cá nhân. Câu trả lời này không được gửi và đã báo cho người giám sát. Hãy thử lại sau {seconds} giây.',
  },
  CITIZENS_BUDGET_SPENT: {
    en: 'Within an hour your role is shown records of at most {most} persons, and this would be more: it was not sent, and your supervisor is told. Ask again in {seconds} s.',
    vi: 'Trong một giờ, vai trò của bạn chỉ được xem dữ liệu của tối đa {most} người. Câu trả lời này không được gửi và đã báo cho người giám sát. Hãy thử lại sau {seconds} giây.',
  },
  GLASS_BUDGET_SPENT: {
    en: 'Within an hour your role takes at most {most} higher rights for a record, and your supervisor is told. Ask again in {seconds} s.',
    vi: 'Trong một giờ, vai trò của bạn chỉ được mở quyền xem khẩn cấp tối đa {most} lần; đã báo cho người giám sát. Hãy thử lại sau {seconds} giây.',
  },
  DOCUMENT_NOT_TRUSTED: {
    en: 'Only documents that this graph’s operator has listed are answered. Yours is not among them.',
    vi: 'Chỉ trả lời các truy vấn đã được đơn vị vận hành đăng ký. Truy vấn này chưa được đăng ký.',
  },
  FORBIDDEN_SCHEMA: {
    en: 'Your role may not ask for the schema.',
    vi: 'Vai trò của bạn không được hỏi lược đồ.',
  },
  FORBIDDEN_EXPLORER: {
    en: 'Your role is not served the explorer.',
    vi: 'Vai trò của bạn không được dùng trang khám phá.',
  },
  OVERLOADED: {
    en: 'Too much is asked at the moment. Ask again in {seconds} s.',
    vi: 'Hệ thống đang quá tải. Hãy thử lại sau {seconds} giây.',
  },
  AUDIT_UNAVAILABLE: {
    en: 'The answer was not sent: who sees personal data is recorded first, and that is not possible at the moment. Ask again in {seconds} s.',
    vi: 'Chưa gửi câu trả lời: việc xem dữ liệu cá nhân phải được ghi nhật ký trước, hiện chưa ghi được. Hãy thử lại sau {seconds} giây.',
  },
  AUDIT_WITHHELD: {
    en: 'Personal data was left out: who sees it is recorded first, and that is not possible at the moment.',
    vi: 'Đã lược bỏ dữ liệu cá nhân: việc xem phải được ghi nhật ký trước, hiện chưa ghi được.',
  },
  NOT_FROM_GATEWAY: {
    en: 'This service answers its gateway alone.',
    vi: 'Dịch vụ này chỉ trả lời cổng của nó.',
  },
  UNAUTHENTICATED: {
    en: 'Who asks could not be established: {reason}.',
    vi: 'Không xác định được người yêu cầu: {reason}.',
  },
  UNAUTHORIZED_FIELD: {
    en: 'This field is closed to you.',
    vi: 'Bạn không có quyền xem trường này.',
  },
  UNAUTHORIZED_OPERATION: {
    en: 'The operation asks for fields that are closed to you: {fields}.',
    vi: 'Truy vấn có những trường bạn không có quyền xem: {fields}.',
  },
  BREAK_GLASS_REFUSED: {
    en: 'No higher right is taken for this record: {reason}.',
    vi: 'Không mở được quyền xem khẩn cấp cho hồ sơ này: {reason}.',
  },
  IDENTITY_UNAVAILABLE: {
    en: 'Who asks cannot be established at the moment. Ask again later.',
    vi: 'Hiện chưa xác định được người yêu cầu. Hãy thử lại sau.',
  },
  BAD_IDENTITY: {
    en: 'Who asks cannot be taken from what the gateway has handed on: {reason}.',
    vi: 'Không xác định được người yêu cầu theo thông tin do cổng chuyển tiếp: {reason}.',
  },
  INPUT_TOO_LARGE: {
    en: 'The {what} at {where} is larger than {most}.',
    vi: 'Giá trị đầu vào {where} quá lớn ({what}), vượt mức {most}.',
  },
  ANSWER_TOO_LARGE: {
    en: 'The answer is larger than {most} bytes. Ask for less at once.',
    vi: 'Câu trả lời lớn hơn {most} byte. Hãy hỏi ít dữ liệu hơn.',
  },
  PLANNING_FAILED: {
    en: '{reason}',
    vi: 'Không lập được kế hoạch thực hiện truy vấn này: {reason}',
  },
  PLANNING_TOO_LONG: {
    en: 'What to ask of whom for this operation cannot be worked out within {seconds} s. Ask for less, or in several operations.',
    vi: 'Không lập được kế hoạch thực hiện truy vấn này trong {seconds} giây. Hãy hỏi ít hơn hoặc tách thành nhiều truy vấn.',
  },
  TOO_MANY_ERRORS: {
    en: 'There are more than {most} errors: the others are not told.',
    vi: 'Có hơn {most} lỗi: các lỗi còn lại không được liệt kê.',
  },

  // A subgraph, as the gateway met it.
  SUBGRAPH_UNAVAILABLE: {
    en: 'The service “{service}” cannot be reached at the moment.',
    vi: 'Hiện không kết nối được dịch vụ “{service}”.',
  },
  SUBGRAPH_TIMEOUT: {
    en: 'The service “{service}” did not answer in time.',
    vi: 'Dịch vụ “{service}” không trả lời kịp.',
  },
  SUBGRAPH_BAD_ANSWER: {
    en: 'The service “{service}” gave an answer that cannot be read.',
    vi: 'Dịch vụ “{service}” trả lời sai khuôn dạng.',
  },
  NULL_WHERE_NON_NULL: {
    en: 'Cannot return null for non-nullable field {field}.',
    vi: 'Trường {field} bắt buộc có giá trị nhưng không nhận được giá trị nào.',
  },
  SUBGRAPH_ANSWER_TOO_LARGE: {
    en: 'The answer of the service “{service}” is too large. Ask for less at once.',
    vi: 'Câu trả lời của dịch vụ “{service}” quá lớn. Hãy hỏi ít dữ liệu hơn.',
  },

  // A legacy database, as a subgraph met it.
  DATABASE_UNAVAILABLE: {
    en: 'The database of “{source}” cannot be reached at the moment.',
    vi: 'Hiện không kết nối được cơ sở dữ liệu của “{source}”.',
  },
  DATABASE_TIMEOUT: {
    en: 'The database of “{source}” did not answer in time.',
    vi: 'Cơ sở dữ liệu của “{source}” không trả lời kịp.',
  },
  DATABASE_BUSY: {
    en: 'The database of “{source}” has more to do than it can at the moment. Ask again in a few seconds.',
    vi: 'Cơ sở dữ liệu của “{source}” đang quá tải. Hãy hỏi lại sau vài giây.',
  },
  DATABASE_ANSWER_TOO_LARGE: {
    en: 'One reading of “{source}” would take more than {rows} rows or {bytes} bytes. Ask for fewer rows or fields, or narrow the filter.',
    vi: 'Một lần đọc từ “{source}” vượt quá {rows} dòng hoặc {bytes} byte. Hãy hỏi ít dòng, ít trường hơn hoặc thu hẹp bộ lọc.',
  },
  REQUEST_TOO_COSTLY: {
    en: 'The request takes more than {statements} statements, {rows} rows or {bytes} bytes of the databases, or would answer more than {answers} rows. Ask for fewer rows at once, or for fewer lists within lists.',
    vi: 'Yêu cầu cần hơn {statements} câu lệnh, {rows} dòng hoặc {bytes} byte từ các cơ sở dữ liệu, hoặc câu trả lời vượt quá {answers} dòng. Hãy hỏi ít dòng hơn hoặc bớt danh sách lồng nhau.',
  },
  SOURCE_MISCONFIGURED: {
    en: 'The source “{source}” is out of service: its mapping does not fit its database.',
    vi: 'Nguồn “{source}” tạm ngừng phục vụ: bản ánh xạ không khớp với cơ sở dữ liệu.',
  },
  SOURCE_NOT_SORTED: {
    en: 'The source “{source}” cannot be sorted by “{fields}”, as this list usually is, and is left out. Ask for another order.',
    vi: 'Nguồn “{source}” không sắp xếp được theo “{fields}” là thứ tự mặc định của danh sách nên không có ở đây. Hãy chọn thứ tự khác.',
  },
  NO_COPY: {
    en: 'There is no copy of “{source}” yet. Ask without `freshness: COPY`.',
    vi: 'Chưa có bản sao của “{source}”. Hãy hỏi không kèm `freshness: COPY`.',
  },
  NOT_COPIED: {
    en: 'The copy of “{source}” cannot be asked by `{field}` in this way, which is personal: only the source itself can.',
    vi: 'Bản sao của “{source}” không lọc được theo trường `{field}` như vậy vì là dữ liệu cá nhân: chỉ hỏi được chính nguồn.',
  },
  GONE_SINCE_COPY: {
    en: 'The record has gone from “{source}” since it was copied: what its copy does not hold is not known any more.',
    vi: 'Bản ghi không còn ở “{source}” kể từ khi sao chép: phần không có trong bản sao không đọc lại được.',
  },
  TOO_MANY_TRIES: {
    en: 'This was tried too often. Try again in an hour.',
    vi: 'Đã thử quá nhiều lần. Hãy thử lại sau một giờ.',
  },
  ALL_SOURCES_BUSY: {
    en: 'The sources asked have more to do than they can at the moment. Ask again in a few seconds.',
    vi: 'Các nguồn dữ liệu đang quá tải. Hãy hỏi lại sau vài giây.',
  },
  ALL_SOURCES_FAILED: {
    en: 'None of the sources asked has answered.',
    vi: 'Không nguồn dữ liệu nào trả lời.',
  },

  // What a client asked of a list.
  BAD_CURSOR: {
    en: 'The cursor does not belong to this list. Start again from the first page.',
    vi: 'Con trỏ trang không thuộc danh sách này. Hãy bắt đầu lại từ trang đầu.',
  },
  BAD_FILTER: {
    en: 'The filter on “{field}” cannot be applied: {reason}',
    vi: 'Không lọc được theo “{field}”: {reason}',
  },
  NOT_FILTERABLE: {
    en: 'The source “{source}” cannot filter or sort by “{field}”.',
    vi: 'Nguồn “{source}” không lọc hoặc sắp xếp được theo “{field}”.',
  },
  FILTER_TOO_BROAD: {
    en: 'The filter matches too much in the source “{source}”. Narrow it.',
    vi: 'Bộ lọc khớp quá nhiều dữ liệu trong nguồn “{source}”. Hãy thu hẹp lại.',
  },
  SCAN_REFUSED: {
    en: 'The source “{source}” would have to look through about {rows} rows for this. Narrow it by one of: {narrow}.',
    vi: 'Nguồn “{source}” sẽ phải đọc qua khoảng {rows} dòng. Hãy thu hẹp theo một trong các trường: {narrow}.',
  },
  EXPORT_PARTIAL: {
    en: 'Not every source has answered: {sources}. Ask later, or with `partial=yes` for what the others have.',
    vi: 'Không phải nguồn nào cũng trả lời: {sources}. Hãy thử lại sau, hoặc thêm `partial=yes` để nhận dữ liệu của các nguồn còn lại.',
  },
  REPORT_INCONSISTENT: {
    en: 'The report of “{source}” does not add up: {identity} does not hold. Nothing of it is given.',
    vi: 'Báo cáo của “{source}” không khớp số liệu: {identity} không đúng nên không đưa ra kết quả.',
  },
  PAGE_TOO_LARGE: {
    en: 'A page holds at most {most} rows.',
    vi: 'Một trang có nhiều nhất {most} dòng.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

export type FaultCode = keyof typeof faults;

/** The details that the sentence of a code speaks of. */
type DetailsOf<Code extends FaultCode> = DetailsIn<(typeof faults)[Code]['en']>;

type Rest<Code extends FaultCode> = [keyof DetailsOf<Code>] extends [never]
  ? [details?: DetailsOf<Code>, cause?: unknown]
  : [details: DetailsOf<Code>, cause?: unknown];

/**
 * An error meant for the client: it carries its code and details, and passes the mask as it is. The cause goes to
 * the log only.
 */
export function fault<Code extends FaultCode>(code: Code, ...rest: Rest<Code>): GraphQLError {
  const [details, cause] = rest;
  return new GraphQLError(sentence(code, 'en', details ?? {}), {
    extensions: { code, ...(details && { details }) },
    ...(types.isNativeError(cause) && { originalError: cause }),
  });
}

/** Whether something was thrown as the fault of a code. */
export function isFault(error: unknown, code: FaultCode): boolean {
  return error instanceof GraphQLError && error.extensions['code'] === code;
}

/** Whether a code is one of ours. */
export function isFaultCode(code: unknown): code is FaultCode {
  return typeof code === 'string' && Object.hasOwn(faults, code);
}

/** The names of the details that a code's sentence speaks of. */
export function speaksOf(code: FaultCode): readonly string[] {
  return [...faults[code].en.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** What a code says in a language. A detail that is not known is left out. */
export function sentence(
  code: FaultCode,
  language: Language,
  details: Readonly<Record<string, unknown>>,
): string {
  return filled(faults[code][language], details);
}
