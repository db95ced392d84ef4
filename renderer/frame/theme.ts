import type { ThemeConfig } from 'antd';

/** Dense like a spreadsheet, calm like a form; the colours are those of styles/base.css. */
export const workbenchTheme: ThemeConfig = {
  token: {
    colorPrimary: '#1a5fb4',
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
  components: { Alert: { withDescriptionPadding: '8px 14px', withDescriptionIconSize: 18 } },
};
