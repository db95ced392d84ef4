import { useSyncExternalStore } from 'react';

/** Where the person is: `#/returns/7?finding=3` → screen, parts, query. Every place has an address. */
export interface Route {
  readonly screen: string;
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen = '', ...parts] = path.split('/').map(decodeURIComponent);
  return {
    screen,
    parts: parts.filter((part) => part !== ''),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

export function printRoute(
  screen: string,
  parts: readonly (string | number)[] = [],
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const path = [screen, ...parts].map((part) => encodeURIComponent(part)).join('/');
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  const search = new URLSearchParams(pairs).toString();
  return `#/${path}${search ? `?${search}` : ''}`;
}

let current: { readonly hash: string; readonly route: Route } | undefined;

/** The same object as long as the address stays: subscribers compare by identity. */
export function readRoute(): Route {
  if (current?.hash !== location.hash) current = { hash: location.hash, route: parseRoute(location.hash) };
  return current.route;
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, readRoute);
}

export function go(address: string): void {
  location.hash = address;
}
