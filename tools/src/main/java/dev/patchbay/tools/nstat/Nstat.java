package dev.patchbay.tools.nstat;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// `nstat [OPTIONS] [PATTERN…]`: what the counters have gained since it was last asked.
public final class Nstat implements Command {
  private static final int WRONG_USAGE = 255;
  private static final String TITLE = "#kernel\n";

  private static final String USAGE =
      """
      Usage: nstat [OPTION] [ PATTERN [ PATTERN ] ]
         -h, --help          this message
         -a, --ignore        ignore history
         -d, --scan=SECS     sample every statistics every SECS
         -j, --json          format output in JSON
         -n, --nooutput      do history only
         -p, --pretty        pretty print
         -r, --reset         reset history
         -s, --noupdate      don't update history
         -t, --interval=SECS report average over the last SECS
         -V, --version       output version information
         -z, --zeros         show entries with zero activity
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("ignore", GetOpt.Long.flag("a"));
    LONGS.put("scan", GetOpt.Long.with("d"));
    LONGS.put("nooutput", GetOpt.Long.flag("n"));
    LONGS.put("json", GetOpt.Long.flag("j"));
    LONGS.put("reset", GetOpt.Long.flag("r"));
    LONGS.put("noupdate", GetOpt.Long.flag("s"));
    LONGS.put("pretty", GetOpt.Long.flag("p"));
    LONGS.put("interval", GetOpt.Long.with("t"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("zeros", GetOpt.Long.flag("z"));
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("nstat", "h?vVzrnasd:t:jp", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      process.err().print(USAGE);
      return WRONG_USAGE;
    }
    Set<String> letters = new LinkedHashSet<>();
    for (GetOpt.Option option : given.options()) {
      letters.add(option.letter());
      switch (option.letter()) {
        case "t" -> checkInterval(option.value());
        case "d" -> throw new CommandException(1, "nstat: sampling in the background is not there");
        case "V", "v" -> {
          process.out().print("nstat utility, iproute2-6.1.0\n");
          return 0;
        }
        case "h", "?" -> {
          process.err().print(USAGE);
          return WRONG_USAGE;
        }
        default -> {}
      }
    }
    show(process, letters, patterns(given.operands()));
    return 0;
  }

  private static void checkInterval(String word) {
    if (!word.matches("[0-9]+") || Integer.parseInt(word) == 0) {
      throw new CommandException(WRONG_USAGE, "nstat: invalid time constant divisor");
    }
  }

  private static List<Pattern> patterns(List<String> words) {
    return words.stream()
        .map(word ->
            Pattern.compile(
                ("\\Q" + word + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q")))
        .toList();
  }

  private static void show(Process process, Set<String> letters, List<Pattern> patterns)
      throws FileException {
    String history = history(process);
    Map<String, Long> now = Counters.read(process);
    boolean whole = letters.contains("a") || letters.contains("r");
    Map<String, Long> before = whole ? Map.of() : before(process, history);
    if (!letters.contains("n")) {
      boolean zeros = letters.contains("z");
      Map<String, Long> shown = new LinkedHashMap<>();
      now.forEach((name, value) -> {
        long gained = value - before.getOrDefault(name, 0L);
        boolean isMeant =
            patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(name).matches());
        if (isMeant && (gained != 0 || zeros)) {
          shown.put(name, gained);
        }
      });
      boolean json = letters.contains("j");
      process.out().print(json ? json(shown, letters.contains("p")) : text(shown));
    }
    if (!letters.contains("s")) {
      process.files().write(history, text(now).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Where it remembers what the counters were: a file a user, or the one the environment names.
  private static String history(Process process) {
    String named = process.environment().get("NSTAT_HISTORY");
    return named == null
        ? "/tmp/.nstat.u" + process.user()
        : Files.absolute(process.directory(), named);
  }

  private static Map<String, Long> before(Process process, String history) {
    Map<String, Long> before = new LinkedHashMap<>();
    try {
      String text = new String(process.files().read(history), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] words = line.split("\\s+", 3);
        before.put(words[0], Long.parseLong(words[1]));
      }
    } catch (FileException | NumberFormatException e) {
      return Map.of();
    }
    return before;
  }

  private static String text(Map<String, Long> counters) {
    StringBuilder text = new StringBuilder(TITLE);
    counters.forEach((name, value) -> text.append("%-32s%-16d%6.1f\n".formatted(name, value, 0.0)));
    return text.toString();
  }

  private static String json(Map<String, Long> counters, boolean pretty) {
    String line = pretty ? "\n        " : "";
    StringBuilder text = new StringBuilder(pretty ? "{\n    \"kernel\": {" : "{\"kernel\":{");
    String between = line;
    for (Map.Entry<String, Long> counter : counters.entrySet()) {
      text.append(between).append('"').append(counter.getKey()).append('"');
      text.append(pretty ? ": " : ":").append(counter.getValue());
      between = "," + line;
    }
    text.append(pretty && !counters.isEmpty() ? "\n    " : "");
    return text.append(pretty ? "}\n}\n" : "}}\n").toString();
  }
}
