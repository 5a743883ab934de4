import type { ReportColumn, SourceAnswer } from '../asking/answer.ts';
import type { Language, MeasureName, ReportRows } from '../address.ts';

/** A picture's title, and the sentence below it that says what is counted. */
interface Titled {
  readonly title: string;
  readonly about: string;
}

/** Everything that the page says. */
export interface Words {
  readonly title: string;
  readonly subtitle: string;
  readonly language: string;
  readonly theme: { readonly light: string; readonly dark: string };
  readonly actAs: string;
  readonly nobody: string;
  readonly token: string;
  readonly explorer: string;
  readonly licences: string;
  readonly filters: string;
  readonly period: string;
  readonly year: (year: number) => string;
  readonly quarter: (quarter: number, year: number) => string;
  readonly ownPeriod: string;
  readonly from: string;
  readonly to: string;
  readonly level: string;
  readonly levels: Readonly<Record<string, string>>;
  readonly offices: string;
  readonly officesChosen: (count: number) => string;
  readonly field: string;
  readonly all: string;
  readonly reset: string;
  readonly figures: {
    readonly received: string;
    readonly settled: string;
    readonly onTimeShare: string;
    readonly median: string;
    readonly open: string;
    readonly overdue: string;
  };
  readonly months: Titled;
  readonly byOffice: Titled;
  readonly backlog: Titled;
  readonly procedures: Titled;
  readonly districts: Titled;
  readonly report: Titled;
  readonly ages: readonly string[];
  readonly month: string;
  readonly office: string;
  readonly district: string;
  readonly age: string;
  readonly code: string;
  readonly procedure: string;
  readonly early: string;
  readonly onTime: string;
  readonly late: string;
  readonly noDueDate: string;
  readonly inTime: string;
  readonly overdue: string;
  readonly open: string;
  readonly measure: string;
  readonly measures: Readonly<Record<MeasureName, string>>;
  readonly reportBy: string;
  readonly reportRows: Readonly<Record<ReportRows, string>>;
  readonly number: string;
  readonly total: string;
  readonly reportUnder: {
    readonly received: string;
    readonly settled: string;
    readonly pending: string;
  };
  readonly reportColumns: Readonly<Record<ReportColumn, string>>;
  readonly reportAllFields: string;
  readonly firstRows: (shown: number, all: number) => string;
  readonly firstProcedures: (shown: number, all: number) => string;
  readonly unknown: string;
  readonly days: string;
  readonly table: string;
  readonly query: string;
  readonly variables: string;
  readonly copy: string;
  readonly copied: string;
  readonly openInExplorer: string;
  readonly csv: string;
  readonly picture: string;
  readonly missing: string;
  readonly stale: string;
  readonly status: Readonly<Record<SourceAnswer['status'], string>>;
  readonly tooFew: string;
  readonly misread: (names: string) => string;
  readonly nothing: string;
  readonly asOf: (day: string) => string;
  readonly answered: (answered: number, all: number) => string;
  readonly loading: string;
  readonly noData: string;
  readonly noDataAdvice: string;
  readonly noOffice: string;
  readonly tooManyProcedures: string;
  readonly unreachable: string;
  readonly noCharting: string;
  readonly again: string;
}

