import { RUNS } from '../shared/propertyRuns.mts';

/** Settings of a property of which each run is several polls or executions over HTTP. */
export const HTTP_RUNS: { numRuns?: number } = { numRuns: 50, ...RUNS };
