import { looseKey } from '../../subgraphs/sources/model/text/match-key.ts';

/**
 * What labels of codes say, by canonical value: words without marks (`looseKey`, which has i for y), Vietnamese or English. A
 * label that two values may be meant by is left open.
 */
const LABELS: Readonly<Record<string, RegExp>> = {
  REGISTERED:
    /\b(?:moi (?:dang ki|nop|gui|tao)|dang ki (?:moi|qua mang)|cho (?:tiep )?nhan|registered|new|submitted|pending receipt)\b/u,
  RECEIVED:
    /^(?:(?:da|moi|duoc|vua) )*(?:tiep )?nhan(?: ho so)?$|\b(?:da|moi|duoc) tiep nhan\b|\b(?:received|receiving|acknowledged)\b/u,
  REJECTED_AT_INTAKE:
    /\b(?:khong (?:duoc )?(?:tiep )?nhan|tu choi (?:tiep )?nhan|rejected at intake|refused at (?:the )?(?:counter|intake)|not accepted)\b/u,
  PROCESSING:
    /\b(?:dang (?:xu li|giai quiet|lam|thu li|tham dinh|cho ki|trinh ki)|cho (?:xu li|phe duiet|ki duiet)|trinh ki|tham dinh|thu li|in progress|processing|in process|under (?:review|consideration|examination)|in review|being processed|on review|xu li lai)\b/u,
  AWAITING_SUPPLEMENT:
    /\b(?:(?:cho|ieu cau|can) (?:cong dan )?(?:bo (?:sung|tuc))|bo (?:sung|tuc) (?:ho so|giai to)|(?:awaiting|waiting for|needs?|pending) (?:supplement|documents?|information|info|applicant|clarification|more)|supplement (?:asked|requested)|incomplete|additional (?:documents?|information) (?:required|requested|needed))\b/u,
  AWAITING_PAYMENT:
    /\b(?:nghia vu tai chinh|(?:cho|ieu cau) (?:thanh toan|dong|nop) ?(?:tien|phi|le phi)?|(?:awaiting|waiting for|pending) (?:payment|fees?)|payment (?:due|pending|required))\b/u,
  WITHDRAWN:
    /\b(?:rut (?:ho so|don)|xin rut|da rut|(?:cong dan|nguoi nop) (?:ieu cau )?rut|withdrawn|withdrawal|cancelled by (?:the )?(?:applicant|citizen))\b/u,
  STOPPED:
    /\b(?:(?:tam )?dung (?:xu li|giai quiet)|ngung(?: (?:xu li|giai quiet))?|khong giai quiet|stopped|discontinued|terminated)\b|^dung$/u,
  RESULT_READY:
    /\b(?:(?:da )?(?:xu li|giai quiet|lam) xong|da (?:giai quiet|co ket qua|xu li|hoan thanh)|cho tra(?: (?:ket qua|kq))?|hoan (?:thanh|tat)|co ket qua|completed|finished|result ready|ready (?:for (?:pickup|collection)|to collect)|approved|resolved)\b|^(?:da )?xong$/u,
  RETURNED:
    /\b(?:da (?:giao )?tra(?! lai)(?: (?:ket qua|kq|dan))?|da giao ket qua|returned to (?:the )?(?:applicant|citizen)|result (?:returned|delivered|collected)|delivered|collected|picked up|handed over)\b/u,
  CITIZEN: /\b(?:cong dan|ca nhan|nguoi dan|citizen|individual|person|natural person)\b/u,
  BUSINESS:
    /(?<!ho kinh )\b(?:doanh nghiep|cong ti|business|company|enterprise|corporation)\b(?! household)/u,
  HOUSEHOLD_BUSINESS: /\b(?:ho kinh doanh|household)\b/u,
  ORGANISATION: /\b(?:to chuc|co quan(?: nha nuoc)?|organi[sz]ation|agenci|ngo|institution)\b/u,
  IN_PERSON:
    /\b(?:truc tiep|tai (?:quai|cho|bo phan)|in person|counter|walk ?in|over the counter|onsite|desk)\b/u,
  ONLINE: /\b(?:truc tuien|qua mang|dien tu|internet|online|web|portal|app|dvc)\b/u,
  POST: /\b(?:buu (?:chinh|dien)|bcci|post|mail|postal|courier)\b/u,
  VERY_GOOD: /\b(?:rat (?:hai long|tot)|veri (?:good|satisfied)|verigood|excellent)\b/u,
  GOOD: /^(?:hai long|tot|good|satisfied|binh thuong)$/u,
  BAD: /\b(?:khong hai long|chua hai long|te|kem|bad|poor|dissatisfied|unsatisfied)\b/u,
  INCOMING: /^(?:(?:van ban |cong van )?den|incoming|inbound|received)$/u,
  OUTGOING: /^(?:(?:van ban |cong van )?di|outgoing|outbound|sent)$/u,
  NORMAL: /^(?:thuong|binh thuong|normal|ordinari|routine)$/u,
  URGENT: /^(?:khan|urgent)$/u,
  VERY_URGENT: /^(?:thuong khan|rat khan|veri urgent)$/u,
  FLASH: /^(?:hoa toc(?: hen gio)?|flash|immediate)$/u,
  LEAD: /\b(?:chu tri|xu li chinh|lead|primari|main)\b|^chinh$/u,
  SUPPORT: /\b(?:phoi hop|support|assist|co ?ordinat\w*)\b/u,
  INFORMED: /\b(?:de biet|informed|for information|cc)\b/u,
  PROVINCE: /\b(?:(?:cap )?tinh|provinc\w*)\b/u,
  DISTRICT: /\b(?:(?:cap )?(?:huien|quan)|district)\b/u,
  COMMUNE: /\b(?:(?:cap )?(?:xa|phuong)|commune|ward)\b/u,
  STATE: /\b(?:nha nuoc|chinh quien|ubnd|state)\b/u,
  PARTY: /\b(?:dang(?: uy| bo)?|parti)\b/u,
  MASS_ORGANISATION: /\b(?:doan the|mass organi[sz]ation)\b/u,
  FATHERLAND_FRONT: /\b(?:mat tran(?: to quoc)?|mttq|fatherland front)\b/u,
  SPECIAL_ASSOCIATION: /\b(?:hoi dac thu|special association)\b/u,
  ARRIVED: /^(?:da den|arrived)$/u,
  REFUSED: /^(?:tu choi (?:tiep )?nhan|refused)$/u,
  ACCEPTED: /^(?:da tiep nhan|accepted)$/u,
  ASSIGNED: /^(?:phan cong|assigned)$/u,
  COMPLETED: /^(?:hoan thanh|completed)$/u,
  NATIONAL_FULL: /\b(?:day du|full)\b/u,
  NATIONAL_SHORT: /\b(?:rut gon|short)\b/u,
};

/** The canonical value that a label means, of those there are; null where it means none, or one of several. */
export function meaningOf(label: string, values: readonly string[]): string | null {
  const key = looseKey(label.replaceAll(/[_-]+/gu, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
  const canonical = values.find(
    (value) => value !== 'UNKNOWN' && looseKey(value.replaceAll('_', ' ')) === key,
  );
  if (canonical !== undefined) return canonical;
  const found = values.filter((value) => LABELS[value]?.test(key) === true);
  return found.length === 1 ? (found[0] ?? null) : null;
}
