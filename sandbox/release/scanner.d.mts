declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	interface Verdict {
		passed: boolean;
		message?: string;
		details?: string;
	}
	export const SOURCE_FILE_PATTERNS: string[];
	export function findPackageRoot(sourceDir: string, packageName: string): string | null;
	export function analyzePackage(packageDir: string, filePatterns?: string[]): Promise<Verdict>;
}
