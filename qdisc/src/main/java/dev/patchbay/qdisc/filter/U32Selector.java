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
  private static final int IP_SOURCE = 12;
  private static final int IP_DESTINATION = 16;
  private static final int IP6_SOURCE = 8;
  private static final int IP6_DESTINATION = 24;

  private final Args args;
  private final List<U32Key> keys = new ArrayList<>();

  U32Selector(Args args) {
    this.args = args;
  }

  List<U32Key> keys() {
    return List.copyOf(keys);
  }

  /// Reads one match.
  void take() {
    if (!args.hasNext()) {
      throw illegal();
    }
    switch (args.next()) {
      case "u32" -> plain(4);
      case "u16" -> plain(2);
      case "u8" -> plain(1);
      case "ip" -> ip();
      case "ip6" -> ip6();
      case "tcp", "udp" -> transport();
      case "icmp" -> icmp();
      case "ether" -> ether();
      default -> throw illegal();
    }
  }

  private static CommandException illegal() {
    return Words.illegal("match");
  }

  private static CommandException illegal(String reason) {
    return new CommandException(1, reason + "\n" + illegal().message());
  }

  private String word() {
    if (!args.hasNext()) {
      throw illegal();
    }
    return args.next();
  }

  private static long require(OptionalLong number) {
    if (number.isEmpty()) {
      throw illegal();
    }
    return number.getAsLong();
  }

  /// A value, a mask, and where.
  private void plain(int size) {
    long value = require(number(word(), size, 0));
    long mask = require(number(word(), size, 16));
    int at = 0;
    boolean next = false;
    if (args.accept("at")) {
      String where = word();
      next = where.startsWith("nexthdr+");
      at = (int) require(Numbers.integer(next ? where.substring(8) : where, 0));
    }
    pack(value, mask, at, size, next);
  }

  private void ip() {
    switch (word()) {
      case "src" -> address(IP_SOURCE, Family.IPV4);
      case "dst" -> address(IP_DESTINATION, Family.IPV4);
      case "tos", "dsfield", "precedence" -> field(1, 1, 16);
      case "ihl" -> field(0, 1, 0);
      case "protocol" -> field(9, 1, 0);
      case "nofrag" -> pack(0, 0x3fff, 6, 2, false);
      case "firstfrag" -> pack(0x2000, 0x3fff, 6, 2, false);
      case "df" -> pack(0x4000, 0x4000, 6, 2, false);
      case "mf" -> pack(0x2000, 0x2000, 6, 2, false);
      case "dport" -> field(22, 2, 0);
      case "sport" -> field(20, 2, 0);
      case "icmp_type" -> field(20, 1, 0);
      case "icmp_code" -> field(21, 1, 0);
      default -> throw illegal();
    }
  }

  private void ip6() {
    switch (word()) {
      case "src" -> address(IP6_SOURCE, Family.IPV6);
      case "dst" -> address(IP6_DESTINATION, Family.IPV6);
      case "priority", "class" -> {
        long value = require(Numbers.u8(word(), 0));
        long mask = require(Numbers.u8(word(), 16));
        pack(value << 20, mask << 20, 0, 4, false);
      }
      case "flowlabel" -> {
        long value = require(Numbers.u32(word(), 0));
        long mask = require(Numbers.u32(word(), 16));
        pack(value & 0xf_ffff, mask & 0xf_ffff, 0, 4, false);
      }
      case "protocol" -> field(6, 1, 0);
      case "sport" -> field(40, 2, 0);
      case "dport" -> field(42, 2, 0);
      case "icmp_type" -> field(40, 1, 0);
      case "icmp_code" -> field(41, 1, 0);
      default -> throw illegal();
    }
  }

  private void transport() {
    switch (word()) {
      case "src" -> next(0, 2);
      case "dst" -> next(2, 2);
      default -> throw illegal();
    }
  }

  /// The link header stands in front of what the others count from.
  private void ether() {
    String end = word();
    int at =
        switch (end) {
          case "src" -> -8;
          case "dst" -> -14;
          default -> throw illegal("Unknown match: ether " + end);
        };
    String word = word();
    Mac mac = Mac.parse(word);
    if (mac == null) {
      throw illegal("parse_ether_addr: improperly formed address '" + word + "'");
    }
    for (int i = 0; i < Mac.BYTES; i++) {
      pack((mac.value() >>> (40 - i * 8)) & 0xff, 0xff, at + i, 1, false);
    }
  }

  private void icmp() {
    switch (word()) {
      case "type" -> next(0, 1);
      case "code" -> next(1, 1);
      default -> throw illegal();
    }
  }

  /// A value and a mask of `size` bytes at `at`.
  private void field(int at, int size, int base) {
    long value = require(number(word(), size, base));
    pack(value, require(number(word(), size, 16)), at, size, false);
  }

  private void next(int at, int size) {
    long value = require(number(word(), size, 0));
    pack(value, require(number(word(), size, 16)), at, size, true);
  }

  private static OptionalLong number(String word, int size, int base) {
    return switch (size) {
      case 1 -> Numbers.u8(word, base);
      case 2 -> Numbers.u16(word, base);
      default -> Numbers.u32(word, base);
    };
  }

  private void address(int at, Family family) {
    Prefix prefix = prefix(word(), family);
    if (prefix == null) {
      throw illegal();
    }
    int bits = prefix.length();
    int first = family == Family.IPV4 ? 32 : bits;
    long[] halves = {prefix.address().hi(), prefix.address().lo()};
    for (int i = 0; i * 32 < first || (i == 0 && family == Family.IPV4); i++) {
      long value = (halves[i / 2] >>> (i % 2 == 0 ? 32 : 0)) & 0xffff_ffffL;
      int inside = Math.clamp(bits - i * 32L, 0, 32);
      long mask = inside == 0 ? 0 : (0xffff_ffffL << (32 - inside)) & 0xffff_ffffL;
      pack(value, mask, at + i * 4, 4, false);
      if (family == Family.IPV4) {
        break;
      }
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
