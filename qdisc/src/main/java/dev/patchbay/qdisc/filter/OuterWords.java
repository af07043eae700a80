package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.qdisc.filter.FlowerKey.Where;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import java.util.OptionalLong;

/// Reads the words of flower for the headers that a tunnel has taken off: `enc_key_id` and the
/// others.
final class OuterWords {
  /// The bits of a group that are sent (`VXLAN_GBP_MASK`).
  private static final int GROUP_BITS = Vxlan.DONT_LEARN | Vxlan.POLICY_APPLIED | 0xffff;

  private OuterWords() {}

  /// The fields that the value of the key called so asks for.
  static List<FlowerKey> read(String name, String value) {
    return switch (name) {
      case "enc_dst_ip" -> address(name, Where.OUTER_DESTINATION, value);
      case "enc_src_ip" -> address(name, Where.OUTER_SOURCE, value);
      case "enc_key_id" -> number(name, Where.OUTER_ID, Numbers.u32(value, 10));
      case "enc_dst_port" -> number(name, Where.OUTER_PORT, Numbers.u16(value, 10));
      case "enc_tos" -> octet(name, Where.OUTER_TOS, value, 16);
      case "enc_ttl" -> octet(name, Where.OUTER_TTL, value, 10);
      default -> group(name, value);
    };
  }

  private static List<FlowerKey> number(String name, Where where, OptionalLong value) {
    long number = FlowerWords.number(value, name);
    return List.of(FlowerKey.exact(name, where, 0, 8, number, -1L, Long.toString(number)));
  }

  private static List<FlowerKey> octet(String name, Where where, String word, int base) {
    String[] parts = word.split("/", 2);
    long value = FlowerWords.number(Numbers.u8(parts[0], base), name);
    long mask = parts.length > 1 ? FlowerWords.number(Numbers.u8(parts[1], 16), name) : 0xff;
    String shown = value + (mask == 0xff ? "" : "/0x" + Long.toHexString(mask));
    return List.of(FlowerKey.exact(name, where, 0, 8, value, mask, shown));
  }

  private static List<FlowerKey> address(String name, Where where, String word) {
    Prefix read = Prefix.parse(word);
    Ip ip = read == null ? Ip.parse(word) : null;
    Prefix prefix = ip == null ? read : Prefix.of(ip);
    if (prefix == null) {
      throw new CommandException(
          1, "Error: any valid prefix is expected rather than \"" + word + "\".");
    }
    String shown = prefix.isHost() ? prefix.address().text() : FlowerWords.network(prefix);
    long maskHi = Prefix.maskHi(prefix.length());
    FlowerKey first = FlowerKey.exact(name, where, 0, 8, prefix.address().hi(), maskHi, shown);
    if (prefix.family() == Family.IPV4) {
      return List.of(first);
    }
    long maskLo = Prefix.maskLo(prefix.length());
    return List.of(first, FlowerKey.exact(name, where, 8, 8, prefix.address().lo(), maskLo, ""));
  }

  /// The group of VXLAN's group policy, which is always shown with its mask.
  private static List<FlowerKey> group(String name, String word) {
    String[] parts = word.split("/", 2);
    long value = FlowerWords.number(Numbers.u32(parts[0], 0), name) & GROUP_BITS;
    long all = parts.length > 1 ? FlowerWords.number(Numbers.u32(parts[1], 0), name) : GROUP_BITS;
    if (all == 0) {
      throw Words.illegal(name);
    }
    long mask = all & GROUP_BITS;
    return List.of(FlowerKey.exact(name, Where.OUTER_GROUP, 0, 8, value, mask, value + "/" + mask));
  }
}
