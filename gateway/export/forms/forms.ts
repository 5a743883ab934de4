import type { Form } from './form.ts';

const CIRCULAR = 'Ban hành theo Thông tư số 01/2020/TT-VPCP';

/** The forms that there are, by the type of the graph whose rows they print. */
export const FORMS: Readonly<Record<string, Form>> = {
  Report06a: {
    number: 'Biểu số 06a/VPCP/KSTT',
    ordered: CIRCULAR,
    title:
      'TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
    unit: 'Số hồ sơ TTHC',
    heads: [
      { text: 'STT', column: 'number' },
      { text: 'Lĩnh vực, công việc giải quyết theo cấp / Đơn vị', column: 'label' },
      {
        text: 'Số hồ sơ nhận giải quyết',
        over: [
          { text: 'Tổng số', column: 'counts.received', number: '(3)=(4)+(5)+(6)' },
          {
            text: 'Trong kỳ',
            over: [
              { text: 'Trực tuyến', column: 'counts.receivedOnline' },
              { text: 'Trực tiếp, dịch vụ bưu chính', column: 'counts.receivedOtherwise' },
            ],
          },
          { text: 'Từ kỳ trước', column: 'counts.carriedOver' },
        ],
      },
      {
        text: 'Số lượng hồ sơ đã giải quyết',
        over: [
          { text: 'Tổng số', column: 'counts.settled', number: '(7)=(8)+(9)+(10)' },
          { text: 'Trước hạn', column: 'counts.settledEarly' },
          { text: 'Đúng hạn', column: 'counts.settledOnTime' },
          { text: 'Quá hạn', column: 'counts.settledLate' },
        ],
      },
      {
        text: 'Số lượng hồ sơ đang giải quyết',
        over: [
          { text: 'Tổng số', column: 'counts.pending', number: '(11)=(12)+(13)' },
          { text: 'Trong hạn', column: 'counts.pendingInTime' },
          { text: 'Quá hạn', column: 'counts.pendingOverdue' },
        ],
      },
    ],
  },
  Report07b: {
    number: 'Biểu số II.07b/VPCP/KSTT',
    ordered: CIRCULAR,
    title: 'TỔNG HỢP SỐ LƯỢNG THỦ TỤC HÀNH CHÍNH',
    unit: 'Thủ tục hành chính',
    heads: [
      { text: 'TT', column: 'number' },
      { text: 'Đơn vị', column: 'label' },
      {
        text: 'TTHC thuộc thẩm quyền giải quyết',
        over: [
          { text: 'Tổng số', column: 'counts.procedures', number: '(3)=(4)+(5)+(6)' },
          { text: 'Cấp tỉnh', column: 'counts.provinceProcedures' },
          { text: 'Cấp huyện', column: 'counts.districtProcedures' },
          { text: 'Cấp xã', column: 'counts.communeProcedures' },
        ],
      },
      {
        text: 'TTHC thực hiện theo cơ chế một cửa, một cửa liên thông',
        over: [
          { text: 'Tổng số', column: 'counts.oneStop', number: '(7)=(8)+(9)+(10)' },
          { text: 'Tại BPMC cấp tỉnh', column: 'counts.provinceOneStop' },
          { text: 'Tại BPMC cấp huyện', column: 'counts.districtOneStop' },
          { text: 'Tại BPMC cấp xã', column: 'counts.communeOneStop' },
        ],
      },
      {
        text: 'TTHC có quy trình nội bộ',
        over: [
          { text: 'Tổng số', column: null, number: '(11)=(12)+(13)+(14)' },
          { text: 'Cấp tỉnh', column: null },
          { text: 'Cấp huyện', column: null },
          { text: 'Cấp xã', column: null },
        ],
      },
    ],
  },
};
