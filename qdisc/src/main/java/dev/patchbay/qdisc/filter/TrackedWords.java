package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.filter.FlowerKey.Where;
import dev.patchbay.qdisc.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the words of flower for the connection of a packet: `ct_state` and the others.
final class TrackedWords {
  /// The flags of a state, in the order they are shown; the place of each is its bit.
  private static final List<String> FLAGS = List.of("trk", "new", "est", "rel", "inv", "rpl");

  static final int TRACKED = 1;
  static final int NEW = 1 << 1;
  static final int ESTABLISHED = 1 << 2;
  static final int RELATED = 1 << 3;
  static final int INVALID = 1 << 4;
  static final int REPLY = 1 << 5;

  private static final long ALL32 = 0xffff_ffffL;
  private static final int LABEL_DIGITS = 32;

  private TrackedWords() {}

  /// The fields that the value of the key called so asks for.
  static List<FlowerKey> read(String name, String value) {
    return switch (name) {
      case "ct_state" -> state(name, value);
      case "ct_zone" -> number(name, Where.TRACKED_ZONE, value, 0xffff);
      case "ct_mark" -> number(name, Where.TRACKED_MARK, value, ALL32);
      default -> label(name, value);
    };
  }

  private static List<FlowerKey> state(String name, String word) {
    long value = 0;
    long mask = 0;
    String rest = word;
    while (!rest.isEmpty()) {
      char sign = rest.charAt(0);
      String flag = rest.substring(1, Math.min(4, rest.length()));
      int bit = FLAGS.indexOf(flag);
      if ((sign != '+' && sign != '-') || bit < 0) {
        throw Words.illegal(name);
      }
      mask |= 1L << bit;
      value |= sign == '+' ? 1L << bit : 0;
      rest = rest.substring(4);
    }
    return List.of(
        FlowerKey.exact(name, Where.TRACKED_STATE, 0, 8, value, mask, show(value, mask)));
  }

  private static String show(long value, long mask) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < FLAGS.size(); i++) {
      if ((mask & 1L << i) != 0) {
        shown.append((value & 1L << i) == 0 ? '-' : '+').append(FLAGS.get(i));
      }
    }
    return shown.toString();
  }

  private static List<FlowerKey> number(String name, Where where, String word, long all) {
    String[] parts = word.split("/", 2);
    long value = part(name, parts[0], all);
    long mask = parts.length > 1 ? part(name, parts[1], all) : all;
    String shown = value + (mask == all ? "" : "/0x" + Long.toHexString(mask));
    return List.of(FlowerKey.exact(name, where, 0, 8, value, mask, shown));
  }

  private static long part(String name, String word, long all) {
    return FlowerWords.number(all == ALL32 ? Numbers.u32(word, 0) : Numbers.u16(word, 0), name);
  }

  private static List<FlowerKey> label(String name, String word) {
    String[] parts = word.split("/", 2);
    String value = digits(parts[0]);
    String mask = parts.length > 1 ? digits(parts[1]) : "f".repeat(LABEL_DIGITS);
    List<FlowerKey> keys = new ArrayList<>();
    boolean whole = mask.chars().allMatch(digit -> digit == 'f');
    for (int at = 0; at < LABEL_DIGITS; at += 16) {
      String shown = at > 0 ? "" : value + (whole ? "" : "/" + mask);
      keys.add(
          FlowerKey.exact(
              name, Where.TRACKED_LABEL, at / 2, 8, half(value, at), half(mask, at), shown));
    }
    return keys;
  }

  private static long half(String digits, int at) {
    return Long.parseUnsignedLong(digits.substring(at, at + 16), 16);
  }

  private static String digits(String word) {
    boolean fits = word.length() % 2 == 0 && word.length() <= LABEL_DIGITS;
    if (!fits || !word.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
      throw new CommandException(
          255, "Error: argument \"" + word + "\" is wrong: labels must be a hex string\n");
    }
    return word.toLowerCase(Locale.ROOT) + "0".repeat(LABEL_DIGITS - word.length());
  }

  /// Refuses what cannot be (`fl_validate_ct_state`, `fl_set_key_ct`).
  static void check(FlowerKey key) throws NetlinkException {
    if (key.where() == Where.TRACKED_ZONE) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "Conntrack zones isn't enabled");
    }
    if (key.where() != Where.TRACKED_STATE) {
      return;
    }
    long state = key.least();
    if (state != 0 && (state & TRACKED) == 0) {
      throw invalid("no trk, so no other flag can be set");
    }
    if ((state & NEW) != 0 && (state & ESTABLISHED) != 0) {
      throw invalid("new and est are mutually exclusive");
    }
    if ((state & INVALID) != 0 && (state & ~(TRACKED | INVALID)) != 0) {
      throw invalid("when inv is set, only trk may be set");
    }
    if ((state & NEW) != 0 && (state & REPLY) != 0) {
      throw invalid("new and rpl are mutually exclusive");
    }
  }

  private static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }
}
