import { randomBytes } from 'node:crypto';
import type { BundleFile } from './bundle-files.ts';

/*
 * What the page may do, the same under every host that shows it: only files of its own origin, no inline script,
 * no frame, no form, no markup from strings. Style elements of the UI kit carry a nonce made for this one load.
 */

const policy = (nonce: string | undefined) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** Headers on every answer of a host. */
export function securityHeaders(nonce?: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Program text, the same for everybody and never changed under its name: a browser need not ask for it again. */
const keep = { 'Cache-Control': 'private, max-age=31536000, immutable' };

/**
 * A file of the page with its headers; the HTML page gets the nonce written into its meta element. Only what carries a hash
 * of its content in its name may be kept by the browser; the page that names those files, and every answer, never is.
 */
export function answerWithFile({ type, bytes, lasting }: BundleFile): PageAnswer {
  const isPage = type.startsWith('text/html');
  const nonce = isPage ? randomBytes(18).toString('base64') : undefined;
  return {
    headers: { ...securityHeaders(nonce), ...(lasting && keep), 'Content-Type': type },
    body: nonce === undefined ? new Uint8Array(bytes) : withNonce(bytes, nonce),
  };
}

function withNonce(bytes: Uint8Array, nonce: string): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder()
    .decode(bytes)
    .replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`);
  return new TextEncoder().encode(text);
}
