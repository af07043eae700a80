package dev.patchbay.core.text;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An address as the commands of iproute2 read it (`get_addr_1`): octets that are left out are 0,
/// and each may be decimal, octal or hexadecimal.
public final class AddressWord {
  private AddressWord() {}

  /// The address of the family, or with null of either; null when the word is none.
  public static @Nullable Ip parse(String word, @Nullable Family family) {
    if (isEverything(word)) {
      return family == Family.IPV6 ? Ip.ANY6 : Ip.ANY4;
    }
    if (word.indexOf(':') >= 0) {
      return family == Family.IPV4 ? null : Ip.parse(Family.IPV6, word);
    }
    return family == Family.IPV6 ? null : parseV4(word);
  }

  /// `default`, `any` and `all` stand for every address.
  public static boolean isEverything(String word) {
    return word.equals("default") || word.equals("any") || word.equals("all");
  }

  private static @Nullable Ip parseV4(String word) {
    int bits = 0;
    int from = 0;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int dot = word.indexOf('.', from);
      OptionalLong octet = Numbers.u8(word.substring(from, dot < 0 ? word.length() : dot), 0);
      if (octet.isEmpty() || (shift == 0 && dot >= 0)) {
        return null;
      }
      bits |= (int) octet.getAsLong() << shift;
      if (dot < 0) {
        break;
      }
      from = dot + 1;
    }
    return Ip.v4(bits);
  }
}
