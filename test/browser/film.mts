import { execFile } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Frame, Scene } from './camera.mts';

/** Makes a film of scenes with ffmpeg: the pictures above, a line that says what is seen below them. */

const run = promisify(execFile);

/** What a film is like. */
export interface Format {
	/** of the whole film, in pixels */
	width: number;
	/** of the pictures, in pixels */
	height: number;
	/** of the line below, in pixels */
	captionHeight: number;
	/** a film that would be longer runs faster */
	longest: number;
}

const GIF = { width: 720, perSecond: 5, colours: 64 };
const FRAMES_PER_SECOND = 25;

/** @throws Error in plain words when ffmpeg is not installed or cannot write H.264 */
export async function checkFfmpeg(): Promise<void> {
	const { stdout } = await run('ffmpeg', ['-hide_banner', '-encoders']).catch(() => {
		throw new Error('No ffmpeg was found. On Debian or Ubuntu: apt-get install ffmpeg');
	});
	if (stdout.includes('libx264')) return;
	throw new Error('This ffmpeg has no libx264. On Debian or Ubuntu: apt-get install ffmpeg');
}

const secondsOf = (frames: readonly Frame[]): number =>
	frames.reduce((sum, { seconds }) => sum + seconds, 0);

/** How much faster a film runs than it was filmed. */
export const speedFor = (scenes: readonly Scene[], longest: number): number =>
	Math.max(1, secondsOf(scenes.flatMap(({ frames }) => frames)) / longest);

/** The list that ffmpeg’s concat demuxer takes; it shows the last picture only when that comes twice. */
export function concatList(frames: readonly Frame[], speed: number): string {
	const lines = frames.flatMap(({ file, seconds }) => [
		`file '${file}'`,
		`duration ${(seconds / speed).toFixed(4)}`,
	]);
	const last = frames.at(-1);
	return [...lines, ...(last ? [`file '${last.file}'`] : []), ''].join('\n');
}

/** The lines below the pictures, drawn by the browser, each for as long as its scene. */
async function captionsOf(
	page: Page,
	scenes: readonly Scene[],
	folder: string,
	{ width, captionHeight }: Format,
): Promise<Frame[]> {
	await page.setViewportSize({ width, height: captionHeight });
	const captions: Frame[] = [];
	for (const [index, { caption, frames }] of scenes.entries()) {
		await page.setContent(`<body style="margin:0;background:#101330;color:#fff;display:flex;
			align-items:center;justify-content:center;height:${String(captionHeight)}px;
			font:500 ${String(Math.round(captionHeight * 0.42))}px system-ui,sans-serif">${caption}`);
		const file = path.join(folder, `caption-${String(index)}.png`);
		await page.screenshot({ path: file });
		captions.push({ file, seconds: secondsOf(frames) });
	}
	return captions;
}

/**
 * Writes `<name>.mp4` and `<name>.gif`.
 *
 * @param page - draws the captions, one pixel for each of the film
 * @param work - for files in between
 * @returns the length in seconds, and the sizes in bytes
 */
export async function writeFilm(
	page: Page,
	scenes: readonly Scene[],
	{ work, target, format }: { work: string; target: string; format: Format },
): Promise<{ seconds: number; mp4: number; gif: number }> {
	const speed = speedFor(scenes, format.longest);
	const list = (name: string, frames: readonly Frame[]): string => {
		const file = path.join(work, `${name}.txt`);
		writeFileSync(file, concatList(frames, speed));
		return file;
	};
	const pictures = list(
		'pictures',
		scenes.flatMap(({ frames }) => frames),
	);
	const captions = list('captions', await captionsOf(page, scenes, work, format));
	mkdirSync(path.dirname(target), { recursive: true });
	const mp4 = `${target}.mp4`;
	const gif = `${target}.gif`;
	const { width, height, captionHeight } = format;
	const even = `fps=${String(FRAMES_PER_SECOND)},format=yuv420p,setsar=1`;
	await ffmpeg([
		...['-f', 'concat', '-safe', '0', '-i', pictures],
		...['-f', 'concat', '-safe', '0', '-i', captions],
		'-filter_complex',
		`[0]scale=${String(width)}:${String(height)}:flags=lanczos,${even}[above];[1]scale=${String(width)}:${String(captionHeight)},${even}[below];[above][below]vstack=shortest=1`,
		...['-c:v', 'libx264', '-preset', 'slow', '-crf', '24', '-movflags', '+faststart', mp4],
	]);
	const { width: gifWidth, perSecond, colours } = GIF;
	await ffmpeg([
		...['-i', mp4, '-vf'],
		`fps=${String(perSecond)},scale=${String(gifWidth)}:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=${String(colours)}[p];[b][p]paletteuse=dither=none:diff_mode=rectangle`,
		gif,
	]);
	const seconds = secondsOf(scenes.flatMap(({ frames }) => frames)) / speed;
	return { seconds, mp4: statSync(mp4).size, gif: statSync(gif).size };
}

/** Takes pictures out of a film at even distances, for a person to look at. */
export async function stillsOf(mp4: string, seconds: number, count: number, folder: string) {
	mkdirSync(folder, { recursive: true });
	const rate = `fps=${String(count)}/${seconds.toFixed(2)}`;
	await ffmpeg(['-i', mp4, '-vf', rate, path.join(folder, 'still-%02d.png')]);
}

/** @throws Error with what ffmpeg said last */
async function ffmpeg(args: readonly string[]): Promise<void> {
	await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args]).catch(
		(error: unknown) => {
			const said = error instanceof Error ? error.message : String(error);
			throw new Error(`ffmpeg could not make the film: ${said.split('\n').slice(-4).join(' ')}`);
		},
	);
}
