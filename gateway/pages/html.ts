import type { ServerResponse } from 'node:http';

/** The product's sign, as the address of an icon. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 28V13L16 4l12 9v15z" fill="#0b6e4f"/>' +
    '<path d="M13 28V17h6v11z" fill="#fff"/></svg>',
)}`;

/** Answers with a page under its content security policy. It may change with each release: browsers ask whether it has. */
export function sendPage(response: ServerResponse, policy: readonly string[], html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-cache',
  });
  response.end(html);
}

/** JSON as a page holds it for its script: nothing in it ends the element that it stands in. */
export function dataText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
