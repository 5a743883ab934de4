/**
 * Words of which names of tables and columns are made, by what they mean: Vietnamese without marks, English, and the
 * abbreviations that are common in both. Words of one line stand for each other. Where a phrase means more than its words do, it
 * stands as a whole, and the longest is believed.
 */
const WORDS = {
  // What rows are about.
  case: 'ho so, hs, don, don thu, dossier, application, request, case, petition, ticket, submission, registration, demande, claim, truong hop',
  document: 'van ban, vb, cong van, document, correspondence, letter, dispatch, memo, doc',
  procedure:
    'thu tuc, thu tuc hanh chinh, tthc, procedure, service, service info, dich vu, dich vu cong, dvc, dich vu hanh chinh',
  paper:
    'giay to, thanh phan ho so, thanh phan, ho so kem theo, giay to kem theo, paper, requirement, checklist, mau don',
  step: 'buoc, qua trinh, qua trinh xu ly, tien trinh, luan chuyen, cong doan, quy trinh, tac nghiep, thao tac, nhat ky, step, action, activity, task, process, workflow, history, transition, log, movement, event, track, timeline, progress, audit, trail, luong xu ly, giai doan, cong viec, phan cong, route, routing, forward, forwarding',
  supplement:
    'bo sung, bo tuc, yeu cau bo sung, supplement, clarification, additional information, missing papers, rfi, deficiency',
  payment:
    'thanh toan, phi, le phi, phi le phi, khoan thu, bien lai, payment, invoice, fee, charge, hoa don',
  rating:
    'danh gia, hai long, muc hai long, y kien danh gia, khao sat, rating, satisfaction, feedback, survey, voting, vote, review, khao sat hai long',
  file: 'tep, tep tin, dinh kem, file dinh kem, file, attachment, upload, media, anh, image, photo, scan, picture, blob, hinh anh, tai lieu',
  user: 'nguoi dung, tai khoan, user, account, login, member, username',
  agency:
    'co quan, don vi, phong ban, so nganh, agency, office, organ, organization, organisation, authority, department, unit, bureau, division, branch, ubnd, gov agency, phong, noi, co so, tenant, institution, body',
  place:
    'phuong, xa, quan, huyen, tinh, thon, khom, ap, duong, so nha, to dan pho, ward, district, province, commune, city, village, state province, zip, postcode, street, country, region, lat, lng, latitude, longitude, quoc gia, thanh pho, dia ban',
  // How things are named and numbered.
  id: 'id, uuid, guid, oid, pk, fk, ref id, rowid, stt, so thu tu, thu tu',
  code: 'ma, ma so, so, code, number, no, num, nr, nbr, reference, ref, identifier, key, so hieu, serial, reference number, reference no, reference code',
  receiptNumber:
    'so bien nhan, bien nhan, ma bien nhan, so tiep nhan, ma tiep nhan, receipt, acknowledgement, ack, so phieu, phieu, slip, phieu hen',
  trackingNumber: 'ma tra cuu, tracking, tracking code, tracking number, lookup code',
  notation: 'ky hieu, so ky hieu, so hieu van ban, notation, symbol, docket, sign number',
  name: 'ten, name, ten goi, label, display name, caption',
  fullName: 'ho ten, ho va ten, full name, fullname, ho ten day du',
  partOfName:
    'ho, ho lot, ho dem, ten dem, ten lot, chu lot, chu dem, first name, last name, middle name, given name, surname, family name, firstname, lastname, middlename, prenom',
  kind: 'loai, kieu, type, kind, category, nhom, the loai, group, class, phan loai, danh muc, dm, loai hinh',
  field: 'linh vuc, nganh, sector, domain, subject area, nganh nghe',
  status:
    'tinh trang, trang thai, status, state, stage, tinh trang ho so, trang thai ho so, current status, phase',
  object: 'doi tuong, loai doi tuong, applicant type, applicant kind, customer type',
  subject:
    'trich yeu, noi dung trich yeu, noi dung, tieu de, ve viec, chu de, subject, title, summary, description, purpose, content, brief, brief note, mo ta, detail, topic, body text, noi dung yeu cau, noi dung ho so',
  note: 'ghi chu, note, remark, comment, y kien, memo text, chu thich, thong tin khac, annotation',
  reason: 'ly do, nguyen nhan, reason, cause',
  // People.
  applicant:
    'nguoi nop, nguoi nop don, chu ho so, nguoi yeu cau, nguoi lam don, cong dan, duong su, nguoi dang ky, khach hang, to chuc, nguoi de nghi, nguoi dan, chu don, applicant, citizen, owner, customer, petitioner, requester, requestor, proponent, client, nguoi khai, resident, claimant, taxpayer, submitter',
  proxy:
    'uy quyen, nguoi uy quyen, nguoi duoc uy quyen, delegate, representative, dai dien, nguoi dai dien, agent, proxy, nguoi nop thay, architect, contractor, consultant',
  assignee:
    'can bo, nguoi xu ly, nguoi thu ly, chuyen vien, can bo xu ly, can bo thu ly, can bo tiep nhan, nguoi tiep nhan, nguoi nhan, nguoi lam, nguoi thuc hien, nhan vien, cong chuc, assignee, assigned, assigned to, officer, handler, staff, employee, clerk, case worker, inspector, handled by, processed by, nguoi giai quyet, nguoi dang xu ly, nguoi phu trach',
  sender: 'nguoi gui, noi gui, ben gui, sender, sent by, from',
  recipient: 'noi nhan, ben nhan, recipient, to places, to, addressee, receiver',
  signer: 'nguoi ky, signer, signatory, signed by, ky boi',
  position: 'chuc vu, chuc danh, position, competence, job title, signer title, designation',
  creator:
    'nguoi tao, nguoi nhap, created by, creator, create by, creation by, inserted by, author, nguoi lap',
  updater:
    'nguoi sua, nguoi cap nhat, updated by, modified by, update by, deleted by, last modified by',
  identity:
    'cmnd, cccd, cmt, cmtnd, so cmnd, so cccd, so giay to, so dinh danh, dinh danh, giay to tuy than, can cuoc, ho chieu, mst, ma so thue, ma dinh danh ca nhan, so cmt, id number, id card, id no, national id, identity, identity number, identity card, passport, tax code, tax id, tax number, citizen id, social security, ssn, nid, pan, aadhaar, applicant id no, personal code, id proof, identity proof, id document',
  phone:
    'dien thoai, so dien thoai, sdt, dien thoai lien he, di dong, phone, phone number, telephone, tel, tel no, mobile, mobile number, contact number, contact no, contact tel, cell, msisdn, dtdd',
  address:
    'dia chi, dia chi thuong tru, dia chi lien he, thuong tru, noi o, cu tru, noi cu tru, ho khau, address, residence, domicile, postal address, home address, so nha duong',
  email: 'email, e mail, mail, thu dien tu',
  gender: 'gioi tinh, phai, gender, sex',
  birth:
    'sinh, ngay sinh, nam sinh, noi sinh, birth, date of birth, dob, birthday, birth date, born',
  ethnicity: 'dan toc, ton giao, quoc tich, ethnicity, religion, nationality',
  // Days and moments.
  date: 'ngay, ngay gio, ngay thang, thoi gian, thoi diem, gio, ng, date, datetime, time, at, on, day, timestamp, when, dt, ts',
  receive:
    'nhan, tiep nhan, nhan ho so, thu nhan, receive, received, receipt of, intake, reception, receipted',
  submit:
    'nop, gui, nop ho so, gui ho so, submit, submitted, apply, applied, lodge, lodged, filed, filing, dang ky, registered',
  accept:
    'hop le, thu ly, chap nhan, accept, accepted, validated, valid, complete papers, admitted, acceptance',
  due: 'hen, hen tra, hen tra ket qua, han, thoi han, den han, han xu ly, han tra, han giai quyet, han chot, du kien, du kien tra, het han xu ly, due, deadline, expected, target, promised, sla, due by, planned, het han',
  giveBack:
    'tra, tra ket qua, tra kq, giao, giao tra, phat tra, da tra, thuc tra, tra dan, return, returned, deliver, delivered, delivery, collected, release, released, handover, handed over, picked up, pickup, pick up',
  actual: 'thuc, thuc te, actual, real',
  finish:
    'ket thuc, ket thuc xu ly, hoan thanh, hoan tat, xong, xu ly xong, giai quyet xong, finish, finished, complete, completed, completion, close, closed, end, ended, resolved, done, concluded, disposed, giai quyet, processed, den ngay',
  start:
    'bat dau, bat dau xu ly, tu ngay, start, started, begin, began, opened, commenced, entered',
  create:
    'tao, tao lap, tao moi, khoi tao, lap, nhap, create, created, creation, insert, inserted, entry, added, crdate',
  update:
    'sua, cap nhat, chinh sua, update, updated, modify, modified, last modified, last updated, changed, last change, last update, modification, dong bo, sync, synced, upd',
  remove:
    'xoa, da xoa, bi xoa, is deleted, deleted, delete, del, del flag, delete flag, removed, is removed, trashed, xoa flag, huy bo, huy, is del, deleted flag, active flag removed',
  issue: 'cap, ban hanh, phat hanh, issue, issued, issuance, promulgation, promulgated, cap phep',
  sign: 'ky, sign, signed, signing',
  arrive: 'den, arrive, arrived, arrival, incoming, inbound, inward, nhan den',
  leave: 'di, outgoing, outbound, outward',
  validFrom:
    'hieu luc tu, hieu luc, ngay hieu luc, valid from, effective, effective date, effective from',
  validTo:
    'het hieu luc, hieu luc den, valid to, valid until, expire, expired, expires, expiry, expiration',
  ask: 'yeu cau, ask, asked, requested',
  previous: 'truoc, cu, previous, old, before, former',
  renewed: 'moi, sau, new, after',
  current: 'hien tai, hien thoi, dang, current, present',
  // What becomes of it.
  result:
    'ket qua, kq, quyet dinh, qd, giay phep, gcn, giay chung nhan, result, decision, license, licence, permit, certificate, deliverable, approval, outcome, chung chi',
  amount:
    'so tien, tien, gia, gia tien, amount, price, total, cost, sum, tong tien, muc thu, muc phi',
  paid: 'da thanh toan, da thu, da nop, da thu phi, da nop phi, paid, is paid, payment status, trang thai thanh toan, da tra tien',
  channel:
    'kenh, kenh tiep nhan, kenh thuc hien, hinh thuc nop, hinh thuc tiep nhan, phuong thuc, phuong thuc nop, cach thuc, cach thuc thuc hien, nguon, channel, mode, source, origin, originality, submission channel, submission mode, submission type, filing mode, via, truc tuyen, online, is online, qua mang, nguon ho so',
  manner: 'hinh thuc, form, method, manner, mau',
  dayCount:
    'so ngay, so ngay giai quyet, thoi han giai quyet, thoi gian giai quyet, thoi gian xu ly, thoi gian thuc hien, so ngay xu ly, days, duration, duration count, processing days, processing time, time limit, number of days, working days, sla days, limit, days limit',
  link: 'lien thong, lien ket, lien quan, linked, related, relation, goc, parent case, original',
  parent: 'cha, cap tren, truc thuoc, parent, superior, quan ly',
  level: 'cap, cap thuc hien, cap don vi, cap hanh chinh, level, muc do, tier',
  urgency: 'do khan, muc do khan, khan, urgency, priority, uu tien, precedence, urgent',
  secrecy:
    'do mat, muc do mat, mat, secrecy, confidentiality, confidential, security level, classification',
  direction: 'den di, di den, direction, in out, inout, chieu, huong, loai van ban den di',
  response:
    'tra loi, phuc dap, reply, response, in reply to, responds, hoi dap, van ban tra loi, response for, replied',
  role: 'vai tro, role, vaitro, capacity',
  originals: 'ban chinh, so ban chinh, original copies, originals, original count',
  copies:
    'ban sao, so ban sao, copies, copy, copy count, photocopies, so ban photo, ban photo, so ban',
  legal: 'can cu, can cu phap ly, phap ly, legal, legal basis, legislation, law, phap luat',
  condition: 'dieu kien, yeu cau dieu kien, condition, prerequisite, precondition',
  oneStop: 'mot cua, one stop, onegate, one gate, single window',
  scheme: 'he ma, loai ma, scheme, system, code system, code type',
  value: 'gia tri, value, val',
  score:
    'diem, muc, muc do hai long, ket qua danh gia, score, stars, selected, point, grade, level of satisfaction',
  count: 'so luong, sl, count, quantity, qty, tong so',
  flag: 'is, da, co, la, has, flag, dau',
  online: 'muc do truc tuyen, online level, service level, max level, muc dvc',
  config:
    'cau hinh, config, setting, param, params, parameter, menu, permission, quyen, phan quyen, migration, job, jobs, session, sessions, cache, token, queue, notification, thong bao, template, bieu mau, lich, calendar, holiday, ngay nghi, backup, tmp, temp, test, bak, old data, personal access tokens, failed jobs, counter, sequence, lock',
} as const satisfies Readonly<Record<string, string>>;

