package dev.patchbay.tools.iptables;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.filter.Counter;
import dev.patchbay.filter.Draft;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.Values;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `iptables-restore`: reads tables as `iptables-save` writes them. A table changes as a whole, at
/// its `COMMIT`.
final class Restore {
  static final String INTERVAL_IGNORED = "Ignoring deprecated --wait-interval option.\n";

  private static final String USAGE =
      """
      Usage: %s [-c] [-v] [-V] [-t] [-h] [-n] [-w secs] [-W usecs] [-T table] [-M command] [file]
      \t   [ --counters ]
      \t   [ --verbose ]
      \t   [ --version]
      \t   [ --test ]
      \t   [ --help ]
      \t   [ --noflush ]
      \t   [ --wait=<seconds>
      \t   [ --table=<TABLE> ]
      \t   [ --modprobe=<command> ]
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("counters", GetOpt.Long.flag("c"));
    LONGS.put("verbose", GetOpt.Long.flag("v"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("test", GetOpt.Long.flag("t"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("noflush", GetOpt.Long.flag("n"));
    LONGS.put("modprobe", GetOpt.Long.with("M"));
    LONGS.put("table", GetOpt.Long.with("T"));
    LONGS.put("wait", new GetOpt.Long("w", GetOpt.Takes.OPTIONAL));
    LONGS.put("wait-interval", new GetOpt.Long("W", GetOpt.Takes.OPTIONAL));
  }

  private final Session session;
  private final Variant variant;
  private final StringBuilder out = new StringBuilder();
  private boolean counters;
  private boolean testing;
  private boolean noFlush;
  private int verbose;
  private boolean waits;
  private boolean waitsInterval;

  /// How many of `-w` and `-W` stand there without a number attached.
  private int openWaits;

  private @Nullable String only;
  private @Nullable Draft draft;
  private String table = "";
  private int line;

  Restore(Session session) {
    this.session = session;
    this.variant = session.variant;
  }

  int run(List<String> words) throws FileException {
    GetOpt given = new GetOpt(variant.name(), "bcvVthnwWM:T:", LONGS);
    try {
      given.parse(words);
    } catch (GetOpt.Wrong wrong) {
      throw new CommandException(
          1, wrong.message() + "\nTry `" + variant.name() + " -h' for more information.");
    }
    for (GetOpt.Option option : given.options()) {
      if (!read(option)) {
        return 0;
      }
    }
    String text = input(operands(given.operands()));
    try {
      restore(text);
    } catch (Refusal refusal) {
      throw variant.end(refusal, line);
    } finally {
      session.process.out().print(out);
    }
    return 0;
  }

  /// The operands without what belongs to `-w` and `-W`, which take the word behind them if it is a
  /// number.
  private List<String> operands(List<String> words) {
    int numbers = 0;
    while (numbers < openWaits && numbers < words.size() && words.get(numbers).matches("\\d+")) {
      numbers++;
    }
    return words.subList(numbers, words.size());
  }

  private void readWait(@Nullable String argument, String refusal) {
    if (argument == null) {
      openWaits++;
    } else if (Values.parse(argument) == null) {
      throw variant.end(new Refusal(refusal), 0);
    }
  }

  /// False when the option was all there is to do.
  private boolean read(GetOpt.Option option) throws FileException {
    switch (option.letter()) {
      case "b" -> session.process.complain("-b/--binary option is not implemented");
      case "c" -> counters = true;
      case "v" -> verbose++;
      case "t" -> testing = true;
      case "n" -> noFlush = true;
      case "T" -> only = option.value();
      case "w" -> {
        waits = true;
        readWait(option.argument(), "wait seconds not numeric");
      }
      case "W" -> {
        waitsInterval = true;
        session.process.err().print(INTERVAL_IGNORED);
        readWait(option.argument(), "wait interval not numeric");
      }
      case "V" -> {
        session.process.out().print(variant.version() + "\n");
        return false;
      }
      case "h" -> {
        session.process.err().print(USAGE.replace("%s", variant.name()));
        return false;
      }
      default -> {}
    }
    return true;
  }

  private String input(List<String> operands) throws FileException {
    if (operands.size() > 1) {
      throw new CommandException(1, "Unknown arguments found on commandline");
    }
    if (waitsInterval && !waits) {
      throw new CommandException(1, "Option --wait-interval requires option --wait");
    }
    if (operands.isEmpty()) {
      return new String(session.process.file(0).readAll(), StandardCharsets.UTF_8);
    }
    String path = Files.absolute(session.process.directory(), operands.getFirst());
    try {
      return new String(session.process.files().read(path), StandardCharsets.UTF_8);
    } catch (FileException e) {
      throw new CommandException(1, "Can't open " + operands.getFirst() + ": " + e.errno().text());
    }
  }

  private void restore(String text) throws FileException {
    for (String one : text.split("(?<=\n)", -1)) {
      if (one.isEmpty()) {
        break;
      }
      line++;
      if (!one.equals("\n")) {
        try {
          readLine(one);
        } catch (NetlinkException e) {
          throw failed();
        }
      }
    }
    if (draft != null) {
      throw new CommandException(1, variant.name() + ": COMMIT expected at line " + (line + 1));
    }
  }

  private CommandException failed() {
    return new CommandException(1, variant.name() + ": line " + line + " failed");
  }

  private void readLine(String text) throws NetlinkException, FileException {
    Draft current = draft;
    if (text.startsWith("#")) {
      out.append(verbose > 0 ? text : "");
    } else if (current != null && text.equals("COMMIT\n")) {
      if (!testing) {
        current.commit();
      }
      draft = null;
    } else if (current == null && text.startsWith("*")) {
      begin(text);
    } else if (current != null && text.startsWith(":")) {
      readChain(current, text);
    } else if (current != null) {
      readRule(current, text);
    } else if (only == null || only.equals(table)) {
      throw failed();
    }
  }

  private void begin(String text) throws NetlinkException {
    List<String> words = split(text);
    if (words.isEmpty()) {
      throw new Refusal(variant.name() + ": line " + line + " table name invalid");
    }
    table = words.getFirst();
    if (only != null && !only.equals(table)) {
      return;
    }
    Table found = session.find(table);
    if (found == null) {
      throw new Refusal(variant.name() + ": unable to initialize table '" + table + "'");
    }
    Draft begun = new Draft(found);
    if (!noFlush) {
      clear(begun);
    }
    draft = begun;
  }

  private void clear(Draft begun) throws NetlinkException {
    for (String chain : begun.names()) {
      tell("Flushing", chain);
      begun.flush(chain);
    }
    for (String chain : begun.names()) {
      if (!begun.isBuiltIn(chain)) {
        tell("Deleting", chain);
        begun.deleteChain(chain);
      }
    }
  }

  private void tell(String doing, String chain) {
    out.append(verbose > 0 ? doing + " chain `" + chain + "'\n" : "");
  }

  private static List<String> split(String text) {
    return List.of(text.substring(1).split("[ \t\n]+")).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private void readChain(Draft current, String text) throws NetlinkException {
    List<String> words = split(text);
    if (words.isEmpty()) {
      throw new Refusal(variant.name() + ": line " + line + " chain name invalid");
    }
    String chain = words.getFirst();
    if (chain.length() >= Parser.MOST_NAME) {
      throw new Refusal(
          "Invalid chain name `" + chain + "' (" + (Parser.MOST_NAME - 1) + " chars max)");
    }
    if (!current.isBuiltIn(chain)) {
      if (noFlush && current.isChain(chain)) {
        current.flush(chain);
      } else {
        create(current, chain);
      }
    }
    if (words.size() < 2) {
      throw new Refusal(variant.name() + ": line " + line + " policy invalid");
    }
    if (!words.get(1).equals("-")) {
      policy(current, words);
    }
  }

  private static void create(Draft current, String chain) {
    try {
      if (Parser.isVerdict(chain)) {
        throw new NetlinkException(Errno.EEXIST);
      }
      current.create(chain);
    } catch (NetlinkException e) {
      throw new Refusal("error creating chain '" + chain + "':" + e.errno().text());
    }
  }

  private void policy(Draft current, List<String> words) {
    Counter counter = new Counter();
    if (counters) {
      Counter read = words.size() < 3 ? null : SavedLine.counter(words.get(2));
      if (read == null) {
        throw new Refusal("invalid policy counters for chain '" + words.getFirst() + "'");
      }
      counter = read;
    }
    try {
      current.policy(words.getFirst(), words.get(1), counter);
    } catch (NetlinkException e) {
      throw new Refusal(
          Refusal.Problem.OTHER,
          "Can't set policy `%s' on `%s' line %d: %s"
              .formatted(words.get(1), words.getFirst(), line, Session.reason(e)));
    }
  }

  private void readRule(Draft current, String text) throws NetlinkException, FileException {
    SavedLine saved = SavedLine.read(text, line);
    List<String> words = saved.words();
    for (int i = 0; !noFlush && i < verbose; i++) {
      words.addFirst("-v");
    }
    if (counters && !saved.counters().isEmpty()) {
      words.addAll(0, saved.counters());
      words.addFirst("--set-counters");
    }
    words.addAll(0, List.of("-t", table));
    Given given = session.parse(words, line);
    if (!given.ignored) {
      session.perform(given, current);
    }
  }
}
