import type { ThemeConfig } from 'antd';

/** Dense like a spreadsheet, calm like a form; the colours are those of styles/base.css. */
const normalTheme: ThemeConfig = {
  // The kit's rules come in styles/kit.css; only the variables below are made in the page.
  zeroRuntime: true,
  hashed: false,
  token: {
    colorPrimary: '#1a5fb4',
    colorPrimaryHover: '#164f96',
    colorPrimaryActive: '#123f78',
    colorLinkHover: '#164f96',
    colorInfo: '#2b6a8f',
    colorSuccess: '#1f7a3d',
    colorWarning: '#8f5a00',
    colorError: '#b3261e',
    colorText: '#1d2129',
    colorTextSecondary: '#5c6570',
    colorTextTertiary: '#5c6570',
    colorTextPlaceholder: '#6b7480',
    colorBorder: '#c6cbd2',
    colorBorderSecondary: '#d9dce1',
    fontFamily: '"Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
    fontSize: 13,
    fontSizeSM: 12,
    controlHeight: 28,
    controlHeightSM: 24,
    colorWarningBg: '#fdf3dc',
    colorWarningBorder: '#ecd9a8',
    colorErrorBg: '#fcebea',
    colorErrorBorder: '#eec4c1',
    colorSuccessBg: '#e9f5ec',
    colorSuccessBorder: '#bfdfc8',
    colorInfoBg: '#e8f3f8',
    colorInfoBorder: '#bfd9e6',
    borderRadius: 3,
    motion: false,
  },
  components: {
    // The chosen one must be seen on a bad screen too.
    Segmented: { trackBg: '#dfe4ea', itemSelectedColor: '#164f96' },
    Alert: { withDescriptionPadding: '8px 14px', withDescriptionIconSize: 18 },
  },
};

/** Black on white, strong lines; the colours of `[data-contrast=more]` in styles/base.css. */
const contrastTheme: ThemeConfig = {
  ...normalTheme,
  token: {
    ...normalTheme.token,
    colorPrimary: '#003a8c',
    colorPrimaryHover: '#00255c',
    colorPrimaryActive: '#00255c',
    colorInfo: '#003f63',
    colorSuccess: '#004d1a',
    colorWarning: '#5c3a00',
    colorError: '#8c0000',
    colorText: '#000000',
    colorTextSecondary: '#1a1a1a',
    colorTextTertiary: '#1a1a1a',
    colorTextPlaceholder: '#333333',
    colorTextDisabled: '#4a4a4a',
    colorBorder: '#000000',
    colorBorderSecondary: '#333333',
    lineWidth: 1.5,
  },
};

export function themeOf(highContrast: boolean): ThemeConfig {
  return highContrast ? contrastTheme : normalTheme;
}
