package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Prefix;
import dev.patchbay.qdisc.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads what follows `match`, and gathers it into words of 32 bits.
final class U32Selector {
  /// In the order in which a word is compared with them.
  private static final List<String> KINDS =
      List.of("u32", "u16", "u8", "ip", "ip6", "udp", "tcp", "icmp", "ether");

  private static final int IP_SOURCE = 12;
  private static final int IP_DESTINATION = 16;
  private static final int IP6_SOURCE = 8;
  private static final int IP6_DESTINATION = 24;

  private final Args args;
  private final List<U32Key> keys = new ArrayList<>();

  /// What the words are behind.
  private String key = "match";

  U32Selector(Args args) {
    this.args = args;
  }

  List<U32Key> keys() {
    return List.copyOf(keys);
  }

  /// Reads one match behind this key.
  void take(String behind) {
    key = behind;
    String word = args.next();
    String kind = KINDS.stream().filter(each -> Args.matches(word, each)).findFirst().orElse("");
    if (!kind.isEmpty() && !args.hasNext()) {
      throw Args.incomplete();
    }
    if (args.remaining() < 2) {
      throw illegal();
    }
    switch (kind) {
      case "u32" -> number(4, 0, false);
      case "u16" -> number(2, 0, false);
      case "u8" -> number(1, 0, false);
      case "ip" -> ip();
      case "ip6" -> ip6();
      case "tcp", "udp" -> transport();
      case "icmp" -> icmp();
      case "ether" -> ether();
      default -> throw illegal();
    }
  }

  private CommandException illegal() {
    return Words.illegal(key);
  }

  private CommandException illegal(String reason) {
    return new CommandException(1, reason + "\n" + illegal().message());
  }

  private long require(OptionalLong number) {
    return number.orElseThrow(this::illegal);
  }

  /// Where it is, if that is said.
  private U32Key place(int at, boolean next) {
    if (!args.accept("at")) {
      return new U32Key(0, 0, at, next);
    }
    String where = args.next();
    boolean behind = where.startsWith("nexthdr+") && where.length() > 8;
    int said = (int) require(Numbers.integer(behind ? where.substring(8) : where, 0));
    return new U32Key(0, 0, said, next || behind);
  }

  /// A value and a mask of so many bytes; `at` is where they are when that is not said.
  private void number(int size, int at, boolean next) {
    if (args.remaining() < 2) {
      throw illegal();
    }
    long most = size == 4 ? 0xffff_ffffL : (1L << (size * 8)) - 1;
    long value = require(Numbers.u32(args.next(), 0));
    long mask = require(Numbers.u32(args.next(), 16));
    if (value > most || mask > most) {
      throw illegal();
    }
    U32Key place = place(at, next);
    pack(value, mask, place.at(), size, place.next());
  }

  private void ip() {
    String field = args.next();
    switch (field) {
      case "nofrag" -> pack(0, 0x3fff, 6, 2, false);
      case "firstfrag" -> pack(0x2000, 0x3fff, 6, 2, false);
      case "df" -> pack(0x4000, 0x4000, 6, 2, false);
      case "mf" -> pack(0x2000, 0x2000, 6, 2, false);
      case "src" -> address(IP_SOURCE, Family.IPV4);
      case "dst" -> address(IP_DESTINATION, Family.IPV4);
      case "tos" -> number(1, 1, false);
      case "ihl" -> number(1, 0, false);
      case "protocol" -> number(1, 9, false);
      case "dport" -> number(2, 22, false);
      case "sport" -> number(2, 20, false);
      case "icmp_type" -> number(1, 20, false);
      case "icmp_code" -> number(1, 21, false);
      default -> {
        if (!Args.matches(field, "dsfield") && !Args.matches(field, "precedence")) {
          throw illegal();
        }
        number(1, 1, false);
      }
    }
  }

