import type { IncomingMessage } from 'node:http';

/** Why a request is turned away before anything reads it; undefined = let it in. */
export type Refusal = 'host' | 'origin' | 'cross-site' | 'content-type' | 'method';

/**
 * Every request must name our own address (stops rebound names); what changes anything must come from our own page.
 * There are no CORS headers, so other origins can't read answers either.
 */
export function refuseRequest(request: IncomingMessage, port: number): Refusal | undefined {
  const own = `127.0.0.1:${port}`;
  if (request.headers.host !== own) return 'host';
  const site = request.headers['sec-fetch-site'];
  if (request.method === 'GET')
    return site === 'cross-site' && request.url !== '/' ? 'cross-site' : undefined;
  if (request.method !== 'POST' && request.method !== 'PUT') return 'method';
  if (request.headers.origin !== `http://${own}`) return 'origin';
  if (site !== undefined && site !== 'same-origin') return 'cross-site';
  const type = request.headers['content-type']?.split(';')[0];
  const wanted = request.method === 'PUT' ? 'application/octet-stream' : 'application/json';
  return type === wanted ? undefined : 'content-type';
}

/** Headers on every answer. `nonce` lets the UI kit write its style elements. */
export function securityHeaders(nonce?: string): Record<string, string> {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${styles}`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-src 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

/** Reads a body up to a size; undefined when it is larger. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
