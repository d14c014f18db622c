import { COMMON, type Command, type RunCommand, UsageError } from "../command.ts";

/** `lede completion bash|zsh|fish`: the completion of commands, flags and files for a shell. */
export function completionOf(commands: readonly Command[]): RunCommand {
  return async ({ args, print }) => {
    const shell = args[0] ?? "";
    const write = Object.entries(WRITERS).find(([name]) => name === shell)?.[1];
    if (!write) throw new UsageError(`which shell? ${Object.keys(WRITERS).join(", ")} (not "${shell}")`);
    print(write(commands.map(asWords)));
    return 0;
  };
}

/** A command as a shell knows it. */
interface Words {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  readonly choices: readonly string[];
  /** Its argument may be a file. */
  readonly takesFile: boolean;
}

interface Flag {
  /** Without dashes. */
  readonly name: string;
  readonly description: string;
  readonly takes: "nothing" | "file" | "value";
}

function asWords({ usage, description, options, choices = [] }: Command): Words {
  const [name = "", argument = ""] = usage.split(" ");
  return {
    name,
    description,
    choices,
    flags: [...options, ...COMMON].map(asFlag),
    takesFile:
      choices.length === 0 && /file|target/.test(argument) && name !== "explain" && name !== "notify",
  };
}

function asFlag([written, description]: Command["options"][number]): Flag {
  const [, name = "", value] = /--([\w-]+)(?: <(\w+)>)?/.exec(written) ?? [];
  const takes = value === undefined ? "nothing" : value === "file" ? "file" : "value";
  return { name, description, takes };
}

const WRITERS = { bash: forBash, zsh: forZsh, fish: forFish } as const;

/** Of what stands in front of the word to complete, the last command counts; flags with a file take files. */
function forBash(words: readonly Words[]): string {
  const cases = words.map(({ name, flags, choices, takesFile }) => {
    const list = [...choices, ...flags.map((flag) => `--${flag.name}`)].join(" ");
    return `    ${name}) words="${list}"; files=${takesFile ? "yes" : "no"} ;;`;
  });
  return `# bash completion of lede: source <(lede completion bash)
_lede() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="" command="" words="" files=no word
  [ "$COMP_CWORD" -gt 0 ] && before="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${words.map(({ name }) => name).join(" ")} " in *" $word "*) command="$word"; break ;; esac
  done
  local IFS=$'\\n' # names of files may have blanks
  case "$before" in ${filesAfter(words)}) COMPREPLY=( $(compgen -f -- "$current") ); return ;; esac
  case "$command" in
    "") words="${[...words.map(({ name }) => name), "--help", "--version"].join(" ")}" ;;
${cases.join("\n")}
  esac
  [ "$files" = yes ] && COMPREPLY=( $(compgen -f -- "$current") ) || COMPREPLY=()
  IFS=' '
  COMPREPLY+=( $(compgen -W "$words" -- "$current" | tr '\\n' ' ') )
}
complete -o filenames -F _lede lede`;
}

function filesAfter(words: readonly Words[]): string {
  const flags = words.flatMap(({ flags }) => flags.filter(({ takes }) => takes === "file"));
  return [...new Set(flags.map(({ name }) => `--${name}`))].join("|");
}

function forZsh(words: readonly Words[]): string {
  const described = words.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`);
  const cases = words.map(({ name, flags, choices, takesFile }) => {
    const options = flags.map(({ name: flag, description, takes }) => {
      const value = takes === "nothing" ? "" : takes === "file" ? ":file:_files" : ":value: ";
      return quoted(`--${flag}[${description.replace(/[[\]]/g, "\\$&").replaceAll(":", "\\:")}]${value}`);
    });
    const argument = choices.length > 0 ? [quoted(`1:what:(${choices.join(" ")})`)] : [];
    return `    ${name}) _arguments ${[...options, ...argument, ...(takesFile ? ["'*:file:_files'"] : [])].join(" ")} ;;`;
  });
  return `#compdef lede
# zsh completion of lede: source <(lede completion zsh), after compinit
_lede() {
  local -a commands
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
compdef _lede lede`;
}

function forFish(words: readonly Words[]): string {
  const names = words.map(({ name }) => name).join(" ");
  const lines = words.flatMap(({ name, description, flags, choices, takesFile }) => {
    const here = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c lede -n 'not __fish_seen_subcommand_from ${names}' -a ${name} -d ${quoted(description)}`,
      ...choices.map((choice) => `complete -c lede ${here} -a ${choice}`),
      ...(takesFile ? [`complete -c lede ${here} -F`] : []),
      ...flags.map(({ name: flag, description: said, takes }) => {
        const value = takes === "nothing" ? "" : takes === "file" ? " -r -F" : " -x";
        return `complete -c lede ${here} -l ${flag}${value} -d ${quoted(said)}`;
      }),
    ];
  });
  return `# fish completion of lede: lede completion fish > ~/.config/fish/completions/lede.fish\ncomplete -c lede -f\n${lines.join("\n")}`;
}

/** For any of the shells: a quote ends, stands by itself, begins again. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
