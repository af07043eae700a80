package dev.patchbay.tools.nstat;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.core.text.Glob;
import dev.patchbay.core.text.Numbers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `nstat [OPTIONS] [PATTERN…]`: what the counters have gained since it was last asked.
public final class Nstat implements Command {
  private static final int WRONG_USAGE = 255;
  private static final int AVERAGE = 60;

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
    int interval = 0;
    int average = AVERAGE;
    for (GetOpt.Option option : given.options()) {
      letters.add(option.letter());
      switch (option.letter()) {
        case "t" -> average = average("nstat", option.value());
        case "d" -> interval = seconds(option.value());
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
    if (interval > 0) {
      Sampler.start(process, interval, average);
      return 0;
    }
    List<Glob> patterns = given.operands().stream().map(Glob::ignoringCase).toList();
    new Session(process, letters, patterns).run();
    return 0;
  }

  /// The seconds to average over; refuses what is no time.
  static int average(String program, String word) {
    int average = seconds(word);
    if (average <= 0) {
      throw new CommandException(WRONG_USAGE, program + ": invalid time constant divisor");
    }
    return average;
  }

  /// What is no number is no time.
  private static int seconds(String word) {
    return (int) Numbers.integer(word, 10).orElse(0);
  }

  /// One run: what is asked, and the counters.
  private record Session(Process process, Set<String> letters, List<Glob> patterns) {
    private boolean has(String letter) {
      return letters.contains(letter);
    }

    void run() throws FileException {
      History history = new History(process);
      if (has("r")) {
        history.forget();
      }
      Snapshot now = Snapshot.take(process);
      Map<String, Long> before = Map.of();
      if (!has("a") || !has("s")) {
        history.open();
        before = history.read(now.source());
      }
      if (!has("n")) {
        show(now, has("a") ? Map.of() : before);
      }
      if (!has("s")) {
        history.write(text(remembered(now.values(), before), now));
      }
    }

    private boolean isAsked(String name) {
      return patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matches(name));
    }

    private void show(Snapshot now, Map<String, Long> before) throws FileException {
      Map<String, Long> shown = new LinkedHashMap<>();
      now.values()
          .forEach((name, value) -> {
            long gained = value - before.getOrDefault(name, 0L);
            if (isAsked(name) && (gained > 0 || now.rate(name) > 0 || has("z"))) {
              shown.put(name, gained);
            }
          });
      process.out().print(has("j") ? json(shown, now.source(), has("p")) : text(shown, now));
    }

    /// What was not asked for stays as it was known before.
    private Map<String, Long> remembered(Map<String, Long> now, Map<String, Long> before) {
      Map<String, Long> remembered = new LinkedHashMap<>();
      now.forEach((name, value) -> {
        if (value != 0 || has("z")) {
          remembered.put(name, isAsked(name) ? value : before.getOrDefault(name, value));
        }
      });
      return remembered;
    }
  }

  /// A counter that has lost is said to have flowed over.
  private static String text(Map<String, Long> counters, Snapshot from) {
    StringBuilder text = new StringBuilder("#" + from.source() + "\n");
    counters.forEach((name, value) -> {
      text.append("%-32s%-16d%6.1f".formatted(name, Math.max(value, 0), from.rate(name)));
      text.append(value < 0 ? " (overflow)\n" : "\n");
    });
    return text.toString();
  }

  private static String json(Map<String, Long> counters, String source, boolean pretty) {
    String line = pretty ? "\n        " : "";
    StringBuilder text = new StringBuilder(pretty ? "{\n    \"" : "{\"");
    text.append(source).append(pretty ? "\": {" : "\":{");
    String between = line;
    for (Map.Entry<String, Long> counter : counters.entrySet()) {
      text.append(between).append('"').append(counter.getKey()).append('"');
      text.append(pretty ? ": " : ":").append(Math.max(counter.getValue(), 0));
      between = "," + line;
    }
    text.append(pretty && !counters.isEmpty() ? "\n    " : "");
    return text.append(pretty ? "}\n}\n" : "}}\n").toString();
  }
}
