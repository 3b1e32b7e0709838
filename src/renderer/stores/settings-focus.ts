import { create } from 'zustand';

/** The setting the palette was asked for, as a path such as `risk.maxQuantity`. */
export const useSettingsFocus = create<{ readonly path: string | null }>(() => ({ path: null }));
