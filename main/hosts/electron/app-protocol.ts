import { protocol } from 'electron';
import { readBundleFile } from '../bundle-files.ts';
import { answerWithFile, securityHeaders } from '../page-policy.ts';
import { pageOrigin, pageScheme } from './channels.ts';

/* `app://workbench`: the built page and nothing else; there are no file:// pages. */

/** Must run before the program is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePage(rendererFolder: string): void {
  protocol.handle(pageScheme, (request) => answerPageRequest(rendererFolder, request));
}

/** 405 for anything but GET; 404 for another host, a path out of the bundle, an unknown type of file. */
export async function answerPageRequest(
  rendererFolder: string,
  request: Pick<Request, 'method' | 'url'>,
): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  if (!request.url.startsWith(`${pageOrigin}/`)) return refuse(404);
  const file = await readBundleFile(rendererFolder, request.url.slice(pageOrigin.length));
  if (!file) return refuse(404);
  const { headers, body } = answerWithFile(file);
  return new Response(body, { status: 200, headers });
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: securityHeaders() });
}
