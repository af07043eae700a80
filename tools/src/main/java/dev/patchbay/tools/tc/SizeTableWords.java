package dev.patchbay.tools.tc;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.SizeTable;
import dev.patchbay.qdisc.SizeTable.LinkLayer;
import dev.patchbay.tools.iproute.Keywords;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads what packets cost (`parse_size_table`).
final class SizeTableWords {
  private static final int EXITS = 255;

  /// As many as a request has room for.
  private static final int MOST_SLOTS = 32_744;

  private static final Keywords WORDS =
      new Keywords("mtu", "mpu", "overhead", "tsize", "linklayer");

  private final Args args;
  private LinkLayer layer = LinkLayer.NONE;
  private int overhead;
  private int least;
  private int largest;
  private int slots;

  private SizeTableWords(Args args) {
    this.args = args;
  }

  static SizeTable read(Args args) {
    return new SizeTableWords(args).read();
  }

  private SizeTable read() {
    String first = args.peek();
    if (first != null && Args.matches(first, "help")) {
      throw Usage.of("stab", EXITS);
    }
    for (String key = key(); key != null; key = key()) {
      args.skip();
      take(key);
    }
    SizeTable.Words words = new SizeTable.Words(layer, overhead, least, largest, slots);
    if (!words.matter()) {
      throw new CommandException(EXITS, "");
    }
    if (slots < 0) {
      throw new CommandException(EXITS, "failed to calculate size table.");
    }
    if (slots > MOST_SLOTS) {
      throw new CommandException(
          2,
          "addattr_l ERROR: message exceeded bound of 65572\n"
              + "Error: Size table data attribute is missing.");
    }
    return SizeTable.of(words);
  }

  /// The key that is next, or null.
  private @Nullable String key() {
    String word = args.peek();
    return word == null ? null : WORDS.find(word);
  }

  private void take(String key) {
    switch (key) {
      case "mtu" -> largest = number(key, largest);
      case "mpu" -> least = number(key, least);
      case "tsize" -> slots = number(key, slots);
      case "overhead" -> overhead = number(key, overhead);
      default -> layer = layer();
    }
  }

  private int number(String key, int before) {
    String word = args.next();
    if (before != 0) {
      throw Args.duplicate(key, word);
    }
    OptionalLong read = key.equals("overhead") ? Numbers.integer(word, 10) : Numbers.u32(word, 10);
    return (int) read.orElseThrow(() -> invalid(key));
  }

  private static CommandException invalid(String key) {
    return Args.invarg(key, "invalid " + (key.equals("tsize") ? "table size" : key));
  }

  private LinkLayer layer() {
    String word = args.next();
    if (layer != LinkLayer.NONE) {
      throw Args.duplicate("linklayer", word);
    }
    return switch (word) {
      case "ethernet" -> LinkLayer.ETHERNET;
      case "atm", "adsl" -> LinkLayer.ATM;
      default -> throw invalid("linklayer");
    };
  }
}
