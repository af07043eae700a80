package dev.patchbay.qdisc.text;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Units;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the words of disciplines, filters and actions, and refuses them in the words of `tc`.
public final class Words {
  private static final Pattern FRACTION =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private Words() {}

  /// `Illegal "limit"` (`explain1`).
  public static CommandException illegal(String what) {
    return new CommandException(1, "Illegal \"" + what + "\"");
  }

  /// A word nobody knows, and how it should be (`explain`).
  public static CommandException unknown(String word, String usage) {
    return new CommandException(1, "What is \"" + word + "\"?\n" + usage);
  }

  /// Only how it should be.
  public static CommandException usage(String usage) {
    return new CommandException(1, usage);
  }

  /// 32 bits without a sign.
  public static long u32(Args args, String what) {
    return take(Numbers.u32(args.next(), 0), what);
  }

  /// A size in bytes, which fits 32 bits (`get_size`).
  public static OptionalLong size(String word) {
    OptionalLong size = Units.size(word);
    return size.isPresent() && size.getAsLong() > 0xffff_ffffL ? OptionalLong.empty() : size;
  }

  /// A size in bytes.
  public static long size(Args args, String what) {
    return take(size(args.next()), what);
  }

  /// A rate in bytes a second.
  public static long rate(Args args, String what) {
    return take(Psched.rate(args.next()), what);
  }

  /// A time in microseconds.
  public static long micros(Args args, String what) {
    return take(Psched.micros(args.next()), what);
  }

  /// A share of 2^32-1.
  public static long percent(Args args, String what) {
    return take(Psched.percent(args.next()), what);
  }

  /// A number with a fraction; what stands behind it does not matter (`sscanf`).
  public static double fraction(Args args, String what) {
    Matcher number = FRACTION.matcher(args.next());
    if (!number.lookingAt()) {
      throw illegal(what);
    }
    return Double.parseDouble(number.group());
  }

  /// A class.
  public static int classid(Args args, String what) {
    OptionalInt handle = Handle.readClass(args.next());
    if (handle.isEmpty()) {
      throw illegal(what);
    }
    return handle.getAsInt();
  }

  private static long take(OptionalLong number, String what) {
    if (number.isEmpty()) {
      throw illegal(what);
    }
    return number.getAsLong();
  }
}
