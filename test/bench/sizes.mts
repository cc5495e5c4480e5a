/** The sizes that several series share. */

/** employees of a company */
export const EMPLOYEES = [1_000, 10_000, 50_000];
/** sends or transactions that Reachdesk lists */
export const LISTED = [1_000, 10_000, 50_000];

/** The same for `--quick`. */
export const FEW_EMPLOYEES = [200, 400, 800];
export const FEW_LISTED = [200, 400, 800];
