// Opens pages of the conformance runner in Chromium, from files, and looks at what a reader sees.
//
//     node check.mjs PAGE HOSTILE FOLDER    two pages; pictures of the first go into the folder

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

// The package then brings the shared libraries, too, which not every machine has.
process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
const { chromium: browsers } = await import("playwright-core");

const [page, hostile, pictures] = process.argv.slice(2);
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

async function open(file, options, look) {
  const browser = await browsers.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: true,
  });
  try {
    const context = await browser.newContext({ viewport: WIDE, ...options });
    const tab = await context.newPage();
    const complaints = [];
    tab.on("console", (message) => complaints.push(`console: ${message.text()}`));
    tab.on("pageerror", (error) => complaints.push(`error: ${error}`));
    tab.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    tab.on("request", (request) => {
      if (!request.url().startsWith("file:")) complaints.push(`request: ${request.url()}`);
    });
    await tab.goto(pathToFileURL(file).href);
    await look(tab, (name) => tab.screenshot({ path: join(pictures, `${name}.png`) }));
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
}

/** The least contrast of text with what is behind it, as WCAG 2 has it, and the words that have it. */
function leastContrast() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = channels(color)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (color !== "rgba(0, 0, 0, 0)") return color;
    }
    return "rgb(255, 255, 255)";
  };
  const seen = [...document.querySelectorAll("body *")].filter(
    (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
  );
  const found = seen.slice(0, 2000).map((element) => {
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return [ratio, element.textContent.slice(0, 40)];
  });
  return found.reduce((least, each) => (each[0] < least[0] ? each : least));
}

const background = (tab) => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
const isWider = (tab) =>
  tab.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const shownCases = (tab) => tab.locator("details.case:not([hidden])").count();

const checks = {
  "is light or dark as the reader wishes, and legible": async () => {
    const seen = [];
    for (const colorScheme of ["light", "dark"]) {
      await open(page, { colorScheme }, async (tab, picture) => {
        seen.push(await background(tab));
        await picture(colorScheme);
        await tab.locator("details.spec").first().evaluate((spec) => {
          spec.open = true;
          spec.querySelector("details.case").open = true;
        });
        const [ratio, words] = await tab.evaluate(leastContrast);
        assert.ok(ratio >= 4.5, `${colorScheme}: ${ratio} of "${words}"`);
        await tab.locator("details.case").first().scrollIntoViewIfNeeded();
        await picture(`${colorScheme}-case`);
      });
    }
    assert.equal(new Set(seen).size, 2);
  },

  "fits a phone": () =>
    open(page, { viewport: PHONE, isMobile: true, hasTouch: true }, async (tab, picture) => {
      await picture("phone");
      assert.ok(!(await isWider(tab)), "at the top");
      await tab.locator(".matrix a").first().tap();
      const item = tab.locator("details.spec[open] details.case:not([hidden])").first();
      await item.locator("summary").tap();
      await item.scrollIntoViewIfNeeded();
      await picture("phone-case");
      assert.ok(!(await isWider(tab)), "with a case open");
    }),

  "opens a cell to the cases that fail in it, with rule, request and answer": () =>
    open(page, {}, async (tab, picture) => {
      const cell = tab.locator(".matrix tbody a").nth(1);
      const run = await cell.getAttribute("data-run");
      await cell.click();
      const spec = tab.locator("details.spec[open]");
      assert.equal(await spec.count(), 1);
      assert.ok(await spec.locator("summary").first().evaluate((summary) => summary === document.activeElement));
      const items = spec.locator("details.case:not([hidden])");
      assert.ok((await items.count()) > 0);
      for (const runs of await items.evaluateAll((all) => all.map((each) => each.dataset.runs))) {
        assert.ok(runs.split(" ").includes(run), runs);
      }
      await items.first().locator("summary").click();
      const text = await items.first().innerText();
      for (const words of [/rfc|openid|oidc/, /section/, /expected|accept|reject/, /\bop\b/]) assert.match(text, words);
      await picture("cell");
    }),

  "finds cases by words and by level": () =>
    open(page, {}, async (tab) => {
      const [all, output] = [await shownCases(tab), tab.locator(".filters output")];
      assert.equal(await output.innerText(), `${all} cases`);
      const id = (await tab.locator("details.case").first().getAttribute("id")).replace(/^case-/, "");
      await tab.locator(".filters [name=text]").fill(id);
      await tab.waitForFunction((all) => document.querySelector(".filters output").textContent !== `${all} cases`, all);
      const few = await shownCases(tab);
      assert.ok(few > 0 && few < all, `${few} of ${all}`);
      await tab.locator(".filters [name=text]").fill("no case has these words");
      await tab.waitForFunction(() => document.querySelector(".filters output").textContent.startsWith("0 of"));
      assert.equal(await shownCases(tab), 0);
      await tab.locator(".filters [type=reset]").click();
      await tab.waitForFunction((all) => document.querySelector(".filters output").textContent === `${all} cases`, all);
    }),

  "can be used from the keyboard": () =>
    open(page, {}, async (tab) => {
      await tab.locator(".matrix a").first().focus();
      await tab.keyboard.press("Enter");
      await tab.waitForFunction(() => document.activeElement.matches("details.spec[open] > summary"));
    }),

  "says all without scripts": async () => {
    let expected;
    await open(page, {}, async (tab) => {
      expected = await shownCases(tab);
    });
    await open(page, { javaScriptEnabled: false }, async (tab) => {
      assert.equal(await tab.locator("details.case").count(), expected);
      assert.ok(!(await tab.locator(".filters").isVisible()));
    });
  },

  "takes nothing that a subject says for its own": () =>
    open(hostile, {}, async (tab) => {
      await tab.waitForTimeout(200);
      assert.match(await tab.title(), /^Conformance: /);
      assert.equal(await tab.locator("img, iframe, object, [onclick], [onerror]").count(), 0);
      const text = await tab.evaluate(() => document.body.textContent);
      assert.match(text, /<img src=x onerror=alert\(1\)>/);
    }),
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok      the page ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED  the page ${name}\n${error.stack}`);
  }
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