/** What a word of a name means. */
export type Concept = keyof typeof WORDS;

/** The words of names without blanks, and the concept of each. */
export const LEXICON: ReadonlyMap<string, Concept> = new Map(
  (Object.entries(WORDS) as [Concept, string][]).flatMap(([concept, words]) =>
    words.split(', ').map((phrase): [string, Concept] => [phrase.replaceAll(' ', ''), concept]),
  ),
);

/** Vietnamese phrases of several syllables, as people abbreviate them: `so bien nhan` as SBN or SoBN. */
export const ABBREVIATED: readonly (readonly [
  syllables: readonly string[],
  concepts: readonly Concept[],
])[] = (
  [
    ['so bien nhan', 'receiptNumber'],
    ['ma ho so', 'code case'],
    ['so ho so', 'code case'],
    ['ho va ten', 'fullName'],
    ['ho ten', 'fullName'],
    ['ten nguoi nop', 'name applicant'],
    ['ho ten nguoi nop', 'fullName applicant'],
    ['ngay nhan', 'date receive'],
    ['ngay tiep nhan', 'date receive'],
    ['ngay hen', 'date due'],
    ['ngay hen tra', 'date due'],
    ['ngay tra', 'date giveBack'],
    ['ngay ket thuc', 'date finish'],
    ['ngay van ban', 'date document'],
    ['ngay ban hanh', 'date issue'],
    ['tinh trang', 'status'],
    ['trang thai', 'status'],
    ['linh vuc', 'field'],
    ['ma linh vuc', 'code field'],
    ['thu tuc', 'procedure'],
    ['ma thu tuc', 'code procedure'],
    ['dia chi', 'address'],
    ['dien thoai', 'phone'],
    ['so dien thoai', 'phone'],
    ['can bo', 'assignee'],
    ['noi dung', 'subject'],
    ['trich yeu', 'subject'],
    ['so ky hieu', 'notation'],
    ['nguoi ky', 'signer'],
    ['chuc vu', 'position'],
    ['do khan', 'urgency'],
    ['do mat', 'secrecy'],
    ['ket qua', 'result'],
    ['so quyet dinh', 'code result'],
    ['ghi chu', 'note'],
    ['le phi', 'payment'],
    ['don vi', 'agency'],
    ['co quan', 'agency'],
    ['bo sung', 'supplement'],
    ['qua trinh', 'step'],
    ['danh gia', 'rating'],
    ['van ban den', 'document arrive'],
    ['van ban di', 'document leave'],
  ] as const
).map(([phrase, concepts]) => [phrase.split(' '), concepts.split(' ') as Concept[]]);
