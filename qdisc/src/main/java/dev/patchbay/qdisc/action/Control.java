package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What happens behind an action (`TC_ACT_…`): numbers, as a jump has its length in it and a `goto`
/// its chain.
public final class Control {
  public static final int UNSPECIFIED = -1;
  public static final int OK = 0;
  public static final int RECLASSIFY = 1;
  public static final int SHOT = 2;
  public static final int PIPE = 3;
  public static final int STOLEN = 4;
  public static final int QUEUED = 5;
  public static final int REPEAT = 6;
  public static final int TRAP = 8;
  public static final int JUMP = 0x1000_0000;
  public static final int GOTO_CHAIN = 0x2000_0000;

  /// A word for one.
  private record Named(String word, int control) {}

  /// In the order in which a word is compared with them.
  private static final List<Named> WORDS =
      List.of(
          new Named("continue", UNSPECIFIED),
          new Named("drop", SHOT),
          new Named("shot", SHOT),
          new Named("pass", OK),
          new Named("ok", OK),
          new Named("reclassify", RECLASSIFY),
          new Named("pipe", PIPE),
          new Named("goto", GOTO_CHAIN),
          new Named("jump", JUMP),
          new Named("trap", TRAP));

  private static final int KIND = 0xf000_0000;
  private static final int VALUE = 0x0fff_ffff;

  private Control() {}

  /// Whether it goes to another chain.
  public static boolean isGoto(int control) {
    return (control & KIND) == GOTO_CHAIN && control >= 0;
  }

  /// Whether it jumps over actions.
  public static boolean isJump(int control) {
    return (control & KIND) == JUMP && control >= 0;
  }

  /// The chain, or how many actions.
  public static int value(int control) {
    return control & VALUE;
  }

  /// The control that a word abbreviates, or null when it is none (`action_a2n`).
  static @Nullable Integer find(String word) {
    for (Named each : WORDS) {
      if (Args.matches(word, each.word)) {
        return each.control;
      }
    }
    return null;
  }

  /// Reads a control with its number, if one is next; else `usual`, and nothing is taken
  /// (`parse_action_control_dflt`).
  static int read(Args args, int usual) {
    String word = args.peek();
    return word == null || find(word) == null ? usual : parse(args);
  }

  /// Reads a control with its number (`parse_action_control`).
  static int parse(Args args) {
    String word = args.peek();
    if (word == null) {
      throw new CommandException(1, "");
    }
    Integer control = find(word);
    if (control == null) {
      throw new CommandException(1, "Bad action type " + word);
    }
    args.skip();
    if (control == GOTO_CHAIN) {
      return GOTO_CHAIN | chain(args);
    }
    return control == JUMP ? JUMP | count(args) : control;
  }

  private static int chain(Args args) {
    if (!Args.matches(args.next(), "chain")) {
      throw new CommandException(1, "\"chain index\" expected");
    }
    OptionalLong index = Numbers.u32(args.next(), 10);
    if (index.isEmpty() || index.getAsLong() > VALUE) {
      throw Words.illegal("chain index");
    }
    return (int) index.getAsLong();
  }

  private static int count(Args args) {
    String word = args.next();
    OptionalLong count = Numbers.u32(word, 10);
    if (count.isEmpty() || count.getAsLong() > VALUE) {
      throw new CommandException(1, "Invalid \"jump count\" (" + word + ")");
    }
    return (int) count.getAsLong();
  }

  static String show(int control) {
    if (isGoto(control)) {
      return "goto";
    }
    if (isJump(control)) {
      return "jump";
    }
    return switch (control) {
      case UNSPECIFIED -> "continue";
      case OK -> "pass";
      case RECLASSIFY -> "reclassify";
      case SHOT -> "drop";
      case PIPE -> "pipe";
      case TRAP -> "trap";
      default -> "stolen";
    };
  }

  /// Shows it as a value of `control_action` (`print_action_control`).
  static void show(Output out, String before, int control, String after) {
    out.openObject("control_action");
    out.string("type", before, show(control), "");
    if (isGoto(control)) {
      out.number("chain", " chain ", value(control), "");
    } else if (isJump(control)) {
      out.number("jump", " ", value(control), "");
    }
    out.text(after);
    out.closeObject();
  }
}
