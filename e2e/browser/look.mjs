// Looks at a running Lewu with the eyes of a visitor: a pupil's way from the
// front page to a saved CSV, then every page for accessibility, weight, reflow,
// keyboard, print and life without JavaScript. Times are told, never judged.
// usage: node look.mjs http://localhost:8080 folder-for-pictures
import { mkdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';

const [base, pictures] = process.argv.slice(2);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const maxBytes = 50 * 1024;
const maxShift = 0.02;

let faults = 0;
const say = (ok, text) => { if (!ok) faults++; console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`); };

await mkdir(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
const asal = await journey();
const pages = ['/', '/data', '/data/produksi-padi', asal, '/en/data/produksi-padi', '/data/tidak-ada'];
for (const [n, path] of pages.entries()) {
  await looks(n, path);
  await weighs(path);
  await fits(path);
  await keyboard(path);
}
await browser.close();
console.log(`${faults} failed`);
process.exit(faults ? 1 : 0);

// journey walks home → data → dataset → CSV saved → origin of a figure, with
// JavaScript off: nothing on the way may need it.
async function journey() {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(base + '/');
  await page.getByRole('navigation').first().getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByRole('link', { name: /^Produksi padi/ }).first().click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /unduh csv/i }).first().click()]);
  const text = await readFile(await download.path(), 'utf8');
  const name = download.suggestedFilename();
  say(/^contoh-produksi-padi-v\d+\.csv$/.test(name) && text.startsWith('tahun,'), `journey: ${name}, ${text.length} bytes saved`);
  await page.goBack().catch(() => {});
  await page.goto(base + '/data/produksi-padi');
  await page.locator('#tabel td a').first().click();
  const verdict = await page.locator('.Notice-title').first().innerText();
  say(verdict === 'Cocok', `journey: the origin of the first figure says ${verdict}`);
  const path = page.url().slice(base.length);
  await context.close();
  return path;
}

// looks takes pictures at two widths in light and dark, and asks axe.
async function looks(n, path) {
  for (const width of [360, 1280]) for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: 'id-ID' });
    const page = await context.newPage();
    await page.goto(base + path);
    await page.screenshot({ path: `${pictures}/${n}-${width}-${colorScheme}.png`, fullPage: true });
    const found = await new AxeBuilder({ page }).withTags(rules).analyze();
    say(found.violations.length === 0 && found.passes.length > 5,
      `axe ${width} ${colorScheme} ${path}: ${found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`).join('; ') || `${found.passes.length} rules`}`);
    await context.close();
  }
}

// weighs opens a page cold on 400 kbit/s and 400 ms with a slow processor.
async function weighs(path) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  await wire.send('Network.enable');
  wire.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    window.lcp = window.shift = 0;
    new PerformanceObserver((l) => { for (const e of l.getEntries()) window.lcp = e.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(base + path, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  const [lcp, shift] = await page.evaluate(() => [window.lcp, window.shift]);
  say(bytes > 0 && bytes <= maxBytes && shift <= maxShift, `weight ${path}: ${bytes} bytes, layout shift ${shift}, largest paint after ${Math.round(lcp)} ms`);
  await context.close();
}

// fits looks for a sideways scroll at 320 px, and at the A4 page.
async function fits(path) {
  const context = await browser.newContext({ viewport: { width: 320, height: 600 } });
  const page = await context.newPage();
  await page.goto(base + path);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const pdf = await page.pdf({ format: 'A4' });
  say(width <= 320 && pdf.length > 1000, `fits ${path}: ${width} px wide at 320, ${pdf.length} bytes of A4`);
  await context.close();
}

// keyboard walks with Tab through all controls: each must show where it is.
async function keyboard(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(base + path);
  const controls = await page.locator('a[href],button,input,select,textarea').count();
  let blind = 0, stops = 0;
  for (let i = 0; i < controls + 4; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const s = getComputedStyle(e);
      return s.outlineStyle !== 'none' || s.boxShadow !== 'none';
    });
    if (seen !== null) stops++;
    if (seen === false) blind++;
  }
  say(blind === 0 && stops >= controls, `keyboard ${path}: ${stops} stops for ${controls} controls, ${blind} without visible focus`);
  await context.close();
}
