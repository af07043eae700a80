package dev.patchbay.qdisc.action;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Words;
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

  /// The control of a word, or null when it is none (`action_a2n`). Words are not abbreviated.
  static @Nullable Integer find(String word) {
    return switch (word) {
      case "continue" -> UNSPECIFIED;
      case "drop", "shot" -> SHOT;
      case "ok", "pass" -> OK;
      case "reclassify" -> RECLASSIFY;
      case "pipe" -> PIPE;
      case "goto" -> GOTO_CHAIN;
      case "jump" -> JUMP;
      case "trap" -> TRAP;
      default -> null;
    };
  }

  /// Reads a control with its number, if one is next; else `usual`, and nothing is taken.
  static int read(Args args, int usual) {
    String word = args.peek();
    Integer control = word == null ? null : find(word);
    if (control == null) {
      return usual;
    }
    args.skip();
    if (control == GOTO_CHAIN) {
      if (!args.next().equals("chain")) {
        throw new CommandException(255, "\"chain\" is expected after \"goto\"");
      }
      return GOTO_CHAIN | (int) Words.u32(args, "chain index");
    }
    return control == JUMP ? JUMP | (int) Words.u32(args, "jump count") : control;
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
