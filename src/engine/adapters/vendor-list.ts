import type { Vendor } from '../ports/vendor.ts';
import { unusualWhales } from './unusual-whales/unusual-whales.vendor.ts';

/** Every source outside, in the order in which the trader sees them. A vendor is a folder and one line here. */
export const vendorList: readonly Vendor[] = [unusualWhales];
