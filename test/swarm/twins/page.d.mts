export declare const page: string;
/** @param results a folder with a JSON file for each project that was measured */
export declare function pageOf(results: string): Promise<string>;
