import type { Plugin } from 'vite';

export declare function makeKitStyles(): string;
export declare function unstyledParts(modules: readonly string[]): string[];
export declare function kitStyles(): Plugin;
