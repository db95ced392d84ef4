import { app, type Session, type WebContents } from 'electron';
import { pageOrigin } from './channels.ts';

/*
 * What the program denies itself: network, permissions, navigation, new windows, downloads. Deny is the default here;
 * the page needs none of them.
 */

/** Chromium's own background traffic; must run before the program is ready. */
export function silenceChromium(): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
  ])
    app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** A released program started with a debugging port would hand its page to whoever connects. */
export function askedForDebugging(): boolean {
  return (
    app.isPackaged &&
    ['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins'].some((name) =>
      app.commandLine.hasSwitch(name),
    )
  );
}

export async function lockSession(session: Session): Promise<void> {
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwnAddress(request.url) }));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
  await session.setProxy({ mode: 'direct' });
}

/** Files of the page, and blobs that the page itself made. */
function isOwnAddress(address: string): boolean {
  return address.startsWith(`${pageOrigin}/`) || address.startsWith(`blob:${pageOrigin}/`);
}

export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
