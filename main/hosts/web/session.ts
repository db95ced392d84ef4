import { randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * One browser, one session: a token handed over once in the fragment of the start link is exchanged for a cookie.
 * Cookies don't know ports, so the cookie's name carries it.
 */

const cookieBytes = 32;

export class WebSession {
  /** Goes into the link; worthless after the first exchange. */
  readonly startToken = randomBytes(cookieBytes).toString('base64url');
  readonly #cookieName: string;
  readonly #idleMilliseconds: number;
  readonly #now: () => number;
  #tokenUsed = false;
  #cookie: string | undefined;
  #lastSeen: number;

  constructor(port: number, idleMilliseconds: number, now: () => number) {
    this.#cookieName = `planbench-${port}`;
    this.#idleMilliseconds = idleMilliseconds;
    this.#now = now;
    this.#lastSeen = now();
  }

  /** The `Set-Cookie` value for the right token, or undefined. */
  exchange(token: string): string | undefined {
    if (this.#tokenUsed || this.idle || !sameSecret(token, this.startToken)) return undefined;
    this.#tokenUsed = true;
    this.#cookie = randomBytes(cookieBytes).toString('base64url');
    this.touch();
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Is this the cookie given out, and was it used recently? Counts as use. */
  accepts(cookieHeader: string | undefined): boolean {
    const given = readCookie(cookieHeader ?? '', this.#cookieName);
    if (this.#cookie === undefined || given === undefined || !sameSecret(given, this.#cookie)) return false;
    if (this.idle) return false;
    this.touch();
    return true;
  }

  /** A call that ran long counts as use until its end. */
  touch(): void {
    this.#lastSeen = this.#now();
  }

  /** Nobody used the workbench, or even its start link, for the idle time. */
  get idle(): boolean {
    return this.#now() - this.#lastSeen > this.#idleMilliseconds;
  }
}

function readCookie(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

function sameSecret(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
