import type { PluginOption } from 'vite';

export declare const nodeEntries: Record<string, string>;
export declare function buildMain(entries?: Record<string, string>): Promise<void>;
export declare function buildPreload(): Promise<void>;
export declare function buildRenderer(outDir?: string): Promise<void>;
export declare function pagePlugins(): PluginOption[];
