export declare function tryToTake(lock: string): boolean;
export declare function holderRuns(lock: string): boolean;