const vi: Words = {
  title: 'Thống kê giải quyết hồ sơ',
  subtitle: 'Các bộ phận một cửa của tỉnh, tính trực tiếp từ dữ liệu của từng nơi',
  language: 'Ngôn ngữ',
  theme: { light: 'Giao diện sáng', dark: 'Giao diện tối' },
  actAs: 'Xem với vai trò',
  nobody: 'không chỉ định',
  token: 'Mã truy cập (token)',
  explorer: 'Trình khám phá',
  licences: 'Giấy phép phần mềm',
  filters: 'Bộ lọc',
  period: 'Kỳ',
  year: (year) => `Năm ${year}`,
  quarter: (quarter, year) => `Quý ${['I', 'II', 'III', 'IV'][quarter - 1] ?? ''}/${year}`,
  ownPeriod: 'Khác',
  from: 'Từ ngày',
  to: 'Đến ngày',
  level: 'Cấp',
  levels: { PROVINCE: 'Cấp tỉnh', DISTRICT: 'Cấp huyện', COMMUNE: 'Cấp xã' },
  offices: 'Đơn vị',
  officesChosen: (count) => `${count} đơn vị`,
  field: 'Lĩnh vực',
  all: 'Tất cả',
  reset: 'Bỏ lọc',
  figures: {
    received: 'Tiếp nhận trong kỳ',
    settled: 'Giải quyết xong trong kỳ',
    onTimeShare: 'Trước và đúng hạn',
    median: 'Số ngày giải quyết (trung vị)',
    open: 'Đang giải quyết',
    overdue: 'Trong đó quá hạn',
  },
  months: {
    title: 'Hồ sơ theo tháng',
    about: 'Tiếp nhận và giải quyết xong, theo tháng trong kỳ.',
  },
  byOffice: {
    title: 'Tỷ lệ đúng hạn theo đơn vị',
    about: 'Trong số hồ sơ xong trong kỳ và có ngày hẹn trả.',
  },
  backlog: {
    title: 'Hồ sơ tồn theo tuổi',
    about: 'Hồ sơ chưa xong, theo số ngày kể từ khi tiếp nhận; không theo kỳ.',
  },
  procedures: {
    title: 'Số ngày giải quyết theo thủ tục',
    about: 'Những thủ tục có nhiều hồ sơ xong trong kỳ nhất, theo ngày lịch.',
  },
  districts: {
    title: 'Chín huyện, thành phố của Cà Mau',
    about: 'Mỗi ô là một đơn vị cấp huyện, xếp theo vị trí trên bản đồ; hồ sơ xong trong kỳ.',
  },
  report: {
    title: 'Báo cáo 06a',
    about: 'Tình hình, kết quả giải quyết thủ tục hành chính trong kỳ.',
  },
  ages: ['0–5 ngày', '6–10 ngày', '11–30 ngày', '31–90 ngày', 'Trên 90 ngày'],
  month: 'Tháng',
  office: 'Đơn vị',
  district: 'Huyện, thành phố',
  age: 'Tuổi',
  code: 'Mã thủ tục',
  procedure: 'Thủ tục',
  early: 'Trước hạn',
  onTime: 'Đúng hạn',
  late: 'Quá hạn',
  noDueDate: 'Không có ngày hẹn',
  inTime: 'Trong hạn',
  overdue: 'Quá hạn',
  open: 'Chưa xong',
  measure: 'Tô màu theo',
  measures: {
    onTimeShare: 'Tỷ lệ trước và đúng hạn',
    count: 'Số hồ sơ xong',
    late: 'Số hồ sơ quá hạn',
    median: 'Số ngày giải quyết, trung vị',
    mean: 'Số ngày giải quyết, trung bình',
    p90: 'Số ngày mà 90% không vượt quá',
  },
  reportBy: 'Mỗi dòng là',
  reportRows: { OFFICE: 'Đơn vị', FIELD: 'Lĩnh vực', PROCEDURE: 'Thủ tục' },
  number: 'STT',
  total: 'Tổng cộng',
  reportUnder: {
    received: 'Số hồ sơ nhận giải quyết',
    settled: 'Số hồ sơ đã giải quyết',
    pending: 'Số hồ sơ đang giải quyết',
  },
  reportColumns: {
    received: 'Tổng số',
    receivedOnline: 'Trong kỳ, trực tuyến',
    receivedOtherwise: 'Trong kỳ, trực tiếp và bưu chính',
    carriedOver: 'Từ kỳ trước',
    settled: 'Tổng số',
    settledEarly: 'Trước hạn',
    settledOnTime: 'Đúng hạn',
    settledLate: 'Quá hạn',
    pending: 'Tổng số',
    pendingInTime: 'Trong hạn',
    pendingOverdue: 'Quá hạn',
  },
  reportAllFields: 'Báo cáo gồm mọi lĩnh vực: bộ lọc lĩnh vực không áp dụng ở đây.',
  firstRows: (shown, all) => `Hình vẽ ${shown} trong ${all} dòng có nhiều hồ sơ nhất; bảng có đủ.`,
  firstProcedures: (shown, all) => `${shown} thủ tục nhiều hồ sơ nhất, trong ${all}.`,
  unknown: 'Không rõ',
  days: 'ngày',
  table: 'Bảng số liệu',
  query: 'Truy vấn GraphQL',
  variables: 'Biến',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  openInExplorer: 'Mở trong trình khám phá',
  csv: 'Tải CSV',
  picture: 'Tải hình',
  missing: 'Thiếu số liệu của',
  stale: 'Số liệu cũ của',
  status: {
    OK: 'có trả lời',
    TIMEOUT: 'không trả lời kịp',
    BUSY: 'đang quá tải',
    UNAVAILABLE: 'không kết nối được',
    MISCONFIGURED: 'cấu hình chưa đúng',
    STALE: 'bản sao',
  },
  tooFew: 'Quá ít hồ sơ nên vai trò của bạn không được biết số lượng',
  misread: (names) => `Bộ lọc trong địa chỉ không hiểu được nên không áp dụng: ${names}`,
  nothing: 'Không có hồ sơ nào khớp với bộ lọc.',
  asOf: (day) => `Tính đến ${day}`,
  answered: (answered, all) => `${answered}/${all} đơn vị trả lời`,
  loading: 'Đang tính…',
  noData: 'Vai trò này không được xem số liệu hồ sơ.',
  noDataAdvice: 'Hãy chọn vai trò khác, hoặc nhập mã truy cập của người có quyền.',
  noOffice: 'Không có đơn vị nào ở cấp này.',
  tooManyProcedures: 'Lĩnh vực này có nhiều thủ tục hơn mức có thể lọc cùng lúc.',
  unreachable: 'Không hỏi được máy chủ.',
  noCharting: 'Không tải được phần vẽ hình; bảng số liệu vẫn có.',
  again: 'Thử lại',
};