  private void ip6() {
    switch (args.next()) {
      case "src" -> address(IP6_SOURCE, Family.IPV6);
      case "dst" -> address(IP6_DESTINATION, Family.IPV6);
      case "priority" -> {
        if (args.remaining() < 2) {
          throw illegal();
        }
        long value = require(Numbers.u8(args.next(), 0));
        long mask = require(Numbers.u8(args.next(), 16));
        pack(value << 20, mask << 20, 0, 4, false);
      }
      case "flowlabel" -> number(4, 0, false);
      case "protocol" -> number(1, 6, false);
      case "sport" -> number(2, 40, false);
      case "dport" -> number(2, 42, false);
      case "icmp_type" -> number(1, 40, false);
      case "icmp_code" -> number(1, 41, false);
      default -> throw illegal();
    }
  }

  private void transport() {
    switch (args.next()) {
      case "src" -> number(2, 0, true);
      case "dst" -> number(2, 2, true);
      default -> throw illegal();
    }
  }

  private void icmp() {
    switch (args.next()) {
      case "type" -> number(1, 0, true);
      case "code" -> number(1, 1, true);
      default -> throw illegal();
    }
  }

  /// The link header stands in front of what the others count from.
  private void ether() {
    String end = args.next();
    int usual =
        switch (end) {
          case "src" -> -8;
          case "dst" -> -14;
          default -> throw illegal("Unknown match: ether " + end);
        };
    String word = args.next();
    Mac mac = Mac.parse(word);
    if (mac == null) {
      throw illegal("parse_ether_addr: improperly formed address '" + word + "'");
    }
    U32Key place = place(usual, false);
    for (int i = 0; i < Mac.BYTES; i++) {
      long octet = (mac.value() >>> (40 - i * 8)) & 0xff;
      pack(octet, 0xff, place.at() + i, 1, place.next());
    }
  }

  private void address(int usual, Family family) {
    Prefix prefix = prefix(args.next(), family);
    if (prefix == null) {
      throw illegal();
    }
    U32Key place = place(usual, false);
    int bits = prefix.length();
    int words = family == Family.IPV4 ? 1 : (bits + 31) / 32;
    long[] halves = {prefix.address().hi(), prefix.address().lo()};
    for (int i = 0; i < words; i++) {
      long value = (halves[i / 2] >>> (i % 2 == 0 ? 32 : 0)) & 0xffff_ffffL;
      int inside = Math.clamp(bits - i * 32L, 0, 32);
      long mask = inside == 0 ? 0 : (0xffff_ffffL << (32 - inside)) & 0xffff_ffffL;
      pack(value, mask, place.at() + i * 4, 4, place.next());
    }
  }

  private static @Nullable Prefix prefix(String word, Family family) {
    int slash = word.indexOf('/');
    String text = slash < 0 ? word : word.substring(0, slash);
    while (family == Family.IPV4 && text.chars().filter(c -> c == '.').count() < 3) {
      text += ".0";
    }
    Ip ip = Ip.parse(text);
    OptionalLong length =
        slash < 0
            ? OptionalLong.of(family == Family.IPV4 ? 32 : 128)
            : Numbers.u8(word.substring(slash + 1), 0);
    if (ip == null || ip.family() != family || length.isEmpty()) {
      return null;
    }
    return length.getAsLong() <= (family == Family.IPV4 ? 32 : 128)
        ? new Prefix(ip, (int) length.getAsLong())
        : null;
  }

  /// Adds a value of `size` bytes at `at` to the word it lies in (`pack_key`).
  private void pack(long value, long mask, int at, int size, boolean next) {
    if (at % size != 0) {
      throw illegal();
    }
    int shift = (4 - size - (at & 3)) * 8;
    int word = (int) ((value & mask) << shift);
    int wordMask = (int) (mask << shift);
    int start = at & ~3;
    for (int i = 0; i < keys.size(); i++) {
      U32Key key = keys.get(i);
      if (key.at() == start && key.next() == next) {
        if (((key.value() ^ word) & key.mask() & wordMask) != 0) {
          throw illegal();
        }
        keys.set(i, new U32Key(key.value() | word, key.mask() | wordMask, start, next));
        return;
      }
    }
    keys.add(new U32Key(word, wordMask, start, next));
  }
}
