import { createFetcher } from "../../fetch/create-fetcher.ts";
import type { Config } from "../../model/config.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { NoticeRule } from "../../model/notice.ts";
import { fateOf } from "../../notify/after-answer.ts";
import { testNotice } from "../../notify/call-for.ts";
import { noticeRequest, presetOf } from "../../notify/write-notice.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { veiledConfig } from "../veiled-config.ts";

/** `lede notify`: the rules; with `--test ID` a test notice by one of them, sent now and once. */
export const notify: RunCommand = async (invocation) => {
  const config = await veiledConfig(invocation);
  const { options, args } = invocation;
  if (options["test"] === undefined) return list(config, invocation);
  // `--test ID` and `ID --test` are the same to whoever reads the command line.
  const named = typeof options["test"] === "boolean" ? args[0] : String(options["test"]);
  return send(ruleNamed(config, named), config, invocation);
};

function list({ notify: rules }: Config, { json, print }: Invocation): 0 {
  const told = rules.map((rule) => ({ id: rule.id, to: new URL(rule.url).host, when: conditionOf(rule) }));
  if (json) print(JSON.stringify(told));
  else if (told.length === 0) print("the YAML tells nobody of anything: notify: names no rule");
  else for (const [n, { id, to, when }] of told.entries()) print(`${n + 1}. ${id}: ${when}, to ${to}`);
  return 0;
}

function conditionOf({ when }: NoticeRule): string {
  return Object.entries(when)
    .map(
      ([name, value]) => `${name} ${name === "sourceFailing" ? `${Number(value) / 1_000} s` : String(value)}`,
    )
    .join(" and ");
}

function ruleNamed({ notify: rules }: Config, name: string | undefined): NoticeRule {
  const rule = rules.find(({ id }) => id === name) ?? rules[/^\d+$/.test(name ?? "") ? Number(name) - 1 : -1];
  if (rule) return rule;
  const known = rules.map(({ id }) => id).join(", ") || "none";
  throw new UsageError(
    name === undefined
      ? `which rule? The YAML has: ${known}`
      : `the YAML has no rule "${name}" under notify: it has ${known}`,
  );
}

async function send(
  rule: NoticeRule,
  { link, network }: Config,
  { json, print }: Invocation,
): Promise<0 | 1> {
  const { fetch, close } = createFetcher(network);
  try {
    const now = Date.now();
    const outcome = await fetch(noticeRequest(rule, testNotice(rule, link, now), now));
    const fate = fateOf({ outcome, given: true, mayRepeat: false, since: now, now });
    const { host } = new URL(rule.url);
    const ok = fate.kind === "sent";
    const status =
      outcome.kind === "failure" ? outcome.status : outcome.kind === "document" ? outcome.status : 304;
    const failure =
      outcome.kind === "failure"
        ? { code: outcome.code, message: outcome.message, remedy: outcome.remedy }
        : undefined;
    if (json) print(JSON.stringify({ rule: rule.id, ok, status, failure }));
    else if (failure) print(`"${rule.id}" did not arrive: ${failure.message} [${failure.code}]`);
    else print(`"${rule.id}" was taken by ${host} (HTTP ${status})`);
    if (!json && isShownAsJson(rule, outcome)) print(`${host} is an ntfy: ${WITH_NTFY}`);
    return ok ? 0 : 1;
  } finally {
    await close();
  }
}

const WITH_NTFY = "say template: ntfy, or it shows this as raw JSON";

/** An ntfy under a name of its own takes any text for the message; by its answer it can be told. */
function isShownAsJson(rule: NoticeRule, outcome: FetchOutcome): boolean {
  if (presetOf(rule) !== "json" || outcome.kind !== "document") return false;
  const answer = Buffer.from(outcome.bytes).toString();
  return /"event":\s*"message"/.test(answer) && /"topic":/.test(answer);
}
