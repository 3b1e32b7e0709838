import {
  CellApiModule,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';

// Only what the grids use: the whole of AG Grid would be a third of the page's script.
ModuleRegistry.registerModules([
  CellApiModule,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  HighlightChangesModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
]);

/** One look for every grid; colours follow the tokens, so that a change of theme needs no new grid. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: 'var(--font-ui)',
  fontSize: 12,
  headerFontSize: 11,
  headerFontWeight: 500,
  spacing: 4,
  rowHeight: 26,
  headerHeight: 28,
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  headerTextColor: 'var(--text-faint)',
  headerBackgroundColor: 'var(--surface)',
  chromeBackgroundColor: 'var(--surface)',
  oddRowBackgroundColor: 'var(--surface)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--selected)',
  borderColor: 'var(--line)',
  rowBorder: { color: 'var(--grid-line)', width: 1, style: 'solid' },
  columnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  headerColumnBorder: false,
  headerColumnResizeHandleColor: 'transparent',
  accentColor: 'var(--accent)',
  rangeSelectionBorderColor: 'var(--accent)',
  cellHorizontalPadding: 8,
  iconSize: 12,
  valueChangeValueHighlightBackgroundColor: 'color-mix(in srgb, var(--attention) 32%, transparent)',
  menuBackgroundColor: 'var(--raised)',
  tooltipBackgroundColor: 'var(--raised)',
  tooltipTextColor: 'var(--text)',
});

/** The nonce of this page's style policy; AG Grid's own style elements carry it. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