const en: Words = {
  title: 'How dossiers are settled',
  subtitle: 'The province’s one-stop offices, counted from what each of them keeps',
  language: 'Language',
  theme: { light: 'Light theme', dark: 'Dark theme' },
  actAs: 'Act as',
  nobody: 'nobody in particular',
  token: 'Access token',
  explorer: 'Explorer',
  licences: 'Software licences',
  filters: 'Filters',
  period: 'Period',
  year: (year) => `Year ${year}`,
  quarter: (quarter, year) => `Q${quarter} ${year}`,
  ownPeriod: 'Other',
  from: 'From',
  to: 'To',
  level: 'Level',
  levels: { PROVINCE: 'Province', DISTRICT: 'District', COMMUNE: 'Commune' },
  offices: 'Offices',
  officesChosen: (count) => `${count} offices`,
  field: 'Field',
  all: 'All',
  reset: 'Clear filters',
  figures: {
    received: 'Received in the period',
    settled: 'Finished in the period',
    onTimeShare: 'Early or on time',
    median: 'Days to finish (median)',
    open: 'Open now',
    overdue: 'Of these overdue',
  },
  months: { title: 'Dossiers by month', about: 'Received and finished, by month of the period.' },
  byOffice: {
    title: 'On time, by office',
    about: 'Of the dossiers finished in the period that had a day promised.',
  },
  backlog: {
    title: 'Backlog by age',
    about: 'Dossiers not finished, by days since they were received; whatever the period.',
  },
  procedures: {
    title: 'Days to finish, by procedure',
    about: 'Procedures of which most dossiers were finished in the period; days of the calendar.',
  },
  districts: {
    title: 'The nine districts of Cà Mau',
    about:
      'A tile is a district’s office, about where the map has it; dossiers finished in the period.',
  },
  report: {
    title: 'Report 06a',
    about: 'How dossiers of the period were settled, in the ministry’s form.',
  },
  ages: ['0–5 days', '6–10 days', '11–30 days', '31–90 days', 'Over 90 days'],
  month: 'Month',
  office: 'Office',
  district: 'District',
  age: 'Age',
  code: 'Code',
  procedure: 'Procedure',
  early: 'Early',
  onTime: 'On time',
  late: 'Late',
  noDueDate: 'No day promised',
  inTime: 'In time',
  overdue: 'Overdue',
  open: 'Open',
  measure: 'Coloured by',
  measures: {
    onTimeShare: 'Share early or on time',
    count: 'Dossiers finished',
    late: 'Dossiers late',
    median: 'Days to finish, median',
    mean: 'Days to finish, mean',
    p90: 'Days that 90% do not exceed',
  },
  reportBy: 'A row for each',
  reportRows: { OFFICE: 'Office', FIELD: 'Field', PROCEDURE: 'Procedure' },
  number: 'No.',
  total: 'Total',
  reportUnder: { received: 'To be settled', settled: 'Settled', pending: 'Pending' },
  reportColumns: {
    received: 'Total',
    receivedOnline: 'Received online',
    receivedOtherwise: 'Received otherwise',
    carriedOver: 'Carried over',
    settled: 'Total',
    settledEarly: 'Early',
    settledOnTime: 'On time',
    settledLate: 'Late',
    pending: 'Total',
    pendingInTime: 'In time',
    pendingOverdue: 'Overdue',
  },
  reportAllFields: 'The report is of all fields: the filter by field does not apply here.',
  firstRows: (shown, all) =>
    `Drawn are the ${shown} of ${all} rows with most dossiers; the table has all.`,
  firstProcedures: (shown, all) => `The ${shown} with most dossiers, of ${all}.`,
  unknown: 'Unknown',
  days: 'days',
  table: 'Table',
  query: 'GraphQL query',
  variables: 'Variables',
  copy: 'Copy',
  copied: 'Copied',
  openInExplorer: 'Open in the explorer',
  csv: 'Download CSV',
  picture: 'Download picture',
  missing: 'Missing',
  stale: 'Not up to date',
  status: {
    OK: 'answers',
    TIMEOUT: 'did not answer in time',
    BUSY: 'too busy',
    UNAVAILABLE: 'cannot be reached',
    MISCONFIGURED: 'misconfigured',
    STALE: 'copy',
  },
  tooFew: 'So few that your role may not be told how many',
  misread: (names) => `Not understood in the address, so they do not filter: ${names}`,
  nothing: 'No dossier fits the filters.',
  asOf: (day) => `As of ${day}`,
  answered: (answered, all) => `${answered} of ${all} offices answered`,
  loading: 'Counting…',
  noData: 'This role sees no data about dossiers.',
  noDataAdvice: 'Act as somebody else, or give the access token of one who may.',
  noOffice: 'There is no office of this level.',
  tooManyProcedures: 'The field has more procedures than can be filtered by at once.',
  unreachable: 'The server could not be asked.',
  noCharting: 'What draws could not be loaded; the tables are there.',
  again: 'Try again',
};

export const WORDS: Readonly<Record<Language, Words>> = { vi, en };
