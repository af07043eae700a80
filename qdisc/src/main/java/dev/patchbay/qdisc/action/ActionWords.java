package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads actions (`parse_action`): `action KIND WORDS`, several of them one behind the other.
public final class ActionWords {
  private static final int EXITS = 255;
  private static final int LONGEST_COOKIE = 32;

  /// Kinds that Linux has.
  private static final Set<String> LACKING = Set.of("bpf", "ct", "ife", "xt");

  private static final List<String> HW_STATS = List.of("immediate", "delayed", "disabled");

  private final Args args;
  private final Netns netns;
  private final List<ActionOptions> read = new ArrayList<>();

  /// Whether the kind stands where `action` would.
  private boolean only;

  private ActionWords(Args args, Netns netns) {
    this.args = args;
    this.netns = netns;
  }

  /// Reads what stands behind `action`, up to the end or to a word of the filter.
  public static List<ActionOptions> read(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    return readMore(args, netns);
  }

  /// The same, where the command complains of nothing at all in other words.
  public static List<ActionOptions> readMore(Args args, Netns netns) {
    ActionWords words = new ActionWords(args, netns);
    words.readAll();
    return words.read;
  }

  /// Reads one of the kind that has been named already.
  public static ActionOptions readOne(String kind, Args args, Netns netns) {
    ActionWords words = new ActionWords(args, netns);
    words.only = true;
    words.read(kind, words.kinds().kind(kind), kind, args.remaining() + 1);
    return words.read.getFirst();
  }

  private void readAll() {
    boolean expected = false;
    for (String word = args.peek(); word != null && !ofFilter(word); word = args.peek()) {
      var _ = args.next();
      if (word.equals("action")) {
        expected = true;
        continue;
      }
      expected = false;
      args.back();
      readKind(word);
    }
    if (expected) {
      String next = args.peek();
      throw new CommandException(
          1,
          "bad action empty 1\nparse_action: bad value (%d:%s)!\nIllegal \"action\""
              .formatted(args.remaining(), next == null ? "(null)" : next));
    }
  }

  private static boolean ofFilter(String word) {
    return word.equals("flowid") || word.equals("classid");
  }

  private ActionTable kinds() {
    return ActionTable.of(netns);
  }

  /// Reads an action of the kind that is next; where none is it is a generic one.
  private void readKind(String word) {
    if (LACKING.contains(word)) {
      throw new CommandException(EXITS, "tc: patchbay has no action \"" + word + "\" yet.");
    }
    int count = args.remaining();
    ActionKind named = Control.find(word) == null ? kinds().kind(word) : null;
    if (named != null) {
      args.skip();
    }
    read("gact", named == null ? kinds().kind("gact") : named, word, count);
  }

  private void read(String name, @Nullable ActionKind kind, String word, int count) {
    if (kind == null) {
      throw Gact.badType(name);
    }
    Parsed parsed = parse(kind, word, count);
    String cookie = args.accept("cookie") ? cookie(args.next()) : "";
    String hwStats = accept(args, "hw_stats") ? hwStats(args.next()) : "";
    boolean noPercpu = args.accept("no_percpu");
    boolean skipSw = args.accept("skip_sw");
    boolean skipHw = args.accept("skip_hw");
    skipSw |= args.accept("skip_sw");
    read.add(
        new ActionOptions(
            kind, parsed.setting(), parsed.index(), cookie, hwStats, noPercpu, skipSw, skipHw));
  }

  private static String cookie(String word) {
    if (word.length() > LONGEST_COOKIE) {
      throw Args.invarg(word.length() + " Max allowed size " + LONGEST_COOKIE, word);
    }
    if (word.length() % 2 != 0 || !word.matches("[0-9a-fA-F]*")) {
      throw Args.invarg("cookie must be a hex string\n", word);
    }
    return word.toLowerCase(Locale.ROOT);
  }

  private static String hwStats(String word) {
    for (String each : HW_STATS) {
      if (Args.matches(word, each)) {
        return each;
      }
    }
    throw Args.invarg("value is invalid\n", word);
  }

  private Parsed parse(ActionKind kind, String word, int count) {
    try {
      return kind.parse(args, netns);
    } catch (CommandException e) {
      if (e.status() == EXITS) {
        throw e;
      }
      String before = e.message().isEmpty() ? "" : e.message() + "\n";
      if (only) {
        throw new CommandException(1, before + "Illegal \"" + kind.name() + "\"");
      }
      throw new CommandException(
          1,
          "%sbad action parsing\nparse_action: bad value (%d:%s)!\nIllegal \"action\""
              .formatted(before, count, word));
    }
  }

  /// Takes the next word if it abbreviates this one.
  static boolean accept(Args args, String word) {
    String next = args.peek();
    boolean is = next != null && Args.matches(next, word);
    if (is) {
      args.skip();
    }
    return is;
  }

  /// Reads `index NUMBER` if it is next, and refuses what is no number in the words of the kind,
  /// which may have a place for it.
  static int index(Args args, String refusal) {
    if (!accept(args, "index")) {
      return 0;
    }
    String word = args.next();
    OptionalLong index = Numbers.u32(word, 10);
    return (int) index.orElseThrow(() -> new CommandException(1, refusal.formatted(word)));
  }
}
