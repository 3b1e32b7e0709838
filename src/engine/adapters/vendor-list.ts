import type { Vendor } from '../ports/vendor.ts';

/** Every source outside, in the order in which the trader sees them. A vendor is a folder and one line here. */
export const vendorList: readonly Vendor[] = [];
