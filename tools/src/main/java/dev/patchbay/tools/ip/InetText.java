package dev.patchbay.tools.ip;

import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Addresses and prefixes as `ip` reads them. An IPv4 address may have fewer than four numbers,
/// each as C writes it: `10.1` is 10.1.0.0.
final class InetText {
  private InetText() {}

  // ---- addresses

  /// The address of the family, or with null of either; null when it is none (`get_addr_1`).
  static @Nullable Ip parse(String word, @Nullable Family family) {
    return AddressWord.parse(word, family);
  }

  /// The address, or the end of the command (`get_addr`).
  static Ip address(String word, ProtocolFamily family) {
    if (family == ProtocolFamily.LINK) {
      throw exit(
          "Error: \"" + word + "\" may be inet address, but it is not allowed in this context.");
    }
    if (family == ProtocolFamily.MPLS) {
      throw expected("address", word, family);
    }
    Ip ip = parse(word, family.addresses());
    if (ip == null) {
      throw expected("address", word, family);
    }
    return ip;
  }

  // ---- prefixes

  /// `default`, `any` and `all` stand for every address.
  static boolean isEverything(String word) {
    return AddressWord.isEverything(word);
  }

  /// The prefix of the family, or with null of either; null when it is none. Without a length it
  /// holds the address only.
  static @Nullable Prefix parsePrefix(String word, @Nullable Family family) {
    if (isEverything(word)) {
      return new Prefix(family == Family.IPV6 ? Ip.ANY6 : Ip.ANY4, 0);
    }
    int slash = word.indexOf('/');
    Ip address = parse(slash < 0 ? word : word.substring(0, slash), family);
    boolean anyOfAnyFamily = slash > 0 && family == null && isEverything(word.substring(0, slash));
    if (address == null || anyOfAnyFamily) {
      return null;
    }
    if (slash < 0) {
      return Prefix.of(address);
    }
    int length = length(word.substring(slash + 1));
    return length < 0 || length > address.family().bits() ? null : new Prefix(address, length);
  }

  /// A number, or a netmask of IPv4; -1 when it is neither.
  private static int length(String word) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isPresent()) {
      return (int) Math.min(number.getAsLong(), 0xffff);
    }
    Ip mask = parse(word, Family.IPV4);
    return mask == null ? -1 : Prefix.lengthOf(mask);
  }

  /// The prefix, or the end of the command (`get_prefix`).
  static Prefix prefix(String word, ProtocolFamily family) {
    if (family == ProtocolFamily.LINK) {
      throw exit(
          "Error: \"" + word + "\" may be inet prefix, but it is not allowed in this context.");
    }
    if (family == ProtocolFamily.MPLS) {
      throw expected("prefix", word, family);
    }
    Prefix prefix = parsePrefix(word, family.addresses());
    if (prefix == null) {
      throw expected("prefix", word, family);
    }
    return prefix;
  }

  static CommandException expected(String what, String word, ProtocolFamily family) {
    String kind = family == ProtocolFamily.UNSPEC ? "any valid" : family.word();
    return exit("Error: " + kind + " " + what + " is expected rather than \"" + word + "\".");
  }

  static CommandException exit(String message) {
    return new CommandException(1, message);
  }
}
