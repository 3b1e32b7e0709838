/**
 * Environment variables that may hold a vendor's key: what the vendors' descriptions name, for the host, which knows no
 * vendor. A conformance test keeps both alike.
 */
export const credentialVariables: readonly string[] = [
  'ALPHA_VANTAGE_API_KEY',
  'APCA_API_KEY_ID',
  'APCA_API_SECRET_KEY',
  'FMP_API_KEY',
  'QUORUM_EDGAR_CONTACT',
  'QUORUM_FRED_API_KEY',
  'TRADIER_SANDBOX_TOKEN',
  'TRADIER_TOKEN',
  'UW_API_TOKEN',
];
