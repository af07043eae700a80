package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads actions (`parse_action`): `action KIND WORDS`, several of them one behind the other.
public final class ActionWords {
  private static final int EXITS = 255;
  private static final int LONGEST_COOKIE = 32;

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
    words.readKind(kind, args.remaining() + 1);
    return words.read.getFirst();
  }

  private void readAll() {
    boolean expected = true;
    for (String word = args.peek(); word != null && !ofFilter(word); word = args.peek()) {
      var _ = args.next();
      if (word.equals("action")) {
        expected = true;
        continue;
      }
      expected = false;
      int count = args.remaining() + 1;
      boolean isControl = Control.find(word) != null;
      if (isControl) {
        args.back();
      }
      readKind(isControl ? "gact" : word, count);
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

  private void readKind(String name, int count) {
    ActionKind kind = ActionTable.of(netns).kind(name);
    if (kind == null) {
      throw Gact.badType(name);
    }
    Parsed parsed = parse(kind, count);
    String cookie = args.accept("cookie") ? cookie(args.next()) : "";
    String hwStats = args.accept("hw_stats") ? hwStats(args.next()) : "";
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
    return switch (word) {
      case "immediate", "delayed", "disabled" -> word;
      default -> throw Args.invarg("value is invalid\n", word);
    };
  }

  private Parsed parse(ActionKind kind, int count) {
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
              .formatted(before, count, kind.name()));
    }
  }

  /// Reads `index NUMBER` if it is next.
  static int index(Args args) {
    return args.accept("index") ? (int) args.u32("index") : 0;
  }
}
