package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import java.util.ArrayList;
import java.util.List;

/// Reads actions (`parse_action`): `action KIND WORDS`, several of them one behind the other.
public final class ActionWords {
  private static final int EXITS = 255;

  private final Args args;
  private final Netns netns;
  private final List<ActionOptions> read = new ArrayList<>();

  private ActionWords(Args args, Netns netns) {
    this.args = args;
    this.netns = netns;
  }

  /// Reads what stands behind `action`, up to the end or to a word of the filter.
  public static List<ActionOptions> read(Args args, Netns netns) {
    ActionWords words = new ActionWords(args, netns);
    words.readAll();
    return words.read;
  }

  /// Reads one of the kind that has been named already.
  public static ActionOptions readOne(String kind, Args args, Netns netns) {
    ActionWords words = new ActionWords(args, netns);
    words.readKind(kind, args.remaining() + 1);
    return words.read.getFirst();
  }

  private void readAll() {
    String word = args.next();
    while (true) {
      boolean isControl = Control.find(word) != null;
      int count = args.remaining() + 1;
      if (isControl) {
        args.back();
      }
      readKind(isControl ? "gact" : word, count);
      String next = args.peek();
      if (next == null || next.equals("flowid") || next.equals("classid")) {
        return;
      }
      word = args.next();
      if (word.equals("action")) {
        word = args.next();
      }
    }
  }

  private void readKind(String name, int count) {
    ActionKind kind = ActionTable.of(netns).kind(name);
    if (kind == null) {
      throw Gact.badType(name);
    }
    Parsed parsed = parse(kind, count);
    String cookie = args.accept("cookie") ? args.next() : "";
    String hwStats = args.accept("hw_stats") ? args.next() : "";
    boolean noPercpu = args.accept("no_percpu");
    boolean skipHw = args.accept("skip_hw");
    read.add(
        new ActionOptions(
            kind, parsed.setting(), parsed.index(), cookie, hwStats, noPercpu, skipHw));
  }

  private Parsed parse(ActionKind kind, int count) {
    try {
      return kind.parse(args, netns);
    } catch (CommandException e) {
      if (e.status() == EXITS) {
        throw e;
      }
      String before = e.message().isEmpty() ? "" : e.message() + "\n";
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
