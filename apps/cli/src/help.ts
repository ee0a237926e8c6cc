import type { Command } from "./command.js";
import { EXIT_CODES } from "./exit-code.js";
import type { OptionTable } from "./option.js";
import { SHARED_OPTIONS } from "./shared-options.js";

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function optionRows(table: OptionTable): (readonly [string, string])[] {
  return Object.entries(table).map(([name, { short, value, summary, choices }]) => [
    `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
    choices === undefined ? summary : `${summary} (${choices.join(", ")})`,
  ]);
}

/** The page of `holdfast --help`. */
export function generalHelp(commands: readonly Command[], version: string): string {
  return `holdfast ${version}: which data mix drove the gain, did it generalise, did it hold through RL?

Usage: holdfast COMMAND [options]

Commands:
${columns(commands.map((command) => [`${command.name} ${command.usage}`.trim(), command.summary]))}

Options of every command:
${columns(optionRows(SHARED_OPTIONS))}

\`holdfast COMMAND --help\` says more. Exit codes: 0 done, ${Object.entries(EXIT_CODES)
    .map(([code, number]) => `${number} ${code}`)
    .join(", ")}.`;
}

/** The page of `holdfast COMMAND --help`. */
export function commandHelp(command: Command): string {
  const own = optionRows(command.options);
  const blocks = [
    `${command.summary}`,
    `Usage: holdfast ${`${command.name} ${command.usage}`.trim()}`,
    ...(own.length === 0 ? [] : [`Options:\n${columns(own)}`]),
    `Options of every command:\n${columns(optionRows(SHARED_OPTIONS))}`,
    ...(command.examples.length === 0
      ? []
      : [`Examples:\n${command.examples.map((example) => `  ${example}`).join("\n")}`]),
  ];
  return blocks.join("\n\n");
}
