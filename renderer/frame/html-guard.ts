/*
 * The page's policy demands trusted types: a string reaches innerHTML only through this. The UI kit writes its style
 * sheets that way; markup is never written, so a cell with tags in it can't become one by anyone's mistake.
 */

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createHTML(text: string): string | null }): unknown;
}

/** Browsers without trusted types ignore the demand too. */
const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
