export { codeTextCodec } from './codes/code-text.ts';
export { codedTextCodec, localCodesOf } from './codes/coded-text.ts';
export { codesCodec, codesIn } from './codes/codes.ts';
export { composedCodec } from './composed.ts';
export { DATE_FORMATS, dateCodec } from './dates/date.ts';
export { flagCodec } from './codes/flag.ts';
export { identifierCodec } from './codes/identifier.ts';
export {
  disguisedBy,
  documentCodec,
  type DocumentForm,
  type PlacedValue,
} from './documents/document.ts';
export { html } from './documents/html.ts';
export { jsonAt, placesInJson } from './documents/json.ts';
export { anywhere, codesInside, scattered, type Search, textInside } from './documents/search.ts';
export { placesInXml, xmlAt } from './documents/xml.ts';
export { listCodec } from './list.ts';
export { moneyCodec } from './numbers/money.ts';
export { decimalCodec, integerCodec } from './numbers/number.ts';
export { scaledCodec } from './numbers/scaled.ts';
export { partCodec } from './part.ts';
export { textOf } from './raw-text.ts';
export { vietnameseLikeness } from './text/attested.ts';
export { textCodec } from './text/text.ts';
