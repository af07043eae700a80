package dev.patchbay.tools.ping;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Addresses in figures, in all the forms that `getaddrinfo` takes and prints.
public final class NumericAddress {
  private static final int DECIMAL = 10;
  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private NumericAddress() {}

  /// The destination that the word is in figures, or null.
  static @Nullable Destination parse(String word, Netns netns) {
    Ip ipv4 = parseV4(word);
    if (ipv4 != null) {
      return new Destination(ipv4, 0, word);
    }
    int percent = word.indexOf('%');
    Ip ipv6 = Ip.parse(Family.IPV6, percent < 0 ? word : word.substring(0, percent));
    int scope = percent < 0 ? 0 : scope(ipv6, word.substring(percent + 1), netns);
    return ipv6 == null || scope < 0 ? null : new Destination(ipv6, scope, word);
  }

  /// An IPv4 address as `inet_aton` reads it: up to four numbers, of which the last fills the rest;
  /// octal behind `0`, hexadecimal behind `0x`.
  public static @Nullable Ip parseV4(String word) {
    String[] parts = word.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long bits = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isLast = i == parts.length - 1;
      long most = isLast ? 0xffff_ffffL >>> (8 * i) : 0xff;
      long number = number(parts[i]);
      if (number < 0 || number > most) {
        return null;
      }
      bits |= isLast ? number : number << (24 - 8 * i);
    }
    return Ip.v4((int) bits);
  }

  /// A number of C, or -1.
  private static long number(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,8}")) {
      return Long.parseLong(text.substring(2), HEXADECIMAL);
    }
    if (text.matches("0[0-7]{0,12}")) {
      return Long.parseLong(text, OCTAL);
    }
    return text.matches("[1-9][0-9]{0,9}") ? Long.parseLong(text, DECIMAL) : -1;
  }

  /// The index that stands behind the percent sign, or -1. Only a link-local address may have a
  /// name there.
  private static int scope(@Nullable Ip address, String word, Netns netns) {
    NetDevice device = address != null && isLinkScope(address) ? netns.device(word) : null;
    if (device != null) {
      return device.index();
    }
    return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
  }

  /// Whether the address means something only together with a device.
  static boolean isLinkScope(Ip address) {
    return address.isLinkLocal() || (address.isMulticast() && (address.hi() >>> 48 & 0xf) == 2);
  }

  /// The address as `getnameinfo` prints it, with the device it is on.
  static String text(Ip address, int scope, Netns netns) {
    if (scope == 0 || address.isV4()) {
      return address.text();
    }
    NetDevice device = isLinkScope(address) ? netns.device(scope) : null;
    return address.text() + "%" + (device == null ? String.valueOf(scope) : device.name());
  }
}
