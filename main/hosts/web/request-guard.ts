import type { IncomingMessage } from 'node:http';

/** Why a request is turned away before anything reads it; undefined = let it in. */
export type Refusal = 'host' | 'origin' | 'cross-site' | 'content-type' | 'method';

/**
 * Every request must name our own address (stops rebound names); what changes anything must come from our own page.
 * There are no CORS headers, so other origins can't read answers either. Another port of this machine is the "same
 * site" for a browser and gets the cookie sent along, so same-site isn't good enough anywhere.
 */
export function refuseRequest(request: IncomingMessage, port: number): Refusal | undefined {
  const own = `127.0.0.1:${port}`;
  if (request.headers.host !== own) return 'host';
  const site = request.headers['sec-fetch-site'];
  if (request.method === 'GET') return refuseGet(request, site);
  if (request.method !== 'POST' && request.method !== 'PUT') return 'method';
  if (request.headers.origin !== `http://${own}`) return 'origin';
  if (site !== undefined && site !== 'same-origin') return 'cross-site';
  const type = request.headers['content-type']?.split(';')[0];
  const wanted = request.method === 'PUT' ? 'application/octet-stream' : 'application/json';
  return type === wanted ? undefined : 'content-type';
}

/** A person may come to the start page from anywhere (a link, a mail program); nothing else is for other pages. */
function refuseGet(request: IncomingMessage, site: string | string[] | undefined): Refusal | undefined {
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  const opensPage = request.url === '/' && request.headers['sec-fetch-mode'] === 'navigate';
  return opensPage && request.headers['sec-fetch-dest'] === 'document' ? undefined : 'cross-site';
}

/** Reads a body up to a size; undefined when it is larger, and then the rest stays unread. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  // Leaving the loop early would close the connection before the answer is written.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
