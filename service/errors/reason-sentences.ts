import type { Language } from './faults.ts';

/**
 * Why an input is not taken, in both languages: what the faults that speak of a `{reason}` are given. A reason goes from service
 * to service as its English sentence, and is said in the client's language where that is known.
 */
export const reasons = {
  // The longer before what begins like it.
  NO_DAY_OF: {
    en: '{value} of “{field}” is no day of the form yyyy-MM-dd',
    vi: '{value} của “{field}” không phải là ngày dạng yyyy-MM-dd',
  },
  NO_DAY: {
    en: '{value} is no day of the form yyyy-MM-dd',
    vi: '{value} không phải là ngày dạng yyyy-MM-dd',
  },
  DAYS_TURNED: {
    en: '`from` is a day after `to`',
    vi: '`from` là ngày sau `to`',
  },
  SEARCHED_TEXT: {
    en: '`text` is empty or longer than {most} characters',
    vi: '`text` để trống hoặc dài hơn {most} ký tự',
  },
  NO_OFFICE: {
    en: 'there is no office “{office}”',
    vi: 'không có bộ phận một cửa “{office}”',
  },
  NO_SOURCE: {
    en: 'there is no source “{source}”',
    vi: 'không có nguồn “{source}”',
  },
  NO_KEY: {
    en: 'the groups have no key `{of}`',
    vi: 'các nhóm không có khóa `{of}`',
  },
  OUT_OF_RANGE: {
    en: '`{name}` is from {least} to {most}',
    vi: '`{name}` phải từ {least} đến {most}',
  },
  NEGATIVE: {
    en: '`{name}` is no less than 0',
    vi: '`{name}` không được nhỏ hơn 0',
  },
  NEGATIVE_PAGE: {
    en: 'a page holds no less than 0 rows',
    vi: 'số dòng của một trang không được nhỏ hơn 0',
  },
  BOTH_WAYS: {
    en: 'ask for `first`/`after` or for `last`/`before`, not for both',
    vi: 'chỉ dùng `first`/`after` hoặc `last`/`before`, không dùng cả hai',
  },
  TOO_MANY_GROUPINGS: {
    en: '`groupBy` takes at most {most} groupings',
    vi: '`groupBy` nhận nhiều nhất {most} tiêu chí',
  },
  TOO_MANY_IDS: {
    en: '`ids` holds at most {most}',
    vi: '`ids` có nhiều nhất {most} mã',
  },
  TOO_MANY_APPLICANTS: {
    en: 'different applicants are counted of {most} dossiers at the most: narrow `where`',
    vi: 'chỉ đếm được số người nộp khác nhau của nhiều nhất {most} hồ sơ: hãy thu hẹp `where`',
  },
  SECRET: {
    en: '`secret` is the last four to six digits',
    vi: '`secret` là bốn đến sáu chữ số cuối',
  },

  // A filter.
  ASKS_NOTHING: {
    en: 'it asks nothing',
    vi: 'điều kiện để trống',
  },
  NULL_TEST: {
    en: '`{op}` is null; ask for `isNull` instead',
    vi: '`{op}` là null; hãy dùng `isNull`',
  },
  EMPTY_TEST: {
    en: '`{op}` is empty',
    vi: '`{op}` để trống',
  },
  LONG_TEST: {
    en: '`{op}` is longer than {most} characters',
    vi: '`{op}` dài hơn {most} ký tự',
  },
  NO_TEST: {
    en: 'there is no test `{op}`',
    vi: 'không có phép so sánh `{op}`',
  },
  LONG_VALUE: {
    en: 'it is longer than {most} characters',
    vi: 'giá trị dài hơn {most} ký tự',
  },
  TOO_DEEP: {
    en: 'it lies more than {most} levels deep',
    vi: 'lồng sâu hơn {most} cấp',
  },
  TOO_MANY_PARTS: {
    en: 'a filter holds at most {most} parts',
    vi: 'một bộ lọc có nhiều nhất {most} phần',
  },
  TOO_MANY_VALUES: {
    en: 'the lists of a filter hold at most {most} values together',
    vi: 'các danh sách của một bộ lọc có tổng cộng nhiều nhất {most} giá trị',
  },
  LONG_OPERAND: {
    en: 'a value holds at most {most} characters',
    vi: 'một giá trị có nhiều nhất {most} ký tự',
  },
  LONG_OPERANDS: {
    en: 'the values of a filter hold at most {most} characters together',
    vi: 'các giá trị của một bộ lọc có tổng cộng nhiều nhất {most} ký tự',
  },
  LEFT_OUT: {
    en: 'Left out since an earlier page, for it did not answer then.',
    vi: 'Bị bỏ qua từ một trang trước, vì khi đó nguồn không trả lời.',
  },
  NOT_ACCEPTABLE: {
    en: 'The header accept takes neither application/json nor application/graphql-response+json.',
    vi: 'Giá trị của accept không nhận application/json lẫn application/graphql-response+json.',
  },
  UNCLEAR_OPERATION: {
    en: 'It is not clear which operation is meant.',
    vi: 'Không rõ cần thực hiện thao tác nào.',
  },
  EXPORT_OF_ONE: {
    en: 'An export is of one field, at the root of its query.',
    vi: 'Mỗi lần xuất chỉ lấy một trường, ở gốc của truy vấn.',
  },
  NO_LIST: {
    en: 'There is no list “{name}”.',
    vi: 'Không có danh sách “{name}”.',
  },
  WHOLE_LIST: {
    en: 'An export goes through the whole list: leave out `{argument}`.',
    vi: 'Việc xuất đi qua toàn bộ danh sách: hãy bỏ `{argument}`.',
  },
  NOT_A_LIST: {
    en: '“{name}” is no list.',
    vi: '“{name}” không phải là danh sách.',
  },
  EXPORT_SELECTS: {
    en: 'An export is of one list: select {wanted} in “{name}” itself.',
    vi: 'Mỗi lần xuất chỉ lấy một danh sách: hãy chọn {wanted} ngay trong “{name}”.',
  },
  EXPORT_DROPS: {
    en: 'An export is of one list, and has no place for `{lost}`: select `{list}` alone in “{name}”.',
    vi: 'Mỗi lần xuất chỉ lấy một danh sách, không có chỗ cho `{lost}`: trong “{name}” chỉ chọn `{list}`.',
  },
  EXPORT_METHODS: {
    en: 'An export is asked for by GET or POST.',
    vi: 'Việc xuất được yêu cầu bằng GET hoặc POST.',
  },
  OTHER_SITE: {
    en: 'It comes from another site.',
    vi: 'Yêu cầu đến từ một trang khác.',
  },
  BODY_NO_OBJECT: {
    en: 'The body of the request is to be a JSON object.',
    vi: 'Phần thân của yêu cầu phải là một đối tượng JSON.',
  },
  VARIABLES_NO_JSON: {
    en: 'variables: invalid JSON',
    vi: 'variables: JSON không hợp lệ',
  },
  SEPARATOR_OF_CSV: {
    en: 'Only CSV has a `separator`: leave it out, or ask for `format=csv`.',
    vi: 'Chỉ CSV mới có `separator`: hãy bỏ nó, hoặc dùng `format=csv`.',
  },
  FORM_OF_REPORTS: {
    en: 'Only reports have a form, and only as XLSX.',
    vi: 'Chỉ báo cáo mới có biểu mẫu, và chỉ ở dạng XLSX.',
  },
  FORM_WANTS: {
    en: 'The form wants `{columns}` too.',
    vi: 'Biểu mẫu cần thêm `{columns}`.',
  },
  NO_PURPOSE: {
    en: 'The header x-purpose is not the name of a purpose.',
    vi: 'Giá trị của x-purpose không phải là tên một mục đích.',
  },
  OTHER_VERSION: {
    en: 'it is of another version',
    vi: 'nội dung thuộc một phiên bản khác',
  },
  NO_SECRET: {
    en: 'no secret is shared with its gateway',
    vi: 'chưa có khóa bí mật chung với cổng',
  },
  GLASS_FORM: {
    en: 'Send {body}: what names the record, and why, in 10 to 300 characters.',
    vi: 'Hãy gửi {body}: điều xác định hồ sơ và lý do, từ 10 đến 300 ký tự.',
  },
  GLASS_NOT_YOURS: {
    en: 'the policy does not let you',
    vi: 'chính sách không cho phép bạn',
  },
  GLASS_OVER: {
    en: 'its time is over',
    vi: 'quyền đã hết hạn',
  },
  GLASS_NAMED_BY: {
    en: 'The record is named by {names}.',
    vi: 'Hồ sơ được xác định bằng {names}.',
  },
  GLASS_NAMES_NOBODY: {
    en: 'The reason is to name nobody, by no number either.',
    vi: 'Lý do không được nêu tên hay số định danh của ai.',
  },
  GLASS_METHODS: {
    en: 'POST breaks glass, GET tells what was broken.',
    vi: 'POST để mở quyền xem khẩn cấp, GET để xem các lần đã mở.',
  },
  BATCH_SIZE: {
    en: 'A batch has 1 to {most} operations.',
    vi: 'Mỗi lô có từ 1 đến {most} thao tác.',
  },
  BATCH_OF_OPERATIONS: {
    en: 'A batch is of operations.',
    vi: 'Một lô chỉ gồm các thao tác.',
  },
  INVALID_JSON: {
    en: 'Invalid JSON in the body of the request.',
    vi: 'Phần thân của yêu cầu không phải JSON hợp lệ.',
  },
  ADDRESS_NOT_UTF8: {
    en: 'The address of the request is not UTF-8.',
    vi: 'Địa chỉ của yêu cầu không phải UTF-8.',
  },
  NOT_UTF8: {
    en: 'The body of the request is not UTF-8.',
    vi: 'Phần thân của yêu cầu không phải UTF-8.',
  },
  UNKNOWN_ENCODING: {
    en: 'The content-encoding of the request is not known.',
    vi: 'Không hỗ trợ content-encoding của yêu cầu.',
  },
  UNREADABLE_BODY: {
    en: 'The body of the request cannot be read.',
    vi: 'Không đọc được phần thân của yêu cầu.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
